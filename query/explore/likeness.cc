#include "query/explore/likeness.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <unordered_map>

#include "library/index_schema.h"
#include "text/analyzer.h"

namespace meridian::query::explore {
namespace {

// The strongest terms find the candidates, all terms rate them: METHODS 2.2 measured 99 % of the exact top ten.
constexpr std::size_t kCandidateTerms = 25;
constexpr std::size_t kMaxTerms = 4000;         // of one document; a page may be long
constexpr std::size_t kMaxKept = 4'000'000;     // term uses of documents met, 12 bytes each
// Texts of fewer words than this weigh less than they seem to: a title alone is alike to much.
constexpr double kShort = 30;
// In a small library a fifth of the documents is one or two, and words of the subject would go.
constexpr Xapian::doccount kSmallLibrary = 50;

// BM25 as in ranking; cosine's saturation; pmra's constants (Lin and Wilbur 2007).
constexpr double kSaturation = 1.2, kLengthShare = 0.75, kCosineSaturation = 2, kBurst = 0.25;
constexpr double kLambda = 0.022, kMu = 0.013;

struct Use {
  TermId term = 0;
  float times = 0;
  float weight = 0;  // in the cosine, the document's length counted
};
struct Document {
  library::WorkId work = 0;
  std::vector<Use> uses;  // ascending by term
  double length = 0, norm = 0;
};

// What the index says of a term, and the weights made of it.
struct Term {
  std::string text;
  double idf = 0;  // never negative
  double pmra_idf = 0;
  double burst = 1;
  bool too_common = false;
};

class Terms {
 public:
  explicit Terms(const Xapian::Database& database)
      : database_(database),
        documents_(database.get_doccount()),
        average_length_(std::max(1.0, database.get_average_length())) {}

  TermId id_of(const std::string& text) {
    const auto [place, is_new] = ids_.try_emplace(text, static_cast<TermId>(terms_.size()));
    if (is_new) terms_.push_back(read(text));
    return place->second;
  }
  const Term& operator[](TermId id) const { return terms_[id]; }
  double normalised(double length) const { return 1 - kLengthShare + kLengthShare * length / average_length_; }

 private:
  Term read(const std::string& text) const {
    const double n = std::max<double>(1, database_.get_termfreq(text));
    const double all = documents_;
    const double share = documents_ < kSmallLibrary ? 0.5 : 0.2;
    Term term{text};
    term.idf = std::log(1 + (all - n + 0.5) / (n + 0.5));
    term.pmra_idf = std::max(0.0, std::log((all - n + 0.5) / (n + 0.5)));
    term.burst = std::pow(std::max(1.0, static_cast<double>(database_.get_collection_freq(text)) / n), kBurst);
    term.too_common = n > std::max(2.0, share * all);
    return term;
  }

  const Xapian::Database& database_;
  Xapian::doccount documents_;
  double average_length_;
  std::unordered_map<std::string, TermId> ids_;
  std::vector<Term> terms_;
};

library::WorkId work_of(const Xapian::Database& database, Xapian::docid id) {
  return library::read_order(database.get_document(id).get_value(library::slot(library::Slot::order))).work;
}

std::optional<Xapian::docid> document_of(const Xapian::Database& database, library::WorkId work) {
  const std::string term = library::field_term(library::Field::work, std::to_string(work));
  const auto posting = database.postlist_begin(term);
  if (posting == database.postlist_end(term)) return std::nullopt;
  return *posting;
}

// pmra's eliteness weight of a term in a text: `falls` is exp((λ-μ)·length).
double eliteness(double times, double falls) {
  return 1 / (1 + std::pow(kMu / kLambda, times - 1) * falls);
}
double eliteness_falls(double length) {
  return std::exp((kLambda - kMu) * length);
}

struct Candidate : Likeness {
  double whole = 0, pmra = 0;  // A and C of METHODS 2.1; B is the cosine
};

Candidate rate(const Document& source, const Document& other, const Terms& terms) {
  Candidate answer;
  answer.work = other.work;
  const double saturation = kSaturation * terms.normalised(other.length);
  const double our_falls = eliteness_falls(source.length), their_falls = eliteness_falls(other.length);
  auto theirs = other.uses.begin();
  for (const Use& ours : source.uses) {
    while (theirs != other.uses.end() && theirs->term < ours.term) ++theirs;
    if (theirs == other.uses.end()) break;
    if (theirs->term != ours.term) continue;
    const Term& term = terms[ours.term];
    const double tf = theirs->times, product = static_cast<double>(ours.weight) * theirs->weight;
    answer.whole += ours.times * term.idf * (kSaturation + 1) * tf / (tf + saturation);
    answer.cosine += product;
    answer.pmra += term.pmra_idf * eliteness(ours.times, our_falls) * eliteness(tf, their_falls);
    answer.shared.emplace_back(product, ours.term);
  }
  const double norms = source.norm * other.norm;
  answer.cosine = norms > 0 ? answer.cosine / norms : 0;
  const double damping = other.length / (other.length + kShort);
  for (double* part : {&answer.whole, &answer.cosine, &answer.pmra}) *part *= damping;
  return answer;
}

// Adds the z-score of one part to every candidate's score.
template <class Part>
void add_standardised(std::vector<Candidate>& candidates, Part part) {
  double sum = 0, squares = 0;
  for (const Candidate& candidate : candidates) sum += candidate.*part, squares += candidate.*part * candidate.*part;
  const auto n = static_cast<double>(candidates.size());
  const double mean = sum / n, deviation = std::sqrt(std::max(0.0, squares / n - mean * mean));
  if (deviation <= 0) return;
  for (Candidate& candidate : candidates) candidate.score += (candidate.*part - mean) / deviation;
}

std::vector<std::pair<std::string, double>> strongest_terms(const Document& source, const Terms& terms) {
  std::vector<std::pair<double, const Use*>> rated;
  for (const Use& use : source.uses) rated.emplace_back(use.times * terms[use.term].idf, &use);
  std::sort(rated.begin(), rated.end(), [&](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : terms[a.second->term].text < terms[b.second->term].text;
  });
  rated.resize(std::min(rated.size(), kCandidateTerms));
  std::vector<std::pair<std::string, double>> answer;
  for (const auto& [weight, use] : rated) answer.emplace_back(terms[use->term].text, use->times);
  return answer;
}

Xapian::Query any_of(const std::vector<std::pair<std::string, double>>& terms) {
  std::vector<Xapian::Query> parts;
  for (const auto& [term, times] : terms)
    parts.emplace_back(Xapian::Query::OP_SCALE_WEIGHT, Xapian::Query(term), times);
  return {Xapian::Query::OP_OR, parts.begin(), parts.end()};
}

}  // namespace

struct Likenesses::Parts {
  explicit Parts(const Xapian::Database& given) : database(given), terms(database) {}

