// Channel Definition Format (W3C note of 1997), which some old portals still serve. Immutable, share freely.
#pragma once

#include <string_view>

#include "indexer/feed/element.h"
#include "indexer/feed/item.h"

namespace meridian::indexer::feed {

// Fills `feed` from a root CHANNEL; at most `most` items. `url` as in parse.h.
void read_cdf(const Element& root, std::string_view url, std::size_t most, FeedDocument& feed);

}  // namespace meridian::indexer::feed
