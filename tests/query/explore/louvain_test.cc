#include "query/explore/louvain.h"

#include <doctest/doctest.h>

using meridian::query::explore::Graph;
using meridian::query::explore::louvain;
using meridian::query::explore::modularity;

namespace {

void tie(Graph& graph, std::size_t a, std::size_t b, double weight) {
  graph[a].push_back({b, weight});
  graph[b].push_back({a, weight});
}

// Cliques of `size` nodes in a ring, one weak edge between neighbours.
Graph ring_of_cliques(std::size_t cliques, std::size_t size) {
  Graph graph(cliques * size);
  for (std::size_t clique = 0; clique < cliques; ++clique) {
    const std::size_t first = clique * size;
    for (std::size_t a = 0; a < size; ++a)
      for (std::size_t b = a + 1; b < size; ++b) tie(graph, first + a, first + b, 1);
    tie(graph, first, (first + size + 1) % graph.size(), 0.1);
  }
  return graph;
}

}  // namespace

TEST_CASE("louvain: cliques on a ring are the communities, numbered in order of their first node") {
  const auto community = louvain(ring_of_cliques(5, 4), 1.2, 10);
  for (std::size_t node = 0; node < community.size(); ++node) CHECK(community[node] == node / 4);
}

TEST_CASE("louvain: nodes without edges stay alone, an empty graph has no communities") {
  CHECK(louvain(Graph(3), 1.2, 3) == std::vector<std::size_t>{0, 1, 2});
  CHECK(louvain(Graph(), 1.2, 3).empty());
}

TEST_CASE("louvain: the same graph gives the same communities again") {
  Graph graph(60);
  for (std::size_t a = 0; a < 60; ++a)
    for (std::size_t b = a + 1; b < 60; ++b)
      if ((a * 7 + b * 13) % 11 == 0) tie(graph, a, b, 1.0 / static_cast<double>(1 + (a + b) % 5));
  CHECK(louvain(graph, 1.2, 10) == louvain(graph, 1.2, 10));
}

TEST_CASE("louvain: more starts never give a worse answer") {
  const Graph graph = ring_of_cliques(30, 3);
  CHECK(modularity(graph, louvain(graph, 1, 10), 1) >= modularity(graph, louvain(graph, 1, 1), 1));
}

TEST_CASE("modularity: two separate pairs are worth one half") {
  Graph graph(4);
  tie(graph, 0, 1, 1);
  tie(graph, 2, 3, 1);
  CHECK(modularity(graph, {0, 0, 1, 1}, 1) == doctest::Approx(0.5));
  CHECK(modularity(graph, {0, 0, 0, 0}, 1) == doctest::Approx(0));
}
