// Sniffs a document, calls the one format that knows it.
//
// Takes clean UTF-8: decoding and HTML entity names are done before (indexer/feed_reader.h joins the two rooms).
#pragma once

#include <string>
#include <string_view>

#include "base/config.h"
#include "base/result.h"
#include "indexer/feed/item.h"

namespace meridian::indexer::feed {

// invalid "feed.not_a_feed" (a web page), "feed.unknown_format", "xml.too_deep", "xml.too_many_attributes",
// "xml.too_many_elements", "xml.malformed" (nothing could be kept). Otherwise the items, with warnings.
// `url` is the document's final address, for relative links. Time is linear in the size. REQUIRES: `utf8` is valid
// UTF-8.
base::Result<FeedDocument> parse(std::string_view utf8, std::string_view url, const base::FetchConfig& bounds);

}  // namespace meridian::indexer::feed
