#include "query/search/cost.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "text/unicode.h"

namespace meridian::query::search {
namespace {

using Xapian::Query;

constexpr double kOpenTerm = 50;     // finding a term's postings
constexpr double kReadValue = 10;    // of a document, for a range
constexpr double kReadPlaces = 50;   // of a term in a document
constexpr double kPlacesRead = 4;    // terms of a phrase until it is given up
constexpr double kEndOfBranch = .25; // when one of an OR ends, the weights of all others are reckoned anew
constexpr double kMostGrowth = 4;
constexpr double kTestedPapers = 150'000;
constexpr std::size_t kLongestName = 60;  // bytes of the dearest part

// As long as a message can bear.
std::string cut(const std::string& label) {
  if (label.size() <= kLongestName) return label;
  return label.substr(0, text::code_point_boundary(label, kLongestName)) + "…";
}

std::string millions(double steps) {
  return std::to_string(static_cast<long long>(std::ceil(steps / 1e6)));
}

}  // namespace

CostEstimate::Cost CostEstimate::cost(const Query& query) {
  switch (query.get_type()) {
    case Query::LEAF_TERM:
      return term(query);
    case Query::LEAF_MATCH_ALL:
      return {size_, size_, 1};
    case Query::OP_VALUE_RANGE:
    case Query::OP_VALUE_GE:
    case Query::OP_VALUE_LE:
      return {size_, size_ * kReadValue, kReadValue};
    case Query::OP_SCALE_WEIGHT:
      return cost(query.get_subquery(0));
    case Query::OP_AND:
    case Query::OP_FILTER:
      return all(query);
    case Query::OP_AND_NOT:
    case Query::OP_AND_MAYBE:
      return left(query);
    case Query::OP_NEAR:
    case Query::OP_PHRASE:
      return near(query);
    default:
      return any(query);
  }
}

CostEstimate::Cost CostEstimate::term(const Query& query) {
  const std::string name = *query.get_terms_begin();
  const auto [at, is_new] = frequencies_.try_emplace(name, 0);
  if (is_new) at->second = database_.get_termfreq(name);
  return {at->second, kOpenTerm + at->second, 1};
}

CostEstimate::Cost CostEstimate::any(const Query& query) {
  const std::size_t parts = query.get_num_subqueries();
  Cost sum;
  for (std::size_t i = 0; i < parts; ++i) {
    const Cost one = cost(query.get_subquery(i));
    sum.works += one.works, sum.steps += one.steps, sum.per_check += one.per_check;
  }
  const auto branches = static_cast<double>(parts);
  if (parts > 1) sum.steps += sum.works * std::log2(branches) + kEndOfBranch * branches * branches;
  sum.works = std::min(sum.works, size_);
  return sum;
}

// The rarest goes first, the others are asked about what is left.
CostEstimate::Cost CostEstimate::all(const Query& query) {
  std::vector<Cost> parts;
  for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) parts.push_back(cost(query.get_subquery(i)));
  if (parts.empty() || size_ == 0) return {};
  std::sort(parts.begin(), parts.end(), [](const Cost& a, const Cost& b) { return a.works < b.works; });
  Cost sum{parts[0].works, parts[0].steps, parts[0].per_check};
  double exponent = 1;
  for (std::size_t i = 1; i < parts.size(); ++i) {
    sum.steps += std::min(parts[i].steps, sum.works * parts[i].per_check);
    sum.per_check += parts[i].per_check;
    exponent /= 2;
    sum.works *= std::pow(parts[i].works / size_, exponent);
  }
  return sum;
}

// The left side decides, the right is asked about what matches there, which is a step by itself.
CostEstimate::Cost CostEstimate::left(const Query& query) {
  Cost sum = cost(query.get_subquery(0));
  for (std::size_t i = 1; i < query.get_num_subqueries(); ++i) {
    const Cost one = cost(query.get_subquery(i));
    sum.steps += std::min(one.steps, sum.works * one.per_check) + sum.works;
    sum.per_check += one.per_check;
  }
  return sum;
}

CostEstimate::Cost CostEstimate::near(const Query& query) {
  Cost sum = all(query);
  const double read = kReadPlaces * std::min(kPlacesRead, static_cast<double>(query.get_num_subqueries()));
  sum.steps += sum.works * read;
  sum.per_check += read;
  return sum;
}

double most_steps(const Xapian::Database& database, const base::SearchConfig& bounds) {
  const double growth = database.get_doccount() / kTestedPapers;
  return static_cast<double>(bounds.max_query_steps) * std::clamp(growth, 1.0, kMostGrowth);
}

base::Result<double> affordable(const CompiledQuery& query, const Xapian::Database& database, const base::SearchConfig& bounds) {
  CostEstimate estimate(database);
  double steps = estimate.steps(query.all);
  if (!query.any.empty()) steps += estimate.steps(query.any);
  const double most = most_steps(database, bounds);
  if (steps <= most) return steps;
  const Piece* dearest = nullptr;
  double dearest_steps = -1;
  for (const Piece& piece : query.pieces)
    if (const double own = estimate.steps(piece.query); own > dearest_steps) dearest_steps = own, dearest = &piece;
  return base::fail(base::ErrorKind::refused, "query.too_broad",
                    "The query would have to read too much of the index: about " + millions(steps) + " million steps, where " + millions(most) +
                        " million are allowed." + (dearest == nullptr ? "" : " Its dearest part is \"" + cut(dearest->label) + "\".") +
                        " Leave out the commonest words and phrases, or say each thing once.");
}

}  // namespace meridian::query::search
