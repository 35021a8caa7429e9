#include "query/explore/related.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <unordered_map>

#include "library/index_schema.h"
#include "query/explore/common_words.h"
#include "text/unicode.h"

namespace meridian::query::explore {
namespace {

// The strongest terms find the candidates, all terms rate them: METHODS 2.2 measured 99 % of the exact top ten.
constexpr std::size_t kCandidateTerms = 25;
constexpr Xapian::doccount kCandidates = 300;
// Of one document; a page may be long.
constexpr std::size_t kMaxTerms = 4000;
constexpr std::size_t kMaxShared = 8;
// Bytes; more is no word.
constexpr std::size_t kMaxCompound = 40;
// Texts of fewer words than this weigh less than they seem to: a title alone is alike to much.
constexpr double kShort = 30;
// In a small library a fifth of the documents is one or two, and words of the subject would go.
constexpr Xapian::doccount kSmallLibrary = 50;

// BM25 as in ranking; cosine's saturation; pmra's constants (Lin and Wilbur 2007).
constexpr double kSaturation = 1.2, kLengthShare = 0.75, kCosineSaturation = 2, kBurst = 0.25;
constexpr double kLambda = 0.022, kMu = 0.013;

struct TermUse {
  std::string term;
  double times = 0;
};
struct DocumentTerms {
  std::vector<TermUse> uses;  // ascending by term
  double length = 0;
};

// A single Han character is in every second word and ties nothing.
bool is_character(const std::string& term) {
  std::size_t at = 0;
  return text::is_han(text::next_code_point(term, at)) && at == term.size();
}

// Stems and pairs of characters tie papers; surface forms, filters and fields have wdf 0 or a prefix.
bool ties(const std::string& term, Xapian::termcount wdf) {
  if (wdf == 0 || term.empty() || is_character(term)) return false;
  return term.front() == 'Z' || term.front() < 'A' || term.front() > 'Z';
}

// What the index says of a term, and the three weights made of it.
class Statistics {
 public:
  explicit Statistics(const Xapian::Database& database)
      : database_(database),
        documents_(database.get_doccount()),
        average_length_(std::max(1.0, database.get_average_length())) {}

  struct Term {
    double idf = 0;  // never negative
    double pmra_idf = 0;
    double burst = 1;
    bool too_common = false;
  };
  const Term& of(const std::string& term) {
    const auto [place, is_new] = terms_.try_emplace(term);
    if (is_new) place->second = read(term);
    return place->second;
  }
  double normalised(double length) const { return 1 - kLengthShare + kLengthShare * length / average_length_; }

 private:
  Term read(const std::string& term) const {
    const double n = std::max<double>(1, database_.get_termfreq(term));
    const double all = documents_;
    const double share = documents_ < kSmallLibrary ? 0.5 : 0.2;
    Term answer;
    answer.idf = std::log(1 + (all - n + 0.5) / (n + 0.5));
    answer.pmra_idf = std::max(0.0, std::log((all - n + 0.5) / (n + 0.5)));
    answer.burst = std::pow(std::max(1.0, static_cast<double>(database_.get_collection_freq(term)) / n), kBurst);
    answer.too_common = n > std::max(2.0, share * all);
    return answer;
  }

