#include "query/search/feedback.h"

#include <algorithm>
#include <unordered_map>

#include "text/analyzer.h"
#include "text/unicode.h"

namespace meridian::query::search {
namespace {

// As measured in METHODS 1.2 on nine collections.
constexpr std::size_t kBest = 8;
constexpr std::size_t kTerms = 15;
// A word of one paper is its own, one of a fifth of all says nothing.
constexpr double kFewest = 2, kMostShare = 0.2;
constexpr int kMostTermsOfOne = 4000;  // a page may be long
// How often a word occurs is asked for these alone: it moves a word's weight by half at most, and asking costs.
constexpr std::size_t kLookedAt = 4 * kTerms;

bool is_han_term(std::string_view term) {
  std::size_t at = 0;
  return text::is_han(text::next_code_point(term, at));
}

void keep_strongest(std::vector<LearntTerm>& terms, std::size_t most) {
  const auto stronger = [](const LearntTerm& a, const LearntTerm& b) {
    return a.times != b.times ? a.times > b.times : a.term < b.term;
  };
  const std::size_t kept = std::min(most, terms.size());
  std::partial_sort(terms.begin(), terms.begin() + static_cast<std::ptrdiff_t>(kept), terms.end(), stronger);
  terms.resize(kept);
}

}  // namespace

std::vector<LearntTerm> learn(const Xapian::Database& database, const Ranker& ranker, const std::vector<Weighed>& best,
                              double share) {
  const double most = kMostShare * database.get_doccount();
  const std::size_t count = std::min(kBest, best.size());
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += best[i].weight;
  if (sum <= 0) return {};

  std::unordered_map<std::string, double> shares;  // of a term's constant weight, from all of the best
  double han = 0, other = 0;                       // occurrences
  for (std::size_t i = 0; i < count; ++i) {
    const Xapian::docid id = best[i].document;
    const double part = best[i].weight / sum, length = database.get_doclength(id);
    int seen = 0;
    for (auto term = database.termlist_begin(id); term != database.termlist_end(id) && seen < kMostTermsOfOne; ++term) {
      const std::string name = *term;
      const double wdf = term.get_wdf();
      if (wdf == 0 || !text::is_word_term(name)) continue;
      ++seen;
      const bool is_han = is_han_term(name);
      (is_han ? han : other) += wdf;
      if (!is_han) shares[name] += part * ranker.saturation(wdf, length);
    }
  }
  if (han > other) return {};
  std::vector<LearntTerm> answer;
  for (const auto& [term, share_of_term] : shares) {
    const double documents = database.get_termfreq(term);
    if (documents >= kFewest && documents <= most) answer.push_back({term, ranker.idf({documents, 0}) * share_of_term});
  }
  keep_strongest(answer, kLookedAt);
  for (LearntTerm& term : answer) term.times *= ranker.burst(ranker.frequency(term.term));
  keep_strongest(answer, kTerms);
  const double strongest = answer.empty() ? 1 : answer.front().times;
  for (LearntTerm& term : answer) term.times *= share / strongest;
  return answer;
}

}  // namespace meridian::query::search
