// See citation_line.h. Two shapes: words ("Vol. 26. No. 8. Pp. 909-919") and numbers ("2021;26(8):909-919").
#include "indexer/clean/citation_line.h"

#include <algorithm>
#include <vector>

#include "indexer/clean/ascii.h"
#include "indexer/clean/text_date.h"

namespace meridian::indexer::clean {
namespace {

constexpr std::size_t kNear = 160;        // bytes before the numbers in which date and journal may stand
constexpr std::size_t kMaxJournal = 120;  // bytes

struct Cursor {
  std::string_view text;
  std::size_t at;

  void skip(std::string_view characters) {
    while (at < text.size() && characters.find(text[at]) != std::string_view::npos) ++at;
  }
  // One of the words, whole, without case.
  bool word(std::initializer_list<std::string_view> words) {
    for (std::string_view word : words) {
      if (!begins_with(text.substr(at), word)) continue;
      const std::size_t end = at + word.size();
      if (end < text.size() && is_letter(text[end])) continue;
      at = end;
      return true;
    }
    return false;
  }
  // "26", "10779", "e1003", "S12", "909-919", "909–919"
  std::string number(bool range) {
    const std::size_t begin = at;
    std::size_t digits = 0;
    if (at < text.size() && is_letter(text[at]) && at + 1 < text.size() && is_digit(text[at + 1])) ++at;
    while (at < text.size() && is_digit(text[at])) ++at, ++digits;
    if (digits == 0 || digits > 9) return at = begin, std::string();
    std::string result(text.substr(begin, at - begin));
    if (!range) return result;
    Cursor last = *this;
    for (std::string_view dash : {"-", "–", "—"}) {
      if (!text.substr(last.at).starts_with(dash)) continue;
      last.at += dash.size();
      if (const std::string end = last.number(false); !end.empty()) at = last.at, result += "-" + end;
      break;
    }
    return result;
  }
};

// "Vol. 26. No. 8. Pp. 909-919", "Volume 67, Issue 4, December 2021, Page 283-289"
std::optional<CitationLine> in_words(std::string_view text, std::size_t at) {
  Cursor cursor{text, at};
  if (!cursor.word({"volume", "vol"})) return std::nullopt;
  CitationLine line;
  line.begin = at;
  cursor.skip(". ");
  line.volume = cursor.number(false);
  if (line.volume.empty()) return std::nullopt;
  Cursor next = cursor;
  next.skip(".,; (");
  if (next.word({"number", "no", "issue", "iss"})) {
    next.skip(". ");
    line.issue = next.number(true);
    if (!line.issue.empty()) cursor = next;
  }
  next = cursor;
  next.skip(".,;:) ");
  if (const std::optional<TextDate> date = find_date(text.substr(next.at, 40)); date && date->begin == 0) {
    line.date = date->iso;
    next.at += date->end;
    next.skip(".,;: ");
  }
  if (next.word({"pages", "page", "pp", "p"})) {
    next.skip(". ");
    line.pages = next.number(true);
    if (!line.pages.empty()) cursor = next;
  }
  if (line.issue.empty() && line.pages.empty()) return std::nullopt;
  line.end = cursor.at;
  return line;
}

// "2021;26(8):909-919", "2021; 18 [20], 10779", "2021,36(8):909-919"
std::optional<CitationLine> in_numbers(std::string_view text, std::size_t at) {
  Cursor cursor{text, at};
  CitationLine line;
  line.begin = at;
  const std::string year = cursor.number(false);
  if (year.size() != 4 || year < "1600" || year > "2200") return std::nullopt;
  line.date = year;
  cursor.skip(" ");
  const char separator = cursor.at < text.size() ? text[cursor.at] : ' ';
  if (separator != ';' && separator != ',') return std::nullopt;
  cursor.skip(";, ");
  line.volume = cursor.number(false);
  if (line.volume.empty()) return std::nullopt;
  cursor.skip(" ");
  if (cursor.at < text.size() && (text[cursor.at] == '(' || text[cursor.at] == '[')) {
    cursor.skip("([ ");
    line.issue = cursor.number(true);
    cursor.skip(") ]");
  }
  const bool colon = cursor.at < text.size() && text[cursor.at] == ':';
  if (!colon && line.issue.empty()) return std::nullopt;
  if (colon || (cursor.at < text.size() && text[cursor.at] == ',')) {
    cursor.skip(":, ");
    cursor.word({"pages", "pp", "p"});
    cursor.skip(". ");
    line.pages = cursor.number(true);
  }
  if (line.pages.empty() && (line.issue.empty() || separator == ',')) return std::nullopt;
  line.end = cursor.at;
  return line;
}

// The name that ends right before the numbers: capitalised words and the small words between them.
std::string name_before(std::string_view text) {
  while (!text.empty() && (is_blank(text.back()) || text.back() == '(' || text.back() == '.' || text.back() == ','))
    text.remove_suffix(1);
  std::size_t begin = text.size();
  for (std::size_t end = text.size(); end > 0 && text.size() - end < kMaxJournal;) {
    const std::size_t blank = text.find_last_of(" \n", end - 1);
    const std::size_t from = blank == std::string_view::npos ? 0 : blank + 1;
    const std::string_view word = text.substr(from, end - from);
    const bool small =
        word == "of" || word == "and" || word == "the" || word == "in" || word == "for" || word == "&" || word == "on";
    const bool ends_sentence =
        !word.empty() && (word.back() == '.' || word.back() == ',' || word.back() == ':') && word.size() > 5;
    if (word.empty() || word == "In" || (!small && !is_upper(word.front())) || ends_sentence) break;
    if (!small) begin = from;
    if (from == 0) break;
    end = from - 1;
  }
  std::string_view name = text.substr(begin);
  skip_prefix(name, "The ");
  return std::string(trim(name));
}

// "In Spine. April 15, 2001. " before "Vol. 26": the date, and what "In" names.
void read_before(std::string_view text, CitationLine& line) {
  const std::size_t from = line.begin > kNear ? line.begin - kNear : 0;
  std::string_view before = text.substr(from, line.begin - from);
  if (const std::size_t line_end = before.rfind('\n'); line_end != std::string_view::npos)
    before.remove_prefix(line_end + 1);
  // The last date that ends right before the numbers.
  for (std::size_t at = 0; line.date.size() < 7;) {
    const std::optional<TextDate> date = find_date(before.substr(at));
    if (!date) break;
    if (trim(before.substr(at + date->end)).find_first_not_of(".,;:( ") == std::string_view::npos) {
      line.date = date->iso;
      before = before.substr(0, at + date->begin);
      break;
    }
    at += date->end;
  }
  line.journal = name_before(before);
}

}  // namespace

std::optional<CitationLine> find_citation(std::string_view utf8) {
  for (std::size_t at = 0; at < utf8.size(); ++at) {
    if (at > 0 && (is_letter(utf8[at - 1]) || is_digit(utf8[at - 1]))) continue;
    std::optional<CitationLine> line;
    if (utf8[at] == 'V' || utf8[at] == 'v')
      line = in_words(utf8, at);
    else if (is_digit(utf8[at]))
      line = in_numbers(utf8, at);
    if (!line) continue;
    read_before(utf8, *line);
    return line;
  }
  return std::nullopt;
}

std::string citation_text(std::string_view year, std::string_view volume, std::string_view issue,
                          std::string_view pages) {
  const auto packed = [](std::string_view part) {
    std::string result(part);
    std::erase_if(result, is_blank);
    return result;
  };
  if (trim(volume).empty()) return {};
  std::string result = year.empty() ? std::string() : std::string(year.substr(0, 4)) + ";";
  result += packed(volume);
  if (!trim(issue).empty()) result += "(" + packed(issue) + ")";
  if (!trim(pages).empty()) result += ":" + packed(pages);
  return result;
}

}  // namespace meridian::indexer::clean
