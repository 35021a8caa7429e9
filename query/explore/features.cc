#include "query/explore/features.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <unordered_map>

#include "query/explore/ascii.h"
#include "query/explore/common_words.h"
#include "text/unicode.h"

namespace meridian::query::explore {
namespace {

// Some six hundred words: longer than any abstract.
constexpr std::size_t kMaxPassageBytes = 4 << 10;
constexpr float kTitleWeight = 2;
// Saturation and length normalisation of term counts, softer than in ranking.
constexpr double kSaturation = 1.2, kLengthShare = 0.5;
// A feature of one document ties nothing, one of more than half tells nothing apart.
constexpr double kLeastDocuments = 2;
constexpr double kMostDocuments = 0.5;
// Concepts are what two languages share, so in a mixed list they weigh more than words; within one language they only
// repeat the words and blur (ARI .56 instead of .58 on the English lists we measure). Full weight from a tenth in the
// rarer language on.
constexpr double kConceptWeight = 1.5, kMixedFrom = 0.1;
// Words that come in bursts where they occur are about the topic.
constexpr double kBurst = 0.25;
// What every study says of itself ("randomised", "weeks", "95% CI") ties papers by their form, not by their theme.
constexpr double kCommonWeight = 0.5;

struct Count {
  std::uint32_t feature = 0;
  float times = 0;
};
struct Spread {
  double documents = 0, occurrences = 0;
  double guests = 0;  // of the documents, those in another language: IL-6 in a Chinese text
};

// "Z12", "Z3.5": doses and years tie nothing.
bool is_number(std::string_view term) {
  return term.size() > 1 && term[0] == 'Z' && term[1] >= '0' && term[1] <= '9';
}

// Counts the features of each document and, over all, who has them.
class Counter {
 public:
  // `concepts`: whether to count them; a list in one language does not need them.
  Counter(const QueryTerms& query, const text::Analyzer& analyzer, const text::Glossary& glossary, bool concepts)
      : query_(query), analyzer_(analyzer), glossary_(glossary), with_concepts_(concepts) {}

  void add(const library::Article& article) {
    std::unordered_map<std::uint32_t, float> times;
    float length = 0;
    for (const Passage& passage : passages(article)) {
      const float weight = passage.title ? kTitleWeight : 1;
      for (const text::Term& term : analyzer_.analyze(passage.text).terms) {
        const bool word = text::is_scored_word(term);
        if (!word && term.kind != text::TermKind::joined) continue;
        if (word) length += weight;
        if (!query_.has(term.text) && !is_number(term.text)) times[number_of(term, passage.text)] += weight;
      }
      if (!with_concepts_) continue;
      for (const text::Concept* found : glossary_.concepts_in(passage.text))
        if (!query_.has(found)) times[number_of(found)] += weight;
    }
    std::vector<Count> counts;
    for (const auto& [feature, count] : times) counts.push_back({feature, count});
    std::sort(counts.begin(), counts.end(), [](const Count& a, const Count& b) { return a.feature < b.feature; });
    counts_.push_back(std::move(counts));
    lengths_.push_back(length);
    languages_.push_back(languages_of(article));
  }

  Features weighed() const;

 private:
  std::uint32_t number_of(const text::Term& term, std::string_view passage) {
    const auto emplaced = terms_.emplace(term.text, static_cast<std::uint32_t>(feature_languages_.size()));
    const std::uint32_t number = numbered(emplaced, term.kind == text::TermKind::pair ? kChinese : kEnglish);
    if (emplaced.second)
      is_common_[number] = is_common_in_papers(ascii_lower(passage.substr(term.begin, term.end - term.begin)));
    return number;
  }
  std::uint32_t number_of(const text::Concept* found) {
    return numbered(concepts_.emplace(found, static_cast<std::uint32_t>(feature_languages_.size())), kBoth);
  }
  template <class Emplaced>
  std::uint32_t numbered(const Emplaced& emplaced, Languages language) {
    if (emplaced.second) feature_languages_.push_back(language), is_common_.push_back(false);
    return emplaced.first->second;
  }

  const QueryTerms& query_;
  const text::Analyzer& analyzer_;
  const text::Glossary& glossary_;
  bool with_concepts_;
  std::unordered_map<std::string, std::uint32_t> terms_;
  std::unordered_map<const text::Concept*, std::uint32_t> concepts_;
  std::vector<std::vector<Count>> counts_;
  std::vector<float> lengths_;
  std::vector<Languages> languages_;          // of the documents
  std::vector<Languages> feature_languages_;  // in which a feature can stand
  std::vector<bool> is_common_;               // of the features
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

// Rarity is measured among the documents that could have the feature, which are those of its language, and all for a
// name like IL-6 that stands in texts of the other too: what all Chinese papers say must not tie them together only
// because most of the list is English.
Features Counter::weighed() const {
  const std::size_t features = feature_languages_.size();
  std::vector<Spread> spreads(features);
  std::array<double, kBoth + 1> in_language{};
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    for (Languages language = 1; language < in_language.size(); ++language)
      if ((languages_[i] & language) != 0) ++in_language[language];
    for (const Count& count : counts_[i]) {
      Spread& spread = spreads[count.feature];
      ++spread.documents;
      spread.occurrences += count.times;
      if ((languages_[i] & feature_languages_[count.feature]) == 0) ++spread.guests;
    }
  }
  const double rarer = std::min(in_language[kEnglish], in_language[kChinese]) / std::max(1.0, in_language[kBoth]);
  const double concept_weight = kConceptWeight * std::min(1.0, rarer / kMixedFrom);
  const double usual = median(lengths_);
  Features answer{{}, features};
  for (std::size_t i = 0; i < counts_.size(); ++i) {
    const double damping = kSaturation * (1 - kLengthShare + kLengthShare * lengths_[i] / usual);
    Vector vector;
    for (const Count& count : counts_[i]) {
      const auto& [df, occurrences, guests] = spreads[count.feature];
      const double n =
          guests > 0 ? static_cast<double>(counts_.size()) : in_language[feature_languages_[count.feature]];
      if (df < kLeastDocuments || df > kMostDocuments * n) continue;
      const double mix = (feature_languages_[count.feature] == kBoth ? concept_weight : 1) *
                         (is_common_[count.feature] ? kCommonWeight : 1);
      const double weight =
          mix * count.times / (count.times + damping) * std::log(1 + n / df) * std::pow(occurrences / df, kBurst);
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
  Languages all = 0;
  for (const Document& document : documents) all |= languages_of(*document.article);
  Counter counter(query, analyzer, glossary, all == kBoth);
  for (const Document& document : documents) counter.add(*document.article);
  return counter.weighed();
}

}  // namespace meridian::query::explore
