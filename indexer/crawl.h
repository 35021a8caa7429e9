// One round over the feeds that are due, told top to bottom: ask politely → parse → build → take in → say when to ask
// again.
//
// One failing feed never stops a round. What was fetched is in the library before the next feed's answer is looked at.
// One thread at a time.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/config.h"
#include "base/http_client.h"
#include "base/progress.h"
#include "base/result.h"
#include "base/warning.h"
#include "library/library.h"

namespace meridian::indexer {

struct CrawlRequest {
  std::vector<library::FeedId> feeds;  // these, due or not; empty = the due ones
  bool all = false;                    // every living feed, due or not
  bool pages = false;                  // fetch article pages of items without an abstract, for every feed of the round;
                                       // without it, for the feeds that are set so (robots.txt obeyed in any case)
  int backfill_pages = 0;              // so many pages of older items a feed, where it has them (RFC 5005)
};

struct FeedOutcome {
  library::FeedId feed = 0;
  std::string title, url;
  int added = 0, updated = 0, unchanged = 0;
  bool not_modified = false;
  std::string code, message;  // empty = fine
  std::vector<base::Warning> warnings;
};
struct CrawlReport {
  std::vector<FeedOutcome> feeds;
  int added = 0, updated = 0, failed = 0, not_modified = 0, pages_fetched = 0;
  int pages_left = 0;    // article pages that wait for a later round
  int resumed = 0;       // feeds left out because the round that this one goes on with had asked them
  bool offline = false;  // the network went away: the round ended early, nothing was marked broken
};

// A round that is stopped is gone on with: the feeds that were asked are not due, a round over all feeds remembers when
// it began, and article pages, harvests and backfills wait in the library.

base::Result<CrawlReport> crawl(library::Library& library, base::HttpClient& client, const CrawlRequest& request,
                                const base::Config& config, const base::Clock& clock,
                                const std::function<base::Status()>& after_batch = {},
                                const base::Progress& progress = {}, const base::Cancelled& cancelled = {});

}  // namespace meridian::indexer
