// Facets counted over the matches themselves, so that they never contradict the list; where there are more matches than were
// looked at, their counts are raised in proportion. One thread at a time.
#pragma once

#include <xapian.h>
#include <array>
#include <memory>
#include <string>
#include <vector>

#include "library/index_schema.h"
#include "query/answers.h"

namespace meridian::query::search {

inline constexpr std::size_t kMostFacetValues = 30;  // that an answer shows of a facet

// Counts the values of the facet slots by Xapian's own spies, which remote shards know too. Slots with several values
// count each; they are taken apart once for each different content of the slot, not once a document.
class FacetCounter {
 public:
  FacetCounter();
  // REQUIRES: this outlives the search.
  void watch(Xapian::Enquire& enquire);
  // Year newest first, the rest greatest count first; at most `most` values a facet. Facets without values are left
  // out. `matches`: all there are, or about.
  std::vector<Facet> facets(std::size_t most, Xapian::doccount matches) const;

 private:
  static constexpr std::array<std::pair<library::Slot, std::string_view>, 5> kFacets{{{library::Slot::year, "year"},
                                                                                      {library::Slot::source, "source"},
                                                                                      {library::Slot::language, "lang"},
                                                                                      {library::Slot::author, "author"},
                                                                                      {library::Slot::type, "type"}}};
  std::array<std::unique_ptr<Xapian::ValueCountMatchSpy>, kFacets.size()> spies_;  // of the slots' contents, as they are
};

}  // namespace meridian::query::search
