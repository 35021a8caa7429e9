#include "query/search/asking.h"

#include <algorithm>

#include "query/search/rank.h"

namespace meridian::query::search {

Xapian::Enquire asking(const Xapian::Database& database, const Xapian::Query& query) {
  Xapian::Enquire enquire(database);
  enquire.set_weighting_scheme(weighting());
  enquire.set_query(query);
  return enquire;
}

Xapian::doccount counted_up_to(const SearchRequest& request, const base::SearchConfig& bounds) {
  const auto page_end = static_cast<Xapian::doccount>(request.offset + request.limit);
  const auto exact = static_cast<Xapian::doccount>(bounds.exact_count_up_to);
  return request.counts || request.facets ? std::max(page_end, exact) : page_end;
}

}  // namespace meridian::query::search
