#include "query/explore/related.h"

#include <algorithm>
#include <map>

#include "base/ascii.h"
#include "query/explore/common_words.h"
#include "query/explore/likeness.h"

namespace meridian::query::explore {
namespace {

using base::is_letter;

constexpr Xapian::doccount kCandidates = 300;  // METHODS 2.2: with 25 terms, 99 % of the exact top ten
constexpr std::size_t kMaxShared = 8;
constexpr std::size_t kMaxCompound = 40;  // bytes; more is no word

// The word itself, without the mark of a stem.
std::string_view bare(std::string_view term) {
  return term.starts_with('Z') ? term.substr(1) : term;
}

// Worth showing as what ties two papers: no number, single letter or word that all papers use.
bool says_something(std::string_view term) {
  const std::string_view word = bare(term);
  if (word.size() < 2) return false;
  if (static_cast<unsigned char>(word.front()) >= 0x80) return true;
  return std::any_of(word.begin(), word.end(), [](char c) { return is_letter(c) || (c & 0x80) != 0; }) &&
         !is_stem_of_common(word);
}

// "il" beside "il6": half of a name says less than the name.
bool is_part_of_name(std::string_view term, std::string_view other) {
  const std::string_view word = bare(term);
  return !other.starts_with('Z') && other.size() > word.size() && is_letter(other.front()) &&
         (other.starts_with(word) || other.ends_with(word));
}

std::vector<std::string> strongest_shared(const Likeness& like, const Likenesses& terms) {
  std::vector<std::pair<double, std::string>> shared;
  for (const auto& [weight, term] : like.shared) shared.emplace_back(weight, terms.term(term));
  std::sort(shared.begin(), shared.end(),
            [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  std::vector<std::string> answer;
  for (const auto& [weight, term] : shared) {
    if (answer.size() == kMaxShared) break;
    const bool part = std::any_of(shared.begin(), shared.end(),
                                  [&](const auto& other) { return is_part_of_name(term, other.second); });
    if (!part && says_something(term)) answer.push_back(term);
  }
  return answer;
}

// The word at [begin, end) with all that hyphens tie to it: "hs-CRP" for "CRP".
std::string_view whole_compound(std::string_view text, std::size_t begin, std::size_t end) {
  const auto is_word = [&](std::size_t at) {
    return at < text.size() && (is_letter(text[at]) || (text[at] >= '0' && text[at] <= '9'));
  };
  while (begin > 1 && text[begin - 1] == '-' && is_word(begin - 2) && end - begin < kMaxCompound)
    for (--begin; begin > 0 && is_word(begin - 1);) --begin;
  while (end + 1 < text.size() && text[end] == '-' && is_word(end + 1) && end - begin < kMaxCompound)
    for (++end; is_word(end);) ++end;
  return text.substr(begin, end - begin);
}

}  // namespace

base::Result<std::vector<RelatedWork>> related(Xapian::Database& database, library::WorkId source, int limit) {
  Likenesses likenesses(database);
  if (!likenesses.known(source))
    return base::fail(base::ErrorKind::not_found, "paper.not_indexed",
                      "The index does not hold this paper yet. Run `meridian reindex` or wait for the next crawl.");
  std::vector<RelatedWork> answer;
  for (const Likeness& like : likenesses.of(source, kCandidates)) {
    if (answer.size() == static_cast<std::size_t>(std::max(limit, 0))) break;
    answer.push_back({like.work, like.score, strongest_shared(like, likenesses)});
  }
  return answer;
}

std::vector<std::pair<std::string, double>> telling_terms(const Xapian::Database& database, library::WorkId work) {
  return Likenesses(database).telling_terms(work);
}

std::string surface_of(std::string_view term, std::string_view text, const text::Analyzer& analyzer) {
  std::map<std::string_view, std::size_t> forms;
  for (const text::Term& candidate : analyzer.analyze(text).terms)
    if (candidate.text == term && candidate.end <= text.size())
      ++forms[whole_compound(text, candidate.begin, candidate.end)];
  std::string_view commonest;
  std::size_t times = 0;
  for (const auto& [form, count] : forms)
    if (count >= times) commonest = form, times = count;
  return std::string(commonest);
}

}  // namespace meridian::query::explore
