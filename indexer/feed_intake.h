// One document of a feed into the library: articles built, the day's share kept, the feed's state written with them.
//
// The articles and what is remembered of the feed are one transaction, so that a validator never stands for articles
// that are not there. One thread at a time.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/config.h"
#include "base/result.h"
#include "indexer/feed/item.h"
#include "library/library.h"

namespace meridian::indexer {

// What is remembered of the answer that the document came in.
struct Arrival {
  std::string etag, last_modified, body_hash;
  std::int64_t fresh_for_s = 0;  // by its headers
};
struct FeedTaken {
  int added = 0, updated = 0, unchanged = 0;
  bool flood = false;  // more new articles than the day's share: the rest was left out (FAULTS 80)
};

// `feed` is as stored, and afterwards as it is stored then. Fails with the library's own errors; nothing is changed then.
base::Result<FeedTaken> take_in_feed(library::Library& library, library::Feed& feed, const feed::FeedDocument& document,
                                     const Arrival& arrival, const base::FetchConfig& bounds, const base::Clock& clock);

// Older items, fetched because the reader asked for them: no day's share, and the schedule learns nothing.
// `continue_at`: where the next older ones are, remembered in the feed.
base::Result<FeedTaken> take_in_older(library::Library& library, library::Feed& feed,
                                      const feed::FeedDocument& document, const std::string& continue_at,
                                      const base::FetchConfig& bounds, const base::Clock& clock);

}  // namespace meridian::indexer
