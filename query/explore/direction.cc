#include "query/explore/direction.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/ascii.h"
#include "text/unicode.h"

namespace meridian::query::explore {
namespace {

using base::lower;

using Direction = Quote::Direction;

enum class Sense { increase, decrease, improve, worsen, association, difference, null };

struct Cue {
  Sense sense = Sense::null;
  Span where;
  bool noun = false;
  bool negated = false;
};

struct Entry {
  std::string_view word;
  Sense sense;
  bool noun = false;
};

// ---- English: whole words, lower case.

constexpr auto kEnglish = std::to_array<Entry>({
    {"increase", Sense::increase, true},
    {"increases", Sense::increase, true},
    {"increased", Sense::increase},
    {"increasing", Sense::increase},
    {"rise", Sense::increase, true},
    {"rises", Sense::increase, true},
    {"rose", Sense::increase},
    {"risen", Sense::increase},
    {"elevated", Sense::increase},
    {"elevates", Sense::increase},
    {"elevation", Sense::increase, true},
    {"elevations", Sense::increase, true},
    {"higher", Sense::increase},
    {"greater", Sense::increase},
    {"upregulated", Sense::increase},
    {"enhanced", Sense::increase},
    {"enhances", Sense::increase},
    {"decrease", Sense::decrease, true},
    {"decreases", Sense::decrease, true},
    {"decreased", Sense::decrease},
    {"decreasing", Sense::decrease},
    {"reduce", Sense::decrease},
    {"reduces", Sense::decrease},
    {"reduced", Sense::decrease},
    {"reducing", Sense::decrease},
    {"reduction", Sense::decrease, true},
    {"reductions", Sense::decrease, true},
    {"declined", Sense::decrease},
    {"decline", Sense::decrease, true},
    {"declines", Sense::decrease, true},
    {"lower", Sense::decrease},
    {"lowered", Sense::decrease},
    {"lowers", Sense::decrease},
    {"fell", Sense::decrease},
    {"attenuated", Sense::decrease},
    {"attenuates", Sense::decrease},
    {"diminished", Sense::decrease},
    {"diminishes", Sense::decrease},
    {"downregulated", Sense::decrease},
    {"alleviated", Sense::decrease},
    {"alleviates", Sense::decrease},
    {"relieved", Sense::decrease},
    {"relieves", Sense::decrease},
    {"suppressed", Sense::decrease},
    {"suppresses", Sense::decrease},
    {"improve", Sense::improve},
    {"improves", Sense::improve},
    {"improved", Sense::improve},
    {"improvement", Sense::improve, true},
    {"improvements", Sense::improve, true},
    {"worsened", Sense::worsen},
    {"worsens", Sense::worsen},
    {"worsening", Sense::worsen, true},
    {"deteriorated", Sense::worsen},
    {"associated", Sense::association},
    {"association", Sense::association, true},
    {"associations", Sense::association, true},
    {"correlated", Sense::association},
    {"correlates", Sense::association},
    {"correlation", Sense::association, true},
    {"correlations", Sense::association, true},
    {"predicted", Sense::association},
    {"predicts", Sense::association},
    {"predictor", Sense::association, true},
    {"predictors", Sense::association, true},
    {"linked", Sense::association},
    {"differ", Sense::difference},
    {"differed", Sense::difference},
    {"difference", Sense::difference, true},
    {"differences", Sense::difference, true},
    {"effect", Sense::difference, true},
    {"effects", Sense::difference, true},
    {"benefit", Sense::difference, true},
    {"change", Sense::difference, true},
    {"changes", Sense::difference, true},
    {"changed", Sense::difference},
    {"affect", Sense::difference},
    {"affected", Sense::difference},
    {"influence", Sense::difference},
    {"unchanged", Sense::null},
    {"nonsignificant", Sense::null},
});
constexpr auto kNegators =
    std::to_array<std::string_view>({"no", "not", "neither", "nor", "without", "failed", "didn't", "doesn't", "don't",
                                     "wasn't", "weren't", "cannot", "hardly"});
constexpr auto kHedges =
    std::to_array<std::string_view>({"may", "might", "could", "can", "would", "should", "will", "if", "whether"});
constexpr auto kBreaks =
    std::to_array<std::string_view>({"but", "whereas", "while", "although", "though", "however", "yet"});
// "lower back", "higher education": places and degrees, not findings.
constexpr auto kNotCompared =
    std::to_array<std::string_view>({"back", "limb", "limbs", "leg", "legs", "extremity", "extremities", "body",
                                     "trunk", "urinary", "respiratory", "education", "school"});
// How many words a negation reaches forward.
constexpr std::size_t kNegationReach = 5;

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

struct Word {
  std::string lower;
  Span where;
  bool after_break = false;    // punctuation stands before it
  bool begins_clause = false;  // a semicolon stands before it, or it is a "but"
};

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '\'' || (c >= '0' && c <= '9');
}

std::vector<Word> words_of(std::string_view sentence) {
  std::vector<Word> answer;
  bool after_break = true, after_semicolon = false;
  for (std::size_t at = 0; at < sentence.size();) {
    if (!is_word_byte(sentence[at])) {
      after_semicolon = after_semicolon || sentence[at] == ';';
      after_break = after_break || sentence[at] == ',' || sentence[at] == ';' || sentence[at] == ':';
      ++at;
      continue;
    }
    Word word{{}, {at, at}, after_break, false};
    for (; at < sentence.size() && is_word_byte(sentence[at]); ++at) word.lower += lower(sentence[at]);
    word.where.end = at;
    word.begins_clause = after_semicolon || is_one_of(kBreaks, word.lower);
    answer.push_back(std::move(word));
    after_break = after_semicolon = false;
  }
  return answer;
}

// True when a negation within reach governs words[i]: nothing new began between them.
bool is_negated(const std::vector<Word>& words, std::size_t first, std::size_t i) {
  for (std::size_t back = 1; back <= kNegationReach && i >= first + back; ++back) {
    const std::size_t at = i - back;
    if (words[at + 1].after_break || words[at].lower == "and" || words[at].lower == "with") return false;
    if (!is_one_of(kNegators, words[at].lower)) continue;
    return words[at + 1].lower != "only" && words[at + 1].lower != "longer";
  }
  return false;
}

// Meant or supposed, not found: "may reduce", "to reduce" (but "was found to reduce").
bool is_hedged(const std::vector<Word>& words, std::size_t first, std::size_t i) {
  for (std::size_t back = 1; back <= 3 && i >= first + back; ++back)
    if (is_one_of(kHedges, words[i - back].lower)) return true;
  if (i < first + 1 || words[i - 1].lower != "to") return false;
  static constexpr auto kFound =
      std::to_array<std::string_view>({"found", "shown", "appears", "appeared", "observed", "proved", "failed", "led"});
  return i < first + 2 || !is_one_of(kFound, words[i - 2].lower);
}

std::vector<Cue> english_cues(const std::vector<Word>& words, std::size_t first, std::size_t last) {
  std::vector<Cue> cues;
  for (std::size_t i = first; i < last; ++i) {
    const auto entry =
        std::find_if(kEnglish.begin(), kEnglish.end(), [&](const Entry& e) { return e.word == words[i].lower; });
    if (entry == kEnglish.end()) continue;
    if (i + 1 < words.size() && is_one_of(kNotCompared, words[i + 1].lower)) continue;
    if (entry->word == "linked" && (i + 1 >= words.size() || words[i + 1].lower != "to")) continue;
    const bool negated = is_negated(words, first, i);
    if (!negated && is_hedged(words, first, i)) continue;
    cues.push_back({entry->sense, words[i].where, entry->noun, negated});
  }
  return cues;
}

// ---- Chinese: the longest cue first where several begin at one place.

constexpr auto kChinese = std::to_array<Entry>({
    {"差异无统计学意义", Sense::null}, {"无统计学意义", Sense::null},    {"差异不显著", Sense::null},
    {"无显著差异", Sense::null},       {"无明显差异", Sense::null},      {"无显著性差异", Sense::null},
    {"没有显著", Sense::null},         {"无显著", Sense::null},          {"无明显", Sense::null},
    {"无差异", Sense::null},           {"不显著", Sense::null},          {"不明显", Sense::null},
    {"正相关", Sense::association},    {"负相关", Sense::association},   {"显著相关", Sense::association},
    {"密切相关", Sense::association},  {"明显相关", Sense::association}, {"有关", Sense::association},
    {"升高", Sense::increase},         {"增加", Sense::increase},        {"提高", Sense::increase},
    {"上升", Sense::increase},         {"增强", Sense::increase},        {"增大", Sense::increase},
    {"高于", Sense::increase},         {"降低", Sense::decrease},        {"减少", Sense::decrease},
    {"下降", Sense::decrease},         {"减轻", Sense::decrease},        {"减弱", Sense::decrease},
    {"缓解", Sense::decrease},         {"低于", Sense::decrease},        {"改善", Sense::improve},
    {"好转", Sense::improve},          {"恶化", Sense::worsen},
});
constexpr auto kChineseNegators = std::to_array<std::string_view>({"未", "不", "无", "没有", "未见", "并未", "未能"});
constexpr auto kChineseHedges =
    std::to_array<std::string_view>({"可能", "旨在", "为了", "以期", "有望", "能否", "是否", "可"});
constexpr auto kChineseBreaks = std::to_array<std::string_view>({"；", "，", "。", ";", ","});
constexpr std::size_t kChineseReach = 12;  // bytes: four characters

template <std::size_t N>
bool stands_before(const std::array<std::string_view, N>& words, std::string_view clause, std::size_t at,
                   std::size_t reach) {
  const std::size_t from = at > reach ? text::code_point_boundary(clause, at - reach) : 0;
  const std::string_view before = clause.substr(from, at - from);
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return before.find(word) != before.npos; });
}

