#include "query/search/combine.h"

namespace meridian::query::search {

using Xapian::Query;

Query joined(Query::op op, const std::vector<Query>& parts) {
  return parts.empty() ? Query() : Query(op, parts.begin(), parts.end());
}

Query without_weights(const Query& query) {
  const auto parts = [&query] {
    std::vector<Query> all;
    for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) all.push_back(without_weights(query.get_subquery(i)));
    return all;
  };
  switch (query.get_type()) {
    case Query::OP_SCALE_WEIGHT:
    case Query::OP_AND_MAYBE:
      return without_weights(query.get_subquery(0));
    case Query::OP_AND:
    case Query::OP_FILTER:
      return joined(Query::OP_AND, parts());
    case Query::OP_OR:
    case Query::OP_SYNONYM:
      return joined(Query::OP_OR, parts());
    case Query::OP_AND_NOT:
      return joined(Query::OP_AND_NOT, parts());
    default:
      return query;
  }
}

Query first_of(const Query& first, const Query& second) {
  if (first.empty() || second.empty()) return first.empty() ? second : first;
  return {Query::OP_OR, first, Query(Query::OP_AND_NOT, second, without_weights(first))};
}

}  // namespace meridian::query::search
