// From one page of a list to the next, also when the index has moved on in between (FAULTS 130).
//
// One thread at a time.
#pragma once

#include <xapian.h>
#include <string>

#include "query/search/compile.h"
#include "query/search/cursor.h"
#include "query/search/search.h"

namespace meridian::query::search {

// All that decides what is in the list and in which order.
std::string bound_to(const Tools& tools, const SearchRequest& request);
// Narrows a query to what is left of its list once the index has moved on.
void go_on(CompiledQuery& query, const Cursor& cursor, bool by_date, bool oldest);
// Counts are of the whole list, whose shown part a narrowed query no longer finds.
void count_shown(SearchReply& reply, const Cursor& cursor);
// A cursor for the place behind this page, which began at `cursor`; empty when there is no more, or when a ranked list
// was entered by offset or is too deep to be remembered.
std::string place_behind(const Xapian::Database& database, const Tools& tools, const SearchRequest& request,
                         const Found& found, Cursor cursor, bool by_date);

}  // namespace meridian::query::search
