// How alike the documents of a result list are: cosines, evened out between languages, and the graph of nearest
// neighbours (METHODS 3.1, 3.5).
//
// Immutable, share freely.
#pragma once

#include <cstdint>
#include <vector>

#include "query/explore/louvain.h"

namespace meridian::query::explore {

struct Weight {
  std::uint32_t feature = 0;
  float value = 0;
};
// One document's features, each once; of length 1 unless it has none.
using Vector = std::vector<Weight>;

// Symmetric, zero diagonal.
class Similarity {
 public:
  explicit Similarity(std::size_t documents) : documents_(documents), values_(documents * documents, 0.0F) {}
  std::size_t documents() const { return documents_; }
  float& at(std::size_t a, std::size_t b) { return values_[a * documents_ + b]; }
  float at(std::size_t a, std::size_t b) const { return values_[a * documents_ + b]; }

 private:
  std::size_t documents_;
  std::vector<float> values_;
};

// `features`: one more than the greatest feature number.
Similarity cosines(const std::vector<Vector>& vectors, std::size_t features);

// Languages that a document has text in, as bits.
using Languages = unsigned;
inline constexpr Languages kEnglish = 1, kChinese = 2, kBoth = kEnglish | kChinese;

// Two texts in different languages share few features even when they say the same, and Chinese texts share more of
// theirs than English ones, so entries between languages and within each are brought to one mean (by their ratio to the
// power of .8: METHODS 3.1). One language alone is left as it is.
void balance_languages(Similarity& similarity, const std::vector<Languages>& languages);

// An edge where either is among the other's `k` most similar; ties go to the earlier document.
Graph nearest_neighbours(const Similarity& similarity, std::size_t k);

// Mean over all pairs with one member in each set; within one set, over its different pairs. 0 when there is no pair.
double mean_similarity(const Similarity& similarity, const std::vector<std::size_t>& a,
                       const std::vector<std::size_t>& b);

}  // namespace meridian::query::explore
