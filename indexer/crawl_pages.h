// Fetches the pages of articles whose feed gave no abstract, and takes in what they say better.
//
// robots.txt is asked first, once an origin a round, and again wherever a redirect leads; a site whose robots.txt is
// out of reach is left alone (RFC 9309, 2.3.1.4). Crawl-delay is obeyed, up to an hour; a site gets at most
// `max_pages_per_host` requests a round and never more than ten minutes' worth of its own delays, one at least. What is
// left over waits in the library for a later round (library/page_visits.h). One thread at a time.
#pragma once

#include <string>
#include <vector>

#include "base/clock.h"
#include "base/config.h"
#include "base/http_client.h"
#include "base/progress.h"
#include "base/result.h"
#include "library/library.h"

namespace meridian::indexer {

struct PageWanted {
  library::Article article;  // as stored
  std::string feed_url;      // the origin that may be private when the config says so
  int tries = 0;             // in earlier rounds
};
struct PagesReport {
  int fetched = 0, updated = 0;
  int left = 0;  // not asked for in this round: the site's share was used up, or it wanted a pause
  bool cancelled = false;
};

// One article's page failing costs that page. Fails only with the library's own errors.
base::Result<PagesReport> fetch_pages(library::Library& library, base::HttpClient& client,
                                      const std::vector<PageWanted>& wanted, const base::Config& config,
                                      const base::Clock& clock, const base::Progress& progress,
                                      const base::Cancelled& cancelled);

}  // namespace meridian::indexer
