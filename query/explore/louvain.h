// Communities of a weighted graph by greedy modularity: Blondel, Guillaume, Lambiotte, Lefebvre, "Fast unfolding of
// communities in large networks", 2008, with Reichardt and Bornholdt's resolution.
//
// Nodes are visited in random orders from fixed seeds, made only of integers that the standard defines, so the same
// graph gives the same communities on every machine. Immutable, share freely.
#pragma once

#include <cstddef>
#include <vector>

namespace meridian::query::explore {

struct Edge {
  std::size_t to = 0;
  double weight = 0;
};
// Undirected: each edge stands at both of its ends. No loops.
using Graph = std::vector<std::vector<Edge>>;

// The community of each node, numbered from 0 in order of their first node: the best of `starts` runs, by modularity.
// `resolution` above 1 gives more, smaller ones. REQUIRES: starts >= 1.
std::vector<std::size_t> louvain(const Graph& graph, double resolution, int starts);

// Newman's modularity with a resolution: 1 = every edge inside, 0 = as many as chance would put there (at resolution
// 1).
double modularity(const Graph& graph, const std::vector<std::size_t>& community, double resolution);

}  // namespace meridian::query::explore
