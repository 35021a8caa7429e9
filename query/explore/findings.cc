#include "query/explore/findings.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "query/explore/briefing.h"
#include "query/explore/evidence.h"
#include "query/explore/numbers.h"
#include "query/explore/quotable.h"
#include "query/explore/roles.h"

namespace meridian::query::explore {
namespace {

constexpr double kSaturation = 1.2, kLengthShare = 0.5;
// A sentence that repeats the question's words best is seldom the one that answers it.
constexpr double kOverlapShare = 0.6, kRoleBonus = 0.6;
// Of one paper; a page may be long.
constexpr std::size_t kMaxSentences = 200;

// The text to quote from. Its language names it again: article.in(language) is this text.
const library::LocalizedText* quoted_text(const library::Article& article, std::string_view language) {
  const library::LocalizedText& wanted = article.in(language);
  if (!wanted.abstract.empty()) return &article.in(wanted.language);
  for (const library::LocalizedText& text : article.texts)
    if (const library::LocalizedText& named = article.in(text.language); !named.abstract.empty()) return &named;
  return nullptr;
}

// Counts the question's terms in sentences, and how usual each is among them.
class Overlap {
 public:
  explicit Overlap(const QueryTerms& question) : question_(question) {}

  void add(const std::vector<text::Term>& terms) {
    Sentence sentence;
    for (const text::Term& term : terms) {
      if (!text::is_scored_word(term)) continue;
      ++sentence.length;
      if (question_.has(term.text)) ++sentence.times[term.text];
    }
    for (const auto& [term, times] : sentence.times) ++sentences_with_[term];
    total_length_ += sentence.length;
    sentences_.push_back(std::move(sentence));
  }

  // One value a sentence, in the order added, from 0 to 1.
  std::vector<double> values() const {
    std::vector<double> answer;
    double greatest = 0;
    for (const Sentence& sentence : sentences_) {
      double value = 0;
      for (const auto& [term, times] : sentence.times) value += idf(term) * saturated(times, sentence.length);
      greatest = std::max(greatest, value);
      answer.push_back(value);
    }
    if (greatest > 0)
      for (double& value : answer) value /= greatest;
    return answer;
  }

 private:
  struct Sentence {
    std::map<std::string, double> times;
    double length = 0;
  };

  double idf(const std::string& term) const {
    const double with = sentences_with_.at(term), all = static_cast<double>(sentences_.size());
    return std::log(1 + (all - with + 0.5) / (with + 0.5));
  }
  double saturated(double times, double length) const {
    const double usual = std::max(1.0, total_length_ / static_cast<double>(sentences_.size()));
    return times / (times + kSaturation * (1 - kLengthShare + kLengthShare * length / usual));
  }

