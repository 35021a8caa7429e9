#include "query/search/filters.h"

#include <vector>

#include "base/clock.h"
#include "library/identifiers.h"
#include "library/index_schema.h"
#include "query/search/dates.h"

namespace meridian::query::search {
namespace {

using library::Field;
using Xapian::Query;

constexpr int kMostYearTerms = 64;

std::string canonical(Field field, const std::string& value) {
  std::string id;
  if (field == Field::doi) id = library::canonical_doi(value);
  if (field == Field::arxiv) id = library::canonical_arxiv(value);
  if (field == Field::pmid) id = library::canonical_pmid(value);
  return id.empty() ? library::filter_value(value) : id;
}

bool whole_years(const DateRange& range, int& first, int& last) {
  if (!range.first || !range.last) return false;
  const base::CivilDay begin = base::civil_from_days(*range.first), after = base::civil_from_days(*range.last + 1);
  first = begin.year;
  last = after.year - 1;
  return begin.month == 1 && begin.day == 1 && after.month == 1 && after.day == 1 && last - first < kMostYearTerms;
}

}  // namespace

Query filter(const Node& node) {
  return {0.0, Query(library::field_term(*node.field, canonical(*node.field, node.text)))};
}

Query range(const Node& node, std::int64_t today) {
  const auto read = read_range(node.text, today);
  if (!read) return Query::MatchNothing;
  int first = 0, last = 0;
  if (*node.field != Field::added && whole_years(*read, first, last)) {
    std::vector<Query> years;
    for (int year = first; year <= last; ++year)
      years.emplace_back(library::field_term(Field::year, std::to_string(year)));
    return {0.0, Query(Query::OP_OR, years.begin(), years.end())};
  }
  const auto slot = library::slot(*node.field == Field::added ? library::Slot::added : library::Slot::published);
  const auto bound = [](std::int64_t day) { return Xapian::sortable_serialise(static_cast<double>(day)); };
  if (read->first && read->last) return {Query::OP_VALUE_RANGE, slot, bound(*read->first), bound(*read->last)};
  if (read->first) return {Query::OP_VALUE_GE, slot, bound(*read->first)};
  // Papers without a date have no value, and no value is below every bound.
  return {Query::OP_VALUE_RANGE, slot, bound(-1'000'000), bound(*read->last)};
}

}  // namespace meridian::query::search