  const Document& document(Xapian::docid id) {
    const auto known = documents.find(id);
    if (known != documents.end()) return known->second;
    if (kept > kMaxKept) documents.clear(), kept = 0;
    Document& answer = documents[id];
    answer = read(id);
    kept += answer.uses.size();
    return answer;
  }

  Document read(Xapian::docid id) {
    Document answer;
    answer.work = work_of(database, id);
    answer.length = database.get_doclength(id);
    const double saturation = kCosineSaturation * terms.normalised(answer.length);
    double squares = 0;
    for (auto term = database.termlist_begin(id); term != database.termlist_end(id) && answer.uses.size() < kMaxTerms; ++term) {
      const double times = term.get_wdf();
      if (times == 0) continue;
      const std::string name = *term;
      if (!text::is_word_term(name)) continue;
      const TermId use = terms.id_of(name);
      if (terms[use].too_common) continue;
      const double weight = times / (times + saturation) * terms[use].idf * terms[use].burst;
      squares += weight * weight;
      answer.uses.push_back({use, static_cast<float>(times), static_cast<float>(weight)});
    }
    answer.norm = std::sqrt(squares);
    std::sort(answer.uses.begin(), answer.uses.end(), [](const Use& a, const Use& b) { return a.term < b.term; });
    return answer;
  }

  const Xapian::Database& database;
  Terms terms;
  std::unordered_map<Xapian::docid, Document> documents;
  std::size_t kept = 0;
};

Likenesses::Likenesses(const Xapian::Database& database) : parts_(std::make_unique<Parts>(database)) {}
Likenesses::~Likenesses() = default;

bool Likenesses::known(library::WorkId work) const {
  return document_of(parts_->database, work).has_value();
}
const std::string& Likenesses::term(TermId id) const {
  return parts_->terms[id].text;
}

std::vector<std::pair<library::WorkId, double>> Likenesses::nearest(library::WorkId work, Xapian::doccount candidates, std::size_t most) {
  std::vector<std::pair<library::WorkId, double>> answer;
  for (const Likeness& like : of(work, candidates)) answer.emplace_back(like.work, like.cosine);
  std::stable_sort(answer.begin(), answer.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  });
  answer.resize(std::min(answer.size(), most));
  return answer;
}

std::vector<std::pair<std::string, double>> Likenesses::telling_terms(library::WorkId work) {
  const auto document = document_of(parts_->database, work);
  return document ? strongest_terms(parts_->document(*document), parts_->terms) : std::vector<std::pair<std::string, double>>();
}

std::vector<Likeness> Likenesses::of(library::WorkId work, Xapian::doccount candidates) {
  const auto self = document_of(parts_->database, work);
  if (!self) return {};
  const Document source = parts_->document(*self);  // a copy: the documents met may be dropped below
  if (source.uses.empty()) return {};
  Xapian::Enquire enquire(parts_->database);
  enquire.set_weighting_scheme(Xapian::BM25Weight(kSaturation, 0, 0, kLengthShare, 0));
  enquire.set_query(any_of(strongest_terms(source, parts_->terms)));
  const Xapian::MSet found = enquire.get_mset(0, candidates + 1);
  std::vector<Candidate> rated;
  for (auto hit = found.begin(); hit != found.end(); ++hit) {
    if (*hit == *self) continue;
    Candidate candidate = rate(source, parts_->document(*hit), parts_->terms);
    if (!candidate.shared.empty()) rated.push_back(std::move(candidate));
  }
  add_standardised(rated, &Candidate::whole);
  add_standardised(rated, &Candidate::cosine);
  add_standardised(rated, &Candidate::pmra);
  std::sort(rated.begin(), rated.end(), [](const Candidate& a, const Candidate& b) {
    return a.score != b.score ? a.score > b.score : a.work < b.work;
  });
  return {std::make_move_iterator(rated.begin()), std::make_move_iterator(rated.end())};
}

}  // namespace meridian::query::explore
