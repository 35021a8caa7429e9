// How a compiled query is put to Xapian: our weights, and how far counting looks.
//
// Without Enquire::set_time_limit: when its timer fires, Xapian 1.4.22 crashes the process (three of four runs of 4,000 searches
// with limits of .02 to 2 ms ended in a segmentation fault), and a search that it cuts tells nobody. What a
// query may cost is bounded before the search instead (FAULTS Q). One thread at a time.
#pragma once

#include <xapian.h>
#include <vector>

#include "base/config.h"
#include "query/answers.h"

namespace meridian::query::search {

// Works below the line of which no more is known than that they hold some of the words: more is an estimate.
inline constexpr Xapian::doccount kCountedBelowTheLine = 1000;

Xapian::Enquire asking(const Xapian::Database& database, const Xapian::Query& query);
// Counting looks at more than the page. The line between the tiers can be crossed only when what is above it is known
// exactly, and it is: a page that is not full has seen all matches.
Xapian::doccount counted_up_to(const SearchRequest& request, const base::SearchConfig& bounds);

}  // namespace meridian::query::search
