// An OAI-PMH repository as a feed: what was new since the last time, page by page.
//
// A feed whose address asks for ListRecords (…?verb=ListRecords&metadataPrefix=arXiv&set=cs) is harvested (OAI-PMH 2.0,
// sections 2.7 and 3.5): `from` the day of the last whole harvest, along its resumption tokens, at most so many pages a
// round. What is left is gone on with in the next round, after a stop as well. Days overlap on purpose, since
// repositories differ in how exact their times are; what is known already adds nothing. One thread at a time.
#pragma once

#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/config.h"
#include "base/result.h"
#include "indexer/feed/record_xml.h"
#include "library/library.h"

namespace meridian::indexer {

inline constexpr int kHarvestPagesPerRound = 20;

bool is_harvest(std::string_view address);
// What to ask for next: the page where it stopped, else what is new since the last harvest.
std::string harvest_address(const library::Feed& feed);

struct HarvestTaken {
  int added = 0, updated = 0, unchanged = 0, removed = 0;
  bool more = false;  // the list goes on: harvest_address() is the next page
};
// One answer into the library, with the feed's state. Records that the repository deleted go, when this feed brought
// them and the reader has not starred them. invalid "harvest.refused": the repository's own error; a resumption token
// that it knows no longer is forgotten, so that the next harvest begins anew. Else the library's errors.
base::Result<HarvestTaken> take_in_harvest(library::Library& library, library::Feed& feed, const feed::OaiPage& page,
                                           const base::FetchConfig& bounds, const base::Clock& clock);

}  // namespace meridian::indexer
