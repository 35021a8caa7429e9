#include "text/english.h"

#include <xapian.h>

#include <algorithm>
#include <array>
#include <unordered_map>

namespace meridian::text {

namespace {

constexpr std::size_t kCachedStems = 50'000;

constexpr auto kStopWords = std::to_array<std::string_view>(
    {"a",      "about",   "after", "all",    "also",    "an",      "and",     "any",   "are",   "as",   "at",
     "be",     "because", "been",  "before", "being",   "between", "both",    "but",   "by",    "can",  "could",
     "did",    "do",      "does",  "during", "each",    "either",  "for",     "from",  "had",   "has",  "have",
     "having", "he",      "her",   "his",    "how",     "however", "i",       "if",    "in",    "into", "is",
     "it",     "its",     "may",   "might",  "more",    "most",    "much",    "must",  "no",    "nor",  "not",
     "of",     "on",      "only",  "or",     "other",   "our",     "over",    "own",   "s",     "same", "she",
     "should", "so",      "some",  "such",   "than",    "that",    "the",     "their", "them",  "then", "there",
     "these",  "they",    "this",  "those",  "through", "to",      "too",     "under", "until", "up",   "very",
     "was",    "we",      "were",  "what",   "when",    "where",   "whether", "which", "while", "who",  "whom",
     "whose",  "why",     "will",  "with",   "within",  "without", "would",   "you",   "your"});
static_assert(std::is_sorted(kStopWords.begin(), kStopWords.end()));

struct Plural {
  std::string_view many, one;
};
// Endings are not enough: "data" and "area" end alike.
constexpr auto kPlurals = std::to_array<Plural>({{"alumni", "alumnus"},
                                                 {"analyses", "analysis"},
                                                 {"axes", "axis"},
                                                 {"bacilli", "bacillus"},
                                                 {"bacteria", "bacterium"},
                                                 {"bases", "base"},
                                                 {"cortices", "cortex"},
                                                 {"crises", "crisis"},
                                                 {"criteria", "criterion"},
                                                 {"diagnoses", "diagnosis"},
                                                 {"feet", "foot"},
                                                 {"foci", "focus"},
                                                 {"fungi", "fungus"},
                                                 {"geese", "goose"},
                                                 {"hypotheses", "hypothesis"},
                                                 {"indices", "index"},
                                                 {"loci", "locus"},
                                                 {"matrices", "matrix"},
                                                 {"media", "medium"},
                                                 {"men", "man"},
                                                 {"metastases", "metastasis"},
                                                 {"mice", "mouse"},
                                                 {"mitochondria", "mitochondrion"},
                                                 {"nuclei", "nucleus"},
                                                 {"phenomena", "phenomenon"},
                                                 {"prognoses", "prognosis"},
                                                 {"spectra", "spectrum"},
                                                 {"stimuli", "stimulus"},
                                                 {"strata", "stratum"},
                                                 {"syntheses", "synthesis"},
                                                 {"teeth", "tooth"},
                                                 {"theses", "thesis"},
                                                 {"vertebrae", "vertebra"},
                                                 {"vertices", "vertex"},
                                                 {"women", "woman"}});
static_assert(std::is_sorted(kPlurals.begin(), kPlurals.end(),
                             [](const Plural& a, const Plural& b) { return a.many < b.many; }));

std::string_view singular(std::string_view word) {
  const auto found = std::lower_bound(kPlurals.begin(), kPlurals.end(), word,
                                      [](const Plural& row, std::string_view key) { return row.many < key; });
  return found != kPlurals.end() && found->many == word ? found->one : word;
}

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};

// Snowball keeps state and is most of the analyzer's work: each thread has its own, and remembers.
struct Stemmer {
  Xapian::Stem stem{"english"};
  std::unordered_map<std::string, std::string, Hash, std::equal_to<>> known;
};

}  // namespace

std::string english_stem(std::string_view word) {
  thread_local Stemmer stemmer;
  const auto found = stemmer.known.find(word);
  if (found != stemmer.known.end()) return found->second;
  if (stemmer.known.size() >= kCachedStems) stemmer.known.clear();
  std::string stem = stemmer.stem(std::string(singular(word)));
  stemmer.known.emplace(word, stem);
  return stem;
}

bool is_stop_word(std::string_view word) {
  return std::binary_search(kStopWords.begin(), kStopWords.end(), word);
}

}  // namespace meridian::text
