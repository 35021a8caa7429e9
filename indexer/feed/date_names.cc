// See date_names.h.
#include "indexer/feed/date_names.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <vector>

namespace meridian::indexer::feed {
namespace {

// English, German, French, Spanish, Italian, Portuguese, Dutch, Scandinavian, Hungarian, Polish, Turkish, Russian,
// Greek.
constexpr std::array<std::string_view, 12> kMonths = {
    "january januar jänner janvier enero gennaio janeiro januari január styczeń stycznia ocak январь января "
    "ιανουάριος ιανουαρίου",
    "february februar février fevrier febrero febbraio fevereiro februari február luty lutego şubat февраль февраля "
    "φεβρουάριος φεβρουαρίου",
    "march märz maerz mars marzo março marco maart mrz március marzec marca mart март марта μάρτιος μαρτίου",
    "april avril abril aprile április kwiecień kwietnia nisan апрель апреля απρίλιος απριλίου",
    "may mai mayo maggio maio mei maj május maja mayıs май мая μάιος μαΐου",
    "june juni juin junio giugno junho június czerwiec czerwca haziran июнь июня ιούνιος ιουνίου",
    "july juli juillet julio luglio julho július lipiec lipca temmuz июль июля ιούλιος ιουλίου",
    "august août aout agosto augustus augusti augusztus sierpień sierpnia ağustos август августа αύγουστος αυγούστου",
    "september septembre septiembre settembre setembro sept szeptember wrzesień września eylül сентябрь сентября "
    "σεπτέμβριος σεπτεμβρίου",
    "october oktober octobre octubre ottobre outubro október październik października ekim октябрь октября "
    "οκτώβριος οκτωβρίου",
    "november novembre noviembre novembro listopad listopada kasım ноябрь ноября νοέμβριος νοεμβρίου",
    "december dezember décembre decembre diciembre dicembre dezembro desember grudzień grudnia aralık декабрь декабря "
    "δεκέμβριος δεκεμβρίου",
};

constexpr std::array<std::string_view, 7> kWeekdays = {
    "monday montag lundi lunes lunedì lunedi maandag måndag mandag segunda hétfő poniedziałek pazartesi понедельник "
    "δευτέρα 星期一 周一 월요일 月曜日",
    "tuesday dienstag mardi martes martedì martedi dinsdag tisdag tirsdag terça kedd wtorek salı вторник τρίτη 星期二 "
    "周二 화요일 火曜日",
    "wednesday mittwoch mercredi miércoles miercoles mercoledì mercoledi woensdag onsdag quarta szerda środa çarşamba "
    "среда τετάρτη 星期三 周三 수요일 水曜日",
    "thursday donnerstag jeudi jueves giovedì giovedi donderdag torsdag quinta csütörtök czwartek perşembe четверг "
    "πέμπτη 星期四 周四 목요일 木曜日",
    "friday freitag vendredi viernes venerdì venerdi vrijdag fredag sexta péntek piątek cuma пятница παρασκευή 星期五 "
    "周五 금요일 金曜日",
    "saturday samstag sonnabend samedi sábado sabado sabato zaterdag lördag lørdag szombat sobota cumartesi суббота "
    "σάββατο 星期六 周六 토요일 土曜日",
    "sunday sonntag dimanche domingo domenica zondag söndag søndag vasárnap niedziela pazar воскресенье κυριακή "
    "星期日 星期天 周日 일요일 日曜日",
};

struct Zone {
  std::string_view names;
  int minutes;
};
constexpr Zone kZones[] = {
    {"z utc gmt ut wet", 0},       {"bst cet met west", 60},      {"cest mest eet cat sast", 120},
    {"eest msk trt", 180},         {"gst", 240},                  {"pkt", 300},
    {"ict wib", 420},              {"hkt sgt awst pht", 480},     {"jst kst", 540},
    {"acst", 570},                 {"aest", 600},                 {"acdt", 630},
    {"aedt", 660},                 {"nzst", 720},                 {"nzdt", 780},
    {"brt art clst adt", -180},    {"ast at edt", -240},          {"est et cdt", -300},
    {"cst ct mdt", -360},          {"mst mt pdt", -420},          {"pst pt akdt", -480},
    {"akst", -540},                {"hst", -600},                 {"nst", -210},
    {"ndt", -150},
};

// The words of lists in order, each with the number of its list, so that those with one beginning stand side by side.
class NameIndex {
 public:
  explicit NameIndex(std::span<const std::string_view> lists) {
    for (std::size_t i = 0; i < lists.size(); ++i)
      for (std::string_view rest = lists[i]; !rest.empty();) {
        const std::size_t end = std::min(rest.find(' '), rest.size());
        names_.emplace_back(rest.substr(0, end), static_cast<int>(i));
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    std::sort(names_.begin(), names_.end());
  }
  // The list that has a word beginning with `word`; -1 when more than one has, nothing when none.
  std::optional<int> list_with(std::string_view word) const {
    std::optional<int> found;
    for (auto name = std::lower_bound(names_.begin(), names_.end(), std::pair(word, -1));
         name != names_.end() && name->first.starts_with(word); ++name)
      found = found && *found != name->second ? -1 : name->second;
    return found;
  }

 private:
  std::vector<std::pair<std::string_view, int>> names_;
};

bool has_word(std::string_view names, std::string_view word) {
  for (std::size_t at = names.find(word); at != std::string_view::npos; at = names.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    if ((at == 0 || names[at - 1] == ' ') && (end == names.size() || names[end] == ' ')) return true;
  }
  return false;
}

std::size_t letters(std::string_view word) {
  return static_cast<std::size_t>(
      std::count_if(word.begin(), word.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace

std::string lower_word(std::string_view word) {
  std::string text(word);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] >= 'A' && text[i] <= 'Z') text[i] = static_cast<char>(text[i] + 32);
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0xC3 || lead > 0xD0 || i + 1 == text.size()) continue;
    unsigned code = (lead & 0x1Fu) << 6 | (static_cast<unsigned char>(text[i + 1]) & 0x3Fu);
    const bool capital = (code >= 0xC0 && code <= 0xDE) || (code >= 0x391 && code <= 0x3A9) || (code >= 0x410 && code <= 0x42F);
    if (!capital) continue;
    code += 0x20;
    text[i] = static_cast<char>(0xC0 | code >> 6);
    text[++i] = static_cast<char>(0x80 | (code & 0x3F));
  }
  return text;
}

int month_named(std::string_view word) {
  static const NameIndex kIndex{kMonths};
  const std::string lowered = lower_word(word);
  return letters(lowered) < 3 ? 0 : kIndex.list_with(lowered).value_or(-1) + 1;
}

std::optional<int> weekday_named(std::string_view word) {
  static const NameIndex kIndex{kWeekdays};
  const std::string lowered = lower_word(word);
  return letters(lowered) < 2 ? std::nullopt : kIndex.list_with(lowered);
}

std::optional<int> zone_named(std::string_view word) {
  const std::string lowered = lower_word(word);
  for (const Zone& zone : kZones)
    if (has_word(zone.names, lowered)) return zone.minutes;
  if (lowered.size() != 1 || word[0] < 'A' || word[0] > 'Y' || word[0] == 'J') return std::nullopt;
  const int letter = word[0] - 'A';  // A-I 1-9, K-M 10-12, N-Y -1 to -12
  if (word[0] < 'J') return (letter + 1) * 60;
  return (word[0] < 'N' ? letter : 12 - letter) * 60;
}

}  // namespace meridian::indexer::feed
