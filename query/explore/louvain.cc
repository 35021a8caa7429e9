#include "query/explore/louvain.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <numeric>
#include <random>

namespace meridian::query::explore {
namespace {

// A gain smaller than this is rounding, not reason to move.
constexpr double kLeastGain = 1e-12;
// Rounds over all nodes at one level, and levels; both are met in a handful on real graphs.
constexpr int kMaxRounds = 50;
constexpr int kMaxLevels = 32;

// A graph whose nodes are communities of the level below; what was inside them is `loops`.
struct Level {
  Graph graph;
  std::vector<double> loops;
};

// std::shuffle may differ between standard libraries; this may not.
void shuffle(std::vector<std::size_t>& order, std::mt19937& random) {
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
}

// Numbers the communities anew from 0, in order of their first node; returns how many there are.
std::size_t renumber(std::vector<std::size_t>& communities) {
  std::vector<std::size_t> number(communities.size(), communities.size());
  std::size_t count = 0;
  for (std::size_t& community : communities) {
    if (number[community] == communities.size()) number[community] = count++;
    community = number[community];
  }
  return count;
}

// Moves single nodes to the neighbouring community that gains most, until none moves.
class LocalMoves {
 public:
  LocalMoves(const Level& level, double resolution)
      : level_(level), resolution_(resolution), degree_(level.loops), toward_(level.graph.size(), 0.0) {
    for (std::size_t node = 0; node < level.graph.size(); ++node) {
      for (const Edge& edge : level.graph[node]) degree_[node] += edge.weight;
      twice_total_ += degree_[node];
    }
    community_.resize(level.graph.size());
    std::iota(community_.begin(), community_.end(), std::size_t{0});
    total_ = degree_;
  }

  std::vector<std::size_t> run(std::mt19937& random) {
    std::vector<std::size_t> order = community_;
    for (int round = 0; round < kMaxRounds && twice_total_ > 0; ++round) {
      shuffle(order, random);
      bool moved = false;
      for (const std::size_t node : order) moved = move(node) || moved;
      if (!moved) break;
    }
    return community_;
  }

 private:
  double gain(std::size_t node, std::size_t community) const {
    return toward_[community] - resolution_ * total_[community] * degree_[node] / twice_total_;
  }

  bool move(std::size_t node) {
    std::vector<std::size_t> touched;
    for (const Edge& edge : level_.graph[node]) {
      const std::size_t community = community_[edge.to];
      if (toward_[community] == 0) touched.push_back(community);
      toward_[community] += edge.weight;
    }
    const std::size_t home = community_[node];
    total_[home] -= degree_[node];
    std::size_t best = home;
    double best_gain = gain(node, home);
    for (const std::size_t community : touched) {
      const double candidate = gain(node, community);
      if (candidate > best_gain + kLeastGain) best_gain = candidate, best = community;
    }
    total_[best] += degree_[node];
    community_[node] = best;
    for (const std::size_t community : touched) toward_[community] = 0;
    return best != home;
  }

  const Level& level_;
  double resolution_;
  double twice_total_ = 0;
  std::vector<double> degree_, total_, toward_;
  std::vector<std::size_t> community_;
};

// The graph between communities.
Level fold(const Level& level, const std::vector<std::size_t>& community, std::size_t count) {
  Level folded{Graph(count), std::vector<double>(count, 0.0)};
  std::vector<std::map<std::size_t, double>> between(count);
  for (std::size_t node = 0; node < level.graph.size(); ++node) {
    const std::size_t from = community[node];
    folded.loops[from] += level.loops[node];
    for (const Edge& edge : level.graph[node]) {
      if (community[edge.to] == from)
        folded.loops[from] += edge.weight;
      else
        between[from][community[edge.to]] += edge.weight;
    }
  }
  for (std::size_t from = 0; from < count; ++from)
    for (const auto& [to, weight] : between[from]) folded.graph[from].push_back({to, weight});
  return folded;
}

std::vector<std::size_t> one_run(const Graph& graph, double resolution, std::uint32_t seed) {
  std::vector<std::size_t> answer(graph.size());
  std::iota(answer.begin(), answer.end(), std::size_t{0});
  std::mt19937 random(seed);
  Level level{graph, std::vector<double>(graph.size(), 0.0)};
  for (int depth = 0; depth < kMaxLevels; ++depth) {
    std::vector<std::size_t> community = LocalMoves(level, resolution).run(random);
    const std::size_t count = renumber(community);
    for (std::size_t& node : answer) node = community[node];
    if (count == level.graph.size()) break;
    level = fold(level, community, count);
  }
  renumber(answer);
  return answer;
}

}  // namespace

double modularity(const Graph& graph, const std::vector<std::size_t>& community, double resolution) {
  double twice_total = 0, inside = 0;
  std::vector<double> total(graph.size(), 0.0);
  for (std::size_t node = 0; node < graph.size(); ++node)
    for (const Edge& edge : graph[node]) {
      twice_total += edge.weight;
      total[community[node]] += edge.weight;
      if (community[node] == community[edge.to]) inside += edge.weight;
    }
  if (twice_total <= 0) return 0;
  double answer = inside / twice_total;
  for (const double weight : total) answer -= resolution * (weight / twice_total) * (weight / twice_total);
  return answer;
}

std::vector<std::size_t> louvain(const Graph& graph, double resolution, int starts) {
  std::vector<std::size_t> best = one_run(graph, resolution, 1);
  double best_quality = modularity(graph, best, resolution);
  for (int seed = 2; seed <= starts; ++seed) {
    std::vector<std::size_t> candidate = one_run(graph, resolution, static_cast<std::uint32_t>(seed));
    const double quality = modularity(graph, candidate, resolution);
    if (quality > best_quality + kLeastGain) best = std::move(candidate), best_quality = quality;
  }
  return best;
}

}  // namespace meridian::query::explore