  const Xapian::Database& database_;
  Xapian::doccount documents_;
  double average_length_;
  std::unordered_map<std::string, Term> terms_;
};

DocumentTerms terms_of(const Xapian::Database& database, Xapian::docid id, Statistics& statistics) {
  DocumentTerms answer;
  answer.length = database.get_doclength(id);
  for (auto term = database.termlist_begin(id); term != database.termlist_end(id) && answer.uses.size() < kMaxTerms;
       ++term) {
    const std::string name = *term;
    if (!ties(name, term.get_wdf()) || statistics.of(name).too_common) continue;
    answer.uses.push_back({name, static_cast<double>(term.get_wdf())});
  }
  return answer;
}

// pmra's eliteness weight of a term in a text.
double eliteness(double times, double length) {
  return 1 / (1 + std::pow(kMu / kLambda, times - 1) * std::exp((kLambda - kMu) * length));
}

double cosine_weight(const TermUse& use, double length, Statistics& statistics) {
  const Statistics::Term& term = statistics.of(use.term);
  return use.times / (use.times + kCosineSaturation * statistics.normalised(length)) * term.idf * term.burst;
}

double norm(const DocumentTerms& document, Statistics& statistics) {
  double squares = 0;
  for (const TermUse& use : document.uses) {
    const double weight = cosine_weight(use, document.length, statistics);
    squares += weight * weight;
  }
  return std::sqrt(squares);
}

struct Candidate {
  library::WorkId work = 0;
  double whole = 0, cosine = 0, pmra = 0;  // A, B and C of METHODS 2.1
  double score = 0;
  std::vector<std::pair<double, std::string>> shared;
};

Candidate rate(const DocumentTerms& source, double source_norm, const DocumentTerms& other, Statistics& statistics) {
  Candidate answer;
  auto theirs = other.uses.begin();
  for (const TermUse& ours : source.uses) {
    while (theirs != other.uses.end() && theirs->term < ours.term) ++theirs;
    if (theirs == other.uses.end()) break;
    if (theirs->term != ours.term) continue;
    const Statistics::Term& term = statistics.of(ours.term);
    const double tf = theirs->times;
    answer.whole +=
        ours.times * term.idf * (kSaturation + 1) * tf / (tf + kSaturation * statistics.normalised(other.length));
    const double product =
        cosine_weight(ours, source.length, statistics) * cosine_weight(*theirs, other.length, statistics);
    answer.cosine += product;
    answer.pmra += term.pmra_idf * eliteness(ours.times, source.length) * eliteness(tf, other.length);
    answer.shared.emplace_back(product, ours.term);
  }
  const double norms = source_norm * norm(other, statistics);
  answer.cosine = norms > 0 ? answer.cosine / norms : 0;
  const double damping = other.length / (other.length + kShort);
  for (double* part : {&answer.whole, &answer.cosine, &answer.pmra}) *part *= damping;
  return answer;
}

// Adds the z-score of one part to every candidate's score.
void add_standardised(std::vector<Candidate>& candidates, double Candidate::*part) {
  double sum = 0, squares = 0;
  for (const Candidate& candidate : candidates) sum += candidate.*part, squares += candidate.*part * candidate.*part;
  const auto n = static_cast<double>(candidates.size());
  const double mean = sum / n, deviation = std::sqrt(std::max(0.0, squares / n - mean * mean));
  if (deviation <= 0) return;
  for (Candidate& candidate : candidates) candidate.score += (candidate.*part - mean) / deviation;
}

std::optional<Xapian::docid> document_of(const Xapian::Database& database, library::WorkId work) {
  const std::string term = library::field_term(library::Field::work, std::to_string(work));
  const auto posting = database.postlist_begin(term);
  if (posting == database.postlist_end(term)) return std::nullopt;
  return *posting;
}

// The slot holds the id as 8 bytes, the most significant first.
library::WorkId work_of(const Xapian::Document& document) {
  std::uint64_t answer = 0;
  for (const char byte : document.get_value(library::slot(library::Slot::work)))
    answer = answer << 8 | static_cast<unsigned char>(byte);
  return static_cast<library::WorkId>(answer);
}

std::vector<TermUse> strongest_terms(const DocumentTerms& source, Statistics& statistics) {
  std::vector<std::pair<double, const TermUse*>> rated;
  for (const TermUse& use : source.uses) rated.emplace_back(use.times * statistics.of(use.term).idf, &use);
  std::stable_sort(rated.begin(), rated.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  rated.resize(std::min(rated.size(), kCandidateTerms));
  std::vector<TermUse> terms;
  for (const auto& [weight, use] : rated) terms.push_back(*use);
  return terms;
}

Xapian::Query any_of(const std::vector<TermUse>& uses) {
  std::vector<Xapian::Query> terms;
  for (const TermUse& use : uses)
    terms.emplace_back(Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query(use.term), use.times);
  return {Xapian::Query::OP_OR, terms.begin(), terms.end()};
}

std::vector<Candidate> candidates(Xapian::Database& database, Xapian::docid self, const DocumentTerms& source,
                                  Statistics& statistics) {
  std::vector<Candidate> answer;
  const double source_norm = norm(source, statistics);
  Xapian::Enquire enquire(database);
  enquire.set_weighting_scheme(Xapian::BM25Weight(kSaturation, 0, 0, kLengthShare, 0));
  enquire.set_query(any_of(strongest_terms(source, statistics)));
  const Xapian::MSet found = enquire.get_mset(0, kCandidates + 1);
  for (auto hit = found.begin(); hit != found.end(); ++hit) {
    if (*hit == self) continue;
    Candidate candidate = rate(source, source_norm, terms_of(database, *hit, statistics), statistics);
    if (candidate.shared.empty()) continue;
    candidate.work = work_of(hit.get_document());
    answer.push_back(std::move(candidate));
  }
  return answer;
}

bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// The word itself, without the mark of a stem.
std::string_view bare(std::string_view term) {
  return term.starts_with('Z') ? term.substr(1) : term;
}

// Worth showing as what ties two papers: no number, single letter or word that all papers use.
bool says_something(std::string_view term) {
  const std::string_view word = bare(term);
  if (word.size() < 2) return false;
  if (static_cast<unsigned char>(word.front()) >= 0x80) return true;
  return std::any_of(word.begin(), word.end(), [](char c) { return is_ascii_letter(c) || (c & 0x80) != 0; }) &&
         !is_stem_of_common(word);
}

// "il" beside "il6": half of a name says less than the name.
bool is_part_of_name(std::string_view term, std::string_view other) {
  const std::string_view word = bare(term);
  return !other.starts_with('Z') && other.size() > word.size() && is_ascii_letter(other.front()) &&
         (other.starts_with(word) || other.ends_with(word));
}

std::vector<std::string> strongest_shared(Candidate& candidate) {
  std::stable_sort(candidate.shared.begin(), candidate.shared.end(),
                   [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> answer;
  for (const auto& [weight, term] : candidate.shared) {
    if (answer.size() == kMaxShared) break;
    const bool part = std::any_of(candidate.shared.begin(), candidate.shared.end(),
                                  [&](const auto& other) { return is_part_of_name(term, other.second); });
    if (!part && says_something(term)) answer.push_back(term);
  }
  return answer;
}

// The word at [begin, end) with all that hyphens tie to it: "hs-CRP" for "CRP".
std::string_view whole_compound(std::string_view text, std::size_t begin, std::size_t end) {
  const auto is_word = [&](std::size_t at) {
    return at < text.size() && (is_ascii_letter(text[at]) || (text[at] >= '0' && text[at] <= '9'));
  };
  while (begin > 1 && text[begin - 1] == '-' && is_word(begin - 2) && end - begin < kMaxCompound)
    for (--begin; begin > 0 && is_word(begin - 1);) --begin;
  while (end + 1 < text.size() && text[end] == '-' && is_word(end + 1) && end - begin < kMaxCompound)
    for (++end; is_word(end);) ++end;
  return text.substr(begin, end - begin);
}

}  // namespace

base::Result<std::vector<RelatedWork>> related(Xapian::Database& database, library::WorkId source, int limit) {
  const auto self = document_of(database, source);
  if (!self)
    return base::fail(base::ErrorKind::not_found, "paper.not_indexed",
                      "The index does not hold this paper yet. Run `meridian reindex` or wait for the next crawl.");
  Statistics statistics(database);
  const DocumentTerms own = terms_of(database, *self, statistics);
  std::vector<RelatedWork> answer;
  if (own.uses.empty()) return answer;
  std::vector<Candidate> found = candidates(database, *self, own, statistics);
  if (found.empty()) return answer;
  for (const auto part : {&Candidate::whole, &Candidate::cosine, &Candidate::pmra}) add_standardised(found, part);
  std::sort(found.begin(), found.end(), [](const Candidate& a, const Candidate& b) {
    return a.score != b.score ? a.score > b.score : a.work < b.work;
  });
  found.resize(std::min(found.size(), static_cast<std::size_t>(std::max(limit, 0))));
  for (Candidate& candidate : found) answer.push_back({candidate.work, candidate.score, strongest_shared(candidate)});
  return answer;
}

std::vector<std::pair<std::string, double>> telling_terms(const Xapian::Database& database, library::WorkId work) {
  std::vector<std::pair<std::string, double>> answer;
  const auto document = document_of(database, work);
  if (!document) return answer;
  Statistics statistics(database);
  for (TermUse& use : strongest_terms(terms_of(database, *document, statistics), statistics))
    answer.emplace_back(std::move(use.term), use.times);
  return answer;
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