  const QueryTerms& question_;
  std::vector<Sentence> sentences_;
  std::unordered_map<std::string, double> sentences_with_;
  double total_length_ = 0;
};

std::vector<std::string> scored_terms(const std::vector<text::Term>& terms) {
  std::vector<std::string> answer;
  for (const text::Term& term : terms)
    if (text::is_scored_word(term)) answer.push_back(term.text);
  std::sort(answer.begin(), answer.end());
  answer.erase(std::unique(answer.begin(), answer.end()), answer.end());
  return answer;
}

Finding finding(const Document& document, const library::LocalizedText& text, const RoleSentence& sentence,
                const std::vector<text::Term>& terms) {
  Finding answer;
  answer.quote.work = document.work;
  answer.quote.article = document.article->id;
  answer.quote.language = text.language;
  answer.quote.span = sentence.span;
  answer.quote.text = text.abstract.substr(sentence.span.begin, sentence.span.end - sentence.span.begin);
  answer.quote.numbers = numbers_in(answer.quote.text);
  answer.stated = stated_direction(answer.quote.text);
  answer.quote.direction = answer.stated.direction;
  answer.role = sentence.role;
  answer.evidence = evidence(answer.quote.text, answer.quote.numbers);
  answer.terms = scored_terms(terms);
  return answer;
}

// The sentences worth rating: those that can stand alone or, in a text that has none, its longest.
std::vector<RoleSentence> candidates(std::string_view abstract) {
  std::vector<RoleSentence> answer;
  RoleSentence longest;
  for (const RoleSentence& sentence : role_sentences(abstract)) {
    if (sentence.by_heading && sentence.role == Role::none) continue;
    const std::size_t length = sentence.span.end - sentence.span.begin;
    if (length > longest.span.end - longest.span.begin) longest = sentence;
    if (answer.size() < kMaxSentences && quotable(abstract.substr(sentence.span.begin, length)))
      answer.push_back(sentence);
  }
  if (answer.empty() && longest.span.end > longest.span.begin) answer.push_back(longest);
  return answer;
}

std::vector<Finding> read_one(const Document& document, std::string_view language, const text::Analyzer& analyzer,
                              Overlap& overlap) {
  std::vector<Finding> answer;
  const library::LocalizedText* text = quoted_text(*document.article, language);
  if (text == nullptr) return answer;
  const std::string_view abstract = text->abstract;
  for (const RoleSentence& sentence : candidates(abstract)) {
    const std::vector<text::Term> terms =
        analyzer.analyze(abstract.substr(sentence.span.begin, sentence.span.end - sentence.span.begin)).terms;
    overlap.add(terms);
    answer.push_back(finding(document, *text, sentence, terms));
  }
  return answer;
}

}  // namespace

std::vector<std::vector<Finding>> read_findings(const std::vector<Document>& documents, const QueryTerms& question,
                                                std::string_view language, const text::Analyzer& analyzer) {
  Overlap overlap(question);
  std::vector<std::vector<Finding>> answer;
  for (const Document& document : documents) answer.push_back(read_one(document, language, analyzer, overlap));
  const std::vector<double> values = overlap.values();
  auto value = values.begin();
  for (std::vector<Finding>& of_document : answer)
    for (Finding& one : of_document) {
      one.overlap = *value++;
      one.rating = kOverlapShare * one.overlap + (one.is_finding() ? kRoleBonus : 0) + one.evidence;
    }
  return answer;
}

std::vector<const Finding*> worth_quoting(const std::vector<Finding>& of_one_paper) {
  std::vector<const Finding*> answer;
  for (const bool any : {false, true}) {
    if (!answer.empty()) break;
    for (const Finding& finding : of_one_paper)
      if (any || finding.is_finding()) answer.push_back(&finding);
  }
  return answer;
}

double likeness(const Finding& a, const Finding& b) {
  if (a.terms.empty() || b.terms.empty()) return 0;
  std::size_t common = 0;
  auto x = a.terms.begin();
  auto y = b.terms.begin();
  while (x != a.terms.end() && y != b.terms.end()) {
    if (*x == *y) ++common;
    const int order = x->compare(*y);
    if (order <= 0) ++x;
    if (order >= 0) ++y;
  }
  return static_cast<double>(common) /
         std::sqrt(static_cast<double>(a.terms.size()) * static_cast<double>(b.terms.size()));
}

std::vector<Quote> findings(const library::Article& article, library::WorkId work, std::string_view question,
                            const text::Analyzer& analyzer, int most) {
  const std::vector<Document> alone{{work, &article, 1}};
  std::vector<Finding> rated =
      read_findings(alone, QueryTerms(question, analyzer), article.main().language, analyzer).front();
  std::stable_sort(rated.begin(), rated.end(), [](const Finding& a, const Finding& b) { return a.rating > b.rating; });
  std::vector<Quote> answer;
  for (Finding& one : rated) {
    if (answer.size() >= static_cast<std::size_t>(std::max(most, 0))) break;
    answer.push_back(std::move(one.quote));
  }
  return answer;
}

}  // namespace meridian::query::explore
