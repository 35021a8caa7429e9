// Two sides set against each other: what each says that the other does not, in its own sentences (METHODS 3.4, 4.3).
#include <algorithm>
#include <cmath>
#include <set>

#include "query/explore/briefing.h"
#include "query/explore/findings.h"
#include "query/explore/labels.h"
#include "query/explore/phrases.h"
#include "text/unicode.h"

namespace meridian::query::explore {
namespace {

constexpr std::size_t kMaxTerms = 8;
constexpr std::size_t kQuotes = 2;
// What a term must gain in coverage to distinguish, and how many times the other side's coverage its own must be.
constexpr double kLeastDifference = 0.2, kLeastRatio = 2;
// Several words said once are a piece of a sentence, not a term.
constexpr double kLeastUses = 2;
// The other side has a term, too, when this share of it says it as part of a longer one.
constexpr double kAlsoTheirs = 0.5;
// A sentence shows more that speaks of what sets the side apart.
constexpr double kOwnWordsBonus = 0.4, kEnoughTerms = 2;
// Findings of one paper that are counted by direction: its best ones.
constexpr std::size_t kCountedPerPaper = 2;

std::set<library::WorkId> works_of(const std::vector<Document>& documents) {
  std::set<library::WorkId> answer;
  for (const Document& document : documents) answer.insert(document.work);
  return answer;
}

std::vector<Document> without(const std::vector<Document>& documents, const std::set<library::WorkId>& left_out) {
  std::vector<Document> answer;
  for (const Document& document : documents)
    if (!left_out.contains(document.work)) answer.push_back(document);
  return answer;
}

// ---- terms

// Coverage of a phrase among the documents [begin, end).
struct Coverage {
  double share = 0;
  double per_document = 0;  // times in those that have it
};
Coverage coverage(const Phrase& phrase, std::size_t begin, std::size_t end) {
  double documents = 0, times = 0;
  for (const PhraseUse& use : phrase.uses)
    if (use.document >= begin && use.document < end) ++documents, times += use.times;
  if (documents == 0) return {};
  return {documents / static_cast<double>(end - begin), times / documents};
}

// True when the other side says it inside a longer term ("low back pain" in "chronic low back pain").
bool said_by_others(const Phrase& phrase, const std::vector<Phrase>& all, std::size_t begin, std::size_t end,
                    double outside) {
  return std::any_of(all.begin(), all.end(), [&](const Phrase& other) {
    const auto elsewhere = std::count_if(other.uses.begin(), other.uses.end(), [&](const PhraseUse& use) {
      return use.document < begin || use.document >= end;
    });
    return elsewhere > 0 && static_cast<double>(elsewhere) >= kAlsoTheirs * outside && is_part_of(phrase, other);
  });
}

// Terms of the documents [begin, end) against all others, the greatest difference of coverage first.
std::vector<std::string> distinguishing(const std::vector<Phrase>& candidates, const WordRuns& runs, std::size_t begin,
                                        std::size_t end) {
  struct Candidate {
    double score;
    const Phrase* phrase;
  };
  const auto outside = static_cast<double>(runs.documents() - (end - begin));
  std::vector<Candidate> rated;
  for (const Phrase& phrase : candidates) {
    if (phrase.in_query) continue;
    const Coverage own = coverage(phrase, begin, end);
    const double inside_uses = own.share * static_cast<double>(end - begin);
    const double other = outside > 0 ? (static_cast<double>(phrase.uses.size()) - inside_uses) / outside : 0;
    const double difference = own.share - other;
    if (difference < kLeastDifference || own.share < kLeastRatio * other) continue;
    if (phrase.length > 1 && phrase.concept_ == nullptr && inside_uses * own.per_document < kLeastUses) continue;
    rated.push_back({difference * std::log(1 + own.per_document) * length_bonus(phrase.length), &phrase});
  }
  std::stable_sort(rated.begin(), rated.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  std::vector<std::size_t> documents;
  for (std::size_t i = begin; i < end; ++i) documents.push_back(i);
  std::vector<const Phrase*> taken;
  std::vector<std::string> answer;
  for (const Candidate& candidate : rated) {
    if (answer.size() == kMaxTerms) break;
    if (std::any_of(taken.begin(), taken.end(),
                    [&](const Phrase* other) { return overlap(*other, *candidate.phrase); }))
      continue;
    if (said_by_others(*candidate.phrase, candidates, begin, end, outside)) continue;
    taken.push_back(candidate.phrase);
    const bool chinese = candidate.phrase->languages == kChinese;
    answer.push_back(printed(*candidate.phrase, runs, documents, chinese ? "zh" : "en"));
  }
  return answer;
}

void fill_terms(ContrastSide& a, const std::vector<Document>& only_a, ContrastSide& b,
                const std::vector<Document>& only_b, const text::Analyzer& analyzer, const text::Glossary& glossary) {
  std::vector<Document> all = only_a;
  all.insert(all.end(), only_b.begin(), only_b.end());
  const WordRuns runs(all, QueryTerms(a.query + "\n" + b.query, analyzer), analyzer, glossary);
  // A word of one paper is a theme only where papers are few.
  const std::size_t least = all.size() < 8 ? 1 : 2;
  const std::vector<Phrase> candidates = phrases(runs, least);
  a.terms = distinguishing(candidates, runs, 0, only_a.size());
  b.terms = distinguishing(candidates, runs, only_a.size(), all.size());
}

// ---- findings

// How much of a side's own vocabulary a sentence speaks, 0 to 1: two of its terms are enough.
class OwnWords {
 public:
  OwnWords(const std::vector<std::string>& terms, const text::Analyzer& analyzer, const text::Glossary& glossary) {
    for (const std::string& term : terms) terms_.emplace_back(term, analyzer, glossary);
  }
  double share(const Finding& finding) const {
    const auto spoken = std::count_if(terms_.begin(), terms_.end(), [&](const QueryTerms& term) {
      return std::any_of(finding.terms.begin(), finding.terms.end(),
                         [&](const std::string& word) { return term.has(word); });
    });
    return std::min(1.0, static_cast<double>(spoken) / kEnoughTerms);
  }

 private:
  std::vector<QueryTerms> terms_;
};

// The best sentences, from different Works as far as there are any, those of one side only first.
std::vector<Quote> choose(const std::vector<std::vector<Finding>>& read, const std::set<library::WorkId>& on_both) {
  std::vector<const Finding*> candidates;
  for (const auto& of_document : read)
    for (const Finding& finding : of_document) candidates.push_back(&finding);
  std::stable_sort(candidates.begin(), candidates.end(), [&](const Finding* a, const Finding* b) {
    const bool a_shared = on_both.contains(a->quote.work), b_shared = on_both.contains(b->quote.work);
    return a_shared != b_shared ? b_shared : a->rating > b->rating;
  });
  std::vector<Quote> answer;
  std::set<library::WorkId> quoted;
  for (const bool again : {false, true})
    for (const Finding* candidate : candidates) {
      if (answer.size() == kQuotes) return answer;
      const bool taken = std::any_of(answer.begin(), answer.end(), [&](const Quote& q) {
        return q.article == candidate->quote.article && q.span == candidate->quote.span;
      });
      if (taken || (!again && !quoted.insert(candidate->quote.work).second)) continue;
      answer.push_back(candidate->quote);
    }
  return answer;
}

void count_directions(ContrastSide& side, const std::vector<std::vector<Finding>>& read) {
  for (const auto& of_document : read) {
    std::vector<const Finding*> best;
    for (const Finding& finding : of_document)
      if (finding.is_finding()) best.push_back(&finding);
    std::stable_sort(best.begin(), best.end(),
                     [](const Finding* a, const Finding* b) { return a->rating > b->rating; });
    best.resize(std::min(best.size(), kCountedPerPaper));
    for (const Finding* finding : best) {
      side.reporting_up += finding->quote.direction == Quote::Direction::up;
      side.reporting_down += finding->quote.direction == Quote::Direction::down;
      side.reporting_none += finding->quote.direction == Quote::Direction::no_effect;
    }
  }
}

using Read = std::vector<std::vector<Finding>>;

Read read_side(ContrastSide& side, const std::string& query, const std::vector<Document>& documents,
               const text::Analyzer& analyzer, const text::Glossary& glossary) {
  side.query = query;
  for (const Document& document : documents) side.members.push_back({document.work, *document.article, document.score});
  return read_findings(documents, QueryTerms(query, analyzer, glossary), text::language_of(query), analyzer);
}

void fill_findings(ContrastSide& side, Read& read, const std::set<library::WorkId>& on_both,
                   const text::Analyzer& analyzer, const text::Glossary& glossary) {
  count_directions(side, read);
  const OwnWords own(side.terms, analyzer, glossary);
  for (auto& of_document : read)
    for (Finding& finding : of_document) finding.rating += kOwnWordsBonus * own.share(finding);
  side.findings = choose(read, on_both);
}

}  // namespace

ContrastReply contrast(const std::string& a_query, const std::vector<Document>& a, const std::string& b_query,
                       const std::vector<Document>& b, const text::Analyzer& analyzer, const text::Glossary& glossary) {
  ContrastReply reply;
  std::set<library::WorkId> on_both;
  const std::set<library::WorkId> works_b = works_of(b);
  for (const library::WorkId work : works_of(a))
    if (works_b.contains(work)) on_both.insert(work);
  Read read_a = read_side(reply.a, a_query, a, analyzer, glossary);
  Read read_b = read_side(reply.b, b_query, b, analyzer, glossary);
  fill_terms(reply.a, without(a, on_both), reply.b, without(b, on_both), analyzer, glossary);
  fill_findings(reply.a, read_a, on_both, analyzer, glossary);
  fill_findings(reply.b, read_b, on_both, analyzer, glossary);
  reply.on_both.assign(on_both.begin(), on_both.end());
  return reply;
}

}  // namespace meridian::query::explore
