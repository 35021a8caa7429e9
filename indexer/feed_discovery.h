// Finds the feeds of a web page: what its head announces, what its links look like, and where sites usually keep them.
//
// A page may name anything, so everything is bounded: 40 addresses are looked at, ten are asked, politely, and none of
// them may be on the own network unless the page itself is there (FAULTS 84). What is listed was read as a feed.
// One thread at a time.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/config.h"
#include "base/http_client.h"
#include "base/progress.h"
#include "base/result.h"
#include "base/url.h"
#include "indexer/feed_probe.h"

namespace meridian::indexer {

struct FeedLink {
  std::string url, title;
  friend bool operator==(const FeedLink&, const FeedLink&) = default;
};
// The likely feeds of a page, the surest first: <link rel=alternate> of a feed's type, then links whose address or text
// says feed. At most 40, each once. REQUIRES: valid UTF-8.
std::vector<FeedLink> feed_links(std::string_view html, const base::Url& page);

struct Discovery {
  std::vector<FeedProbe> feeds;         // in the order found; what the page calls one without a title is its title
  int asked = 0;                        // addresses besides the page
  std::vector<std::string> not_feeds;   // asked, and no feed: a sentence each
};
// The address itself when it is a feed. Fails as HttpClient::get and fetch::judge do for the page; invalid
// "page.not_html".
base::Result<Discovery> discover_feeds(base::HttpClient& client, const std::string& url,
                                       const base::FetchConfig& bounds, const base::Clock& clock,
                                       const base::Cancelled& cancelled = {});

}  // namespace meridian::indexer
