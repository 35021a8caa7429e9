// A page of a ranked list in the one order every index gives: by weight; ties newest first, then by Work id.
//
// Xapian's own sorting by relevance and then by a value reads the value of every match it looks at, which costs several
// times the search itself. Here it ranks by weight alone, a little past the page, and only works of equal weight are compared;
// when a tie goes on past what was fetched, the value is asked for after all. One thread at a time.
#pragma once

#include <xapian.h>
#include <cstdint>
#include <string>
#include <vector>

#include "library/article.h"

namespace meridian::query::search {

struct RankedWork {
  library::WorkId work = 0;
  double weight = 0;
  std::int64_t day = 0;  // that lists by date go by
};

// Works of a list that the stages of ranking look at.
inline constexpr Xapian::doccount kRankedDepth = 300;

struct RankedPage {
  std::vector<RankedWork> works;
  Xapian::MSet counts;  // of all matches; its own documents are not the page's
};

// The Work of a document of the index.
library::WorkId work_of(const Xapian::Document& document);

// Places `first` to `first` + `count` of what `enquire` matches. At least `at_least` matches are looked at, for counts
// and spies; each spy of `enquire` sees a match once. May throw what Xapian throws.
RankedPage ranked_page(Xapian::Enquire& enquire, Xapian::doccount first, Xapian::doccount count,
                       Xapian::doccount at_least);
// What recent papers count more where that is asked for (METHODS 1.4): 1 + share · 2^(-age/180 days).
double freshness(std::int64_t day, std::int64_t today, double share);
// The same by weight times freshness, as far as the stages of ranking look; behind that as ranked_page() has it.
RankedPage fresh_page(Xapian::Enquire& enquire, Xapian::doccount first, Xapian::doccount count,
                      Xapian::doccount at_least, std::int64_t today, double share);
// The same by date alone: newest first, of one day by Work id; `oldest`: that list from its end.
RankedPage dated_page(Xapian::Enquire& enquire, Xapian::doccount first, Xapian::doccount count,
                      Xapian::doccount at_least, bool oldest);

}  // namespace meridian::query::search
