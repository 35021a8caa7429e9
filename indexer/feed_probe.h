// Asks one address once and says what was understood of it, before the reader subscribes. Nothing is stored.
// One thread at a time.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/config.h"
#include "base/http_client.h"
#include "base/result.h"
#include "base/warning.h"

namespace meridian::indexer {

struct FeedProbe {
  std::string url;       // that answered, after redirects
  std::string moved_to;  // where a permanent redirect leads; empty = the address holds
  int http_status = 0;
  std::int64_t bytes = 0;
  std::string content_type, encoding;
  std::string format, version, title, site, language;
  int items = 0, articles = 0;  // said by the feed; made of it (the others had neither title nor text)
  // How many of the articles have each.
  int abstracts = 0, teasers = 0, dois = 0, authors = 0, dates = 0, links = 0;
  std::vector<std::string> languages;  // of the articles, the most frequent first
  std::vector<std::string> titles;     // of the first articles, at most five
  std::string newest;                  // the latest date of publication
  std::string older;                   // where older items are (RFC 5005)
  bool validators = false;             // it can be asked "anything new?" (ETag, Last-Modified)
  std::int64_t rhythm_s = 0;           // how far apart its items' dates lie; 0 = cannot be told
  std::int64_t asked_pause_s = 0;      // by ttl, sy: or the headers
  base::UnixTime next_due = 0;         // when a subscription would be asked again
  std::vector<base::Warning> warnings;
};

// What `response` says, as a feed. Fails as read_feed and fetch::judge do.
base::Result<FeedProbe> understand(const base::HttpResponse& response, const base::FetchConfig& bounds,
                                   base::UnixTime now);

// One request. Fails as HttpClient::get, and as above. REQUIRES: no other transfer is under way.
base::Result<FeedProbe> probe_feed(base::HttpClient& client, const std::string& url, const base::FetchConfig& bounds,
                                   base::UnixTime now);

}  // namespace meridian::indexer
