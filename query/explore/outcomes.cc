#include "query/explore/outcomes.h"

#include <algorithm>
#include <array>
#include <vector>

#include "query/explore/common_words.h"

namespace meridian::query::explore {
namespace {

using Words = std::vector<text::QueryWord>;

constexpr std::size_t kMaxOutcomeWords = 4;
// How many small words may stand between the cue and what it is about.
constexpr int kMaxSkipped = 5;
constexpr auto kArticles =
    std::to_array<std::string_view>({"the", "a", "an", "their", "its", "both", "in", "of", "on", "for"});
constexpr auto kVerbs =
    std::to_array<std::string_view>({"was", "were", "is",  "are",  "has", "have", "had", "been", "be",   "did",
                                     "do",  "does", "not", "also", "no",  "均",   "较",  "比",   "有所", "了"});

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool carries_meaning(const text::QueryWord& word) {
  return !word.stop_word && (word.script == text::Script::latin || word.script == text::Script::han) &&
         !is_common_in_papers(word.surface);
}

// A prepositional phrase behind a verb says where, behind a noun what: "reduction in pain", "fell in the trained
// group".
bool may_skip_forward(const text::QueryWord& word, bool cue_is_noun) {
  static constexpr auto kPrepositions = std::to_array<std::string_view>({"in", "of", "on", "for"});
  if (is_one_of(kPrepositions, word.surface)) return cue_is_noun;
  return is_one_of(kArticles, word.surface) || word.surface == "了" || is_common_in_papers(word.surface);
}

bool may_skip_backward(const text::QueryWord& word) {
  return is_one_of(kVerbs, word.surface) || is_common_in_papers(word.surface);
}

// Only blanks or hyphens between two words of one outcome.
bool touch(std::string_view sentence, const text::QueryWord& a, const text::QueryWord& b) {
  const std::string_view between = sentence.substr(a.end, b.begin - a.end);
  return between.find_first_not_of(" -") == between.npos;
}

struct Range {
  std::size_t first = 0, last = 0;  // words, half open
};

Range after(std::string_view sentence, const Words& words, const StatedDirection& stated) {
  std::size_t at = 0;
  while (at < words.size() && words[at].begin < stated.cue.end) ++at;
  std::size_t before = stated.cue.end;
  for (int skipped = 0; skipped < kMaxSkipped && at < words.size() && may_skip_forward(words[at], stated.cue_is_noun);
       ++skipped) {
    if (sentence.substr(before, words[at].begin - before).find_first_not_of(' ') != std::string_view::npos) return {};
    before = words[at++].end;
  }
  if (at < words.size() &&
      sentence.substr(before, words[at].begin - before).find_first_not_of(' ') != std::string_view::npos)
    return {};
  Range range{at, at};
  while (range.last < words.size() && range.last - range.first < kMaxOutcomeWords &&
         carries_meaning(words[range.last]) &&
         (range.last == range.first || touch(sentence, words[range.last - 1], words[range.last])))
    ++range.last;
  return range;
}

Range before(std::string_view sentence, const Words& words, const StatedDirection& stated) {
  std::size_t end = 0;
  while (end < words.size() && words[end].end <= stated.cue.begin) ++end;
  for (int skipped = 0; skipped < kMaxSkipped && end > 0 && may_skip_backward(words[end - 1]); ++skipped) --end;
  Range range{end, end};
  while (range.first > 0 && range.last - range.first < kMaxOutcomeWords && carries_meaning(words[range.first - 1]) &&
         (range.first == range.last || touch(sentence, words[range.first - 1], words[range.first])))
    --range.first;
  return range;
}

std::string key_of(const Words& words, const text::Glossary& glossary) {
  const std::vector<text::ConceptMatch> matches = glossary.find(words);
  if (matches.size() == 1 && matches.front().words == words.size()) {
    const text::Concept& known = *matches.front().concept_;
    return "=" + (known.english.empty() ? known.chinese.front() : known.english.front());
  }
  std::string key;
  for (const text::QueryWord& word : words) {
    if (word.scoring.empty()) key += word.surface;
    for (const std::string& term : word.scoring) key += term + ' ';
  }
  return key;
}

}  // namespace

std::optional<Outcome> outcome_of(std::string_view sentence, const StatedDirection& stated,
                                  const text::Analyzer& analyzer, const text::Glossary& glossary) {
  if (stated.direction == Quote::Direction::none_stated) return std::nullopt;
  const Words words = analyzer.words_of_query(sentence);
  Range range = after(sentence, words, stated);
  if (range.first == range.last) range = before(sentence, words, stated);
  if (range.first == range.last) return std::nullopt;
  const Words named(words.begin() + static_cast<std::ptrdiff_t>(range.first),
                    words.begin() + static_cast<std::ptrdiff_t>(range.last));
  return Outcome{key_of(named, glossary),
                 std::string(sentence.substr(named.front().begin, named.back().end - named.front().begin))};
}

}  // namespace meridian::query::explore
