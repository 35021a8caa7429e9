// JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1). Immutable, share freely.
#pragma once

#include <string>
#include <string_view>

#include "base/config.h"
#include "base/result.h"
#include "indexer/feed/item.h"

namespace meridian::indexer::feed {

// invalid "json.too_deep" (64 levels, counted before a tree is built), "json.malformed", "fetch.truncated" (cut before
// its first item was whole; a later cut costs what follows the last whole one), "feed.unknown_format" (JSON that is no feed). A field of a wrong type is absent (FAULTS 82); an item that is no object is
// left out with a warning. `url` as in parse.h.
base::Result<FeedDocument> parse_json_feed(std::string_view utf8, std::string_view url, const base::FetchConfig& bounds);

}  // namespace meridian::indexer::feed
