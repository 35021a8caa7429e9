#include "query/search/places.h"

#include <array>

namespace meridian::query::search {
namespace {

using library::Field;
using Xapian::Query;

std::string prefixed(const std::optional<Field>& field, const std::string& term) {
  return field ? library::field_term(*field, term) : term;
}

Query neighbours(const std::vector<std::string>& terms, const std::optional<Field>& list, Order order, int slack) {
  std::vector<Query> parts;
  for (const std::string& term : terms) parts.emplace_back(prefixed(list, term));
  const auto window = static_cast<Xapian::termcount>(parts.size()) + static_cast<Xapian::termcount>(slack);
  return {order == Order::as_given ? Query::OP_PHRASE : Query::OP_NEAR, parts.begin(), parts.end(), window};
}

}  // namespace

Query holding(const std::optional<Field>& field, const std::string& term) {
  if (field != Field::abstract) return {0.0, Query(prefixed(field, term))};
  return {0.0, Query(Query::OP_AND_NOT, Query(term), Query(library::elsewhere_term(term)))};
}

Query in_places(const std::vector<std::string>& terms, const std::optional<Field>& field, Order order, int slack) {
  if (terms.empty()) return Query::MatchNothing;
  if (terms.size() == 1) return holding(field, terms[0]);
  if (field) return {0.0, neighbours(terms, field, order, slack)};
  std::array<Query, library::kPlaceLists.size()> lists;
  for (std::size_t i = 0; i < lists.size(); ++i) lists[i] = neighbours(terms, library::kPlaceLists[i], order, slack);
  return {0.0, Query(Query::OP_OR, lists.begin(), lists.end())};
}

}  // namespace meridian::query::search
