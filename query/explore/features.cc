#include "query/explore/features.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <unordered_map>

#include "text/unicode.h"

namespace meridian::query::explore {
namespace {

constexpr std::size_t kMaxPassageBytes = 16 << 10;
constexpr float kTitleWeight = 2;
// Saturation and length normalisation of term counts, softer than in ranking.
constexpr double kSaturation = 1.2, kLengthShare = 0.5;
// A feature of one document ties nothing, one of more than half tells nothing apart.
constexpr std::uint32_t kLeastDocuments = 2;
constexpr double kMostDocuments = 0.5;
// Words that come in bursts where they occur are about the topic.
constexpr double kBurst = 0.25;

struct Count {
  std::uint32_t feature = 0;
  float times = 0;
};

// Counts the features of each document and, over all, who has them.
class Counter {
 public:
  Counter(const QueryTerms& query, const text::Analyzer& analyzer, const text::Glossary& glossary)
      : query_(query), analyzer_(analyzer), glossary_(glossary) {}

  void add(const library::Article& article) {
    std::unordered_map<std::uint32_t, float> times;
    float length = 0;
    for (const Passage& passage : passages(article)) {
      const float weight = passage.title ? kTitleWeight : 1;
      for (const text::Term& term : analyzer_.analyze(passage.text).terms) {
        if (!term.scored && term.kind != text::TermKind::joined) continue;
        if (term.scored) length += weight;
        if (!query_.has(term.text)) times[number_of(term.text)] += weight;
      }
      for (const text::Concept* found : glossary_.concepts_in(passage.text))
        if (!query_.has(found)) times[number_of(found)] += weight;
    }
    std::vector<Count> counts;
    for (const auto& [feature, count] : times) counts.push_back({feature, count});
    std::sort(counts.begin(), counts.end(), [](const Count& a, const Count& b) { return a.feature < b.feature; });
    counts_.push_back(std::move(counts));
    lengths_.push_back(length);
  }

  Features weighed() const;

 private:
  std::uint32_t number_of(const std::string& term) {
    return terms_.emplace(term, static_cast<std::uint32_t>(terms_.size() + concepts_.size())).first->second;
  }
  std::uint32_t number_of(const text::Concept* found) {
    return concepts_.emplace(found, static_cast<std::uint32_t>(terms_.size() + concepts_.size())).first->second;
  }

  const QueryTerms& query_;
  const text::Analyzer& analyzer_;
  const text::Glossary& glossary_;
  std::unordered_map<std::string, std::uint32_t> terms_;
  std::unordered_map<const text::Concept*, std::uint32_t> concepts_;
  std::vector<std::vector<Count>> counts_;
  std::vector<float> lengths_;
};

// The usual length. The median, not the mean: a few long pages among abstracts must not make every abstract look short.
double median(std::vector<float> values) {
  if (values.empty()) return 1;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return std::max(1.0F, *middle);
}

void normalise(Vector& vector) {
  double squares = 0;
  for (const Weight& weight : vector) squares += static_cast<double>(weight.value) * weight.value;
  if (squares <= 0) return;
  const auto length = static_cast<float>(std::sqrt(squares));
  for (Weight& weight : vector) weight.value /= length;
}

Features Counter::weighed() const {
  const std::size_t features = terms_.size() + concepts_.size();
  const auto n = static_cast<double>(counts_.size());
  std::vector<std::uint32_t> documents(features, 0);
  std::vector<double> occurrences(features, 0);
  for (const auto& counts : counts_)
    for (const Count& count : counts) ++documents[count.feature], occurrences[count.feature] += count.times;
  const double usual = median(lengths_);
  Features answer{{}, features};
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    const double damping = kSaturation * (1 - kLengthShare + kLengthShare * lengths_[i] / usual);
    Vector vector;
    for (const Count& count : counts_[i]) {
      const double df = documents[count.feature];
      if (df < kLeastDocuments || df > kMostDocuments * n) continue;
      const double weight = count.times / (count.times + damping) * std::log(1 + n / df) *
                            std::pow(occurrences[count.feature] / df, kBurst);
      vector.push_back({count.feature, static_cast<float>(weight)});
    }
    normalise(vector);
    answer.vectors.push_back(std::move(vector));
  }
  return answer;
}

}  // namespace

std::vector<Passage> passages(const library::Article& article) {
  std::vector<Passage> answer;
  for (const library::LocalizedText& text : article.texts) {
    const std::string_view abstract = text.abstract;
    if (!text.title.empty()) answer.push_back({text.title, true});
    if (!abstract.empty())
      answer.push_back(
          {abstract.substr(0, text::code_point_boundary(abstract, std::min(abstract.size(), kMaxPassageBytes))),
           false});
  }
  return answer;
}

Languages languages_of(const library::Article& article) {
  Languages answer = 0;
  for (const library::LocalizedText& text : article.texts) {
    const std::string language = text.abstract.empty() ? text.language : text::language_of(text.abstract);
    answer |= (language.empty() ? text.language : language) == "zh" ? kChinese : kEnglish;
  }
  return answer;
}

Features features(const std::vector<Document>& documents, const QueryTerms& query, const text::Analyzer& analyzer,
                  const text::Glossary& glossary) {
  Counter counter(query, analyzer, glossary);
  for (const Document& document : documents) counter.add(*document.article);
  return counter.weighed();
}

}  // namespace meridian::query::explore