std::vector<Cue> chinese_cues(std::string_view sentence, std::size_t begin, std::size_t end) {
  const std::string_view clause = sentence.substr(begin, end - begin);
  std::vector<Cue> cues;
  for (std::size_t at = 0; at < clause.size();) {
    const auto entry = std::find_if(kChinese.begin(), kChinese.end(),
                                    [&](const Entry& e) { return clause.substr(at).starts_with(e.word); });
    if (entry == kChinese.end()) {
      text::next_code_point(clause, at);
      continue;
    }
    const Span where{begin + at, begin + at + entry->word.size()};
    const bool negated = stands_before(kChineseNegators, clause, at, kChineseReach);
    if (negated || !stands_before(kChineseHedges, clause, at, kChineseReach))
      cues.push_back({entry->sense, where, false, negated});
    at += entry->word.size();
  }
  return cues;
}

// ---- both

StatedDirection as_stated(Direction direction, const Cue& cue, bool of_quantity) {
  return {direction, cue.where, of_quantity, cue.noun};
}

const Cue* find(const std::vector<Cue>& cues, bool negated, Sense sense) {
  for (const Cue& cue : cues)
    if (cue.negated == negated && cue.sense == sense) return &cue;
  return nullptr;
}

// One clause's answer; nothing when it has no cue, none_stated when its cues speak against each other.
std::optional<StatedDirection> decide(const std::vector<Cue>& cues) {
  const Cue* null = find(cues, false, Sense::null);
  if (null == nullptr) {
    const auto negated = std::find_if(cues.begin(), cues.end(), [](const Cue& cue) { return cue.negated; });
    if (negated != cues.end()) null = &*negated;
  }
  const Cue* association = find(cues, false, Sense::association);
  const Cue* up = find(cues, false, Sense::increase);
  const Cue* down = find(cues, false, Sense::decrease);
  const Cue* better = find(cues, false, Sense::improve);
  const Cue* worse = find(cues, false, Sense::worsen);
  const bool changes = association || up || down || better || worse;
  if (null) return changes ? StatedDirection{} : as_stated(Direction::no_effect, *null, true);
  if (association) return as_stated(Direction::associated, *association, false);
  if ((up && down) || (better && worse)) return StatedDirection{};
  if (up) return as_stated(Direction::up, *up, true);
  if (down) return as_stated(Direction::down, *down, true);
  if (better) return as_stated(Direction::up, *better, false);
  if (worse) return as_stated(Direction::down, *worse, false);
  return std::nullopt;
}

StatedDirection english(std::string_view sentence) {
  const std::vector<Word> words = words_of(sentence);
  for (std::size_t first = 0, last = 0; first < words.size(); first = last) {
    for (last = first + 1; last < words.size() && !words[last].begins_clause;) ++last;
    if (const auto decided = decide(english_cues(words, first, last))) return *decided;
  }
  return {};
}

StatedDirection chinese(std::string_view sentence) {
  for (std::size_t begin = 0; begin < sentence.size();) {
    std::size_t end = sentence.size(), next = sentence.size();
    for (const std::string_view mark : kChineseBreaks)
      if (const std::size_t at = sentence.find(mark, begin); at < end) end = at, next = at + mark.size();
    if (const auto decided = decide(chinese_cues(sentence, begin, end))) return *decided;
    begin = next;
  }
  return {};
}

}  // namespace

StatedDirection stated_direction(std::string_view sentence) {
  return text::language_of(sentence) == "zh" ? chinese(sentence) : english(sentence);
}

}  // namespace meridian::query::explore
