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
#include "library/library.h"

namespace meridian::indexer {

struct CrawlRequest {
  std::vector<library::FeedId> feeds;  // these, due or not; empty = the due ones
  bool all = false;                    // every living feed, due or not
  bool pages = false;                  // also fetch article pages of items without an abstract (robots.txt obeyed)
};

struct FeedOutcome {
  library::FeedId feed = 0;
  std::string title, url;
  int added = 0, updated = 0, unchanged = 0;
  bool not_modified = false;
  std::string code, message;  // empty = fine
  std::vector<std::string> warnings;
};
struct CrawlReport {
  std::vector<FeedOutcome> feeds;
  int added = 0, updated = 0, failed = 0, not_modified = 0, pages_fetched = 0;
  bool offline = false;  // the network went away: the round ended early, nothing was marked broken
};

base::Result<CrawlReport> crawl(library::Library& library, base::HttpClient& client, const CrawlRequest& request,
                                const base::Config& config, const base::Clock& clock,
                                const std::function<base::Status()>& after_batch = {},
                                const base::Progress& progress = {}, const base::Cancelled& cancelled = {});

}  // namespace meridian::indexer
