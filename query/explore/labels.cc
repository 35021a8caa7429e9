#include "query/explore/labels.h"

#include <algorithm>
#include <cmath>

namespace meridian::query::explore {
namespace {

constexpr double kLeastCoverage = 0.15;  // of the group
// A phrase as usual outside as inside names nothing, however good its F1 in a large group.
constexpr double kLeastDifference = 0.1;
constexpr double kQueryPenalty = 0.8;      // holds a word of the query
constexpr double kLoneWordPenalty = 0.75;  // one word that no glossary knows: "temperature", "efficiency"
constexpr double kForeignPenalty = 0.7;    // cannot be printed in the reader's language

struct Candidate {
  double score = 0;
  const Phrase* phrase = nullptr;
};

double score(const Phrase& phrase, const std::vector<bool>& is_member, std::size_t members, Languages reader) {
  std::size_t inside = 0, times = 0;
  for (const PhraseUse& use : phrase.uses)
    if (is_member[use.document]) ++inside, times += use.times;
  if (inside < std::min<std::size_t>(2, members)) return 0;
  const auto in = static_cast<double>(inside);
  const double recall = in / static_cast<double>(members);
  const std::size_t others = is_member.size() - members;
  const double outside =
      others == 0 ? 0 : static_cast<double>(phrase.uses.size() - inside) / static_cast<double>(others);
  if (recall < kLeastCoverage || recall - outside < kLeastDifference) return 0;
  const double precision = in / static_cast<double>(phrase.uses.size());
  double answer = 2 * precision * recall / (precision + recall) * std::log(1 + static_cast<double>(times) / in) *
                  length_bonus(phrase.length);
  if (phrase.touches_query) answer *= kQueryPenalty;
  if (phrase.length == 1 && phrase.concept_ == nullptr) answer *= kLoneWordPenalty;
  if ((phrase.languages & reader) == 0) answer *= kForeignPenalty;
  return answer;
}

}  // namespace

double length_bonus(std::size_t words) {
  return words <= 1 ? 1 : words == 2 ? 1.3 : 1.39;
}

std::vector<std::string> labels(const std::vector<std::size_t>& members, const std::vector<Phrase>& phrases,
                                const WordRuns& runs, std::string_view language) {
  std::vector<bool> is_member(runs.documents(), false);
  for (const std::size_t member : members) is_member[member] = true;
  const Languages reader = language == "zh" ? kChinese : kEnglish;
  std::vector<Candidate> candidates;
  for (const Phrase& phrase : phrases) {
    if (phrase.in_query) continue;
    const double value = score(phrase, is_member, members.size(), reader);
    if (value > 0) candidates.push_back({value, &phrase});
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  std::vector<const Phrase*> taken;
  for (const Candidate& candidate : candidates) {
    if (taken.size() == kMaxLabels) break;
    if (std::none_of(taken.begin(), taken.end(),
                     [&](const Phrase* other) { return overlap(*other, *candidate.phrase); }))
      taken.push_back(candidate.phrase);
  }
  std::vector<std::string> answer;
  for (const Phrase* phrase : taken) answer.push_back(printed(*phrase, runs, members, language));
  return answer;
}

}  // namespace meridian::query::explore
