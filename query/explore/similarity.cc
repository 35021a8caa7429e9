#include "query/explore/similarity.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace meridian::query::explore {
namespace {

constexpr std::size_t kLanguageSets = kBoth + 1;
constexpr double kBalance = 0.8;

}  // namespace

Similarity cosines(const std::vector<Vector>& vectors, std::size_t features) {
  std::vector<std::vector<std::pair<std::size_t, float>>> postings(features);
  for (std::size_t document = 0; document < vectors.size(); ++document)
    for (const Weight& weight : vectors[document]) postings[weight.feature].emplace_back(document, weight.value);
  Similarity similarity(vectors.size());
  for (std::size_t document = 0; document < vectors.size(); ++document) {
    for (const Weight& weight : vectors[document])
      for (const auto& [other, value] : postings[weight.feature])
        similarity.at(document, other) += weight.value * value;
    similarity.at(document, document) = 0;
  }
  return similarity;
}

void balance_languages(Similarity& similarity, const std::vector<Languages>& languages) {
  // By the languages that the two documents share: none, one, the other, both.
  struct Block {
    double sum = 0, pairs = 0;
    double mean() const { return pairs > 0 ? sum / pairs : 0; }
  };
  std::array<Block, kLanguageSets> blocks{};
  for (std::size_t a = 0; a < languages.size(); ++a)
    for (std::size_t b = a + 1; b < languages.size(); ++b) {
      Block& block = blocks[languages[a] & languages[b]];
      block.sum += similarity.at(a, b);
      ++block.pairs;
    }
  Block within;
  for (std::size_t set = 1; set < kLanguageSets; ++set)
    within.sum += blocks[set].sum, within.pairs += blocks[set].pairs;
  std::array<float, kLanguageSets> factors{};
  for (std::size_t set = 0; set < kLanguageSets; ++set) {
    const double ratio = blocks[set].sum > 0 && within.sum > 0 ? within.mean() / blocks[set].mean() : 1;
    factors[set] = static_cast<float>(std::pow(ratio, kBalance));
  }
  for (std::size_t a = 0; a < languages.size(); ++a)
    for (std::size_t b = 0; b < languages.size(); ++b) similarity.at(a, b) *= factors[languages[a] & languages[b]];
}

Graph nearest_neighbours(const Similarity& similarity, std::size_t k) {
  const std::size_t n = similarity.documents();
  std::vector<bool> edge(n * n, false);
  std::vector<std::size_t> order(n);
  for (std::size_t a = 0; a < n; ++a) {
    std::iota(order.begin(), order.end(), std::size_t{0});
    const std::size_t kept = std::min(k, n);
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end(),
                      [&](std::size_t x, std::size_t y) {
                        const float sx = similarity.at(a, x), sy = similarity.at(a, y);
                        return sx != sy ? sx > sy : x < y;
                      });
    for (std::size_t i = 0; i < kept; ++i)
      if (similarity.at(a, order[i]) > 0) edge[a * n + order[i]] = edge[order[i] * n + a] = true;
  }
  Graph graph(n);
  for (std::size_t a = 0; a < n; ++a)
    for (std::size_t b = 0; b < n; ++b)
      if (edge[a * n + b]) graph[a].push_back({b, similarity.at(a, b)});
  return graph;
}

double mean_similarity(const Similarity& similarity, const std::vector<std::size_t>& a,
                       const std::vector<std::size_t>& b) {
  double sum = 0;
  std::size_t pairs = 0;
  for (const std::size_t x : a)
    for (const std::size_t y : b) {
      if (x == y) continue;
      sum += similarity.at(x, y);
      ++pairs;
    }
  return pairs == 0 ? 0 : sum / static_cast<double>(pairs);
}

}  // namespace meridian::query::explore
