// A response body → what the feed said: decode, repair entities, parse.
#pragma once

#include <string>
#include <string_view>

#include "base/config.h"
#include "base/result.h"
#include "indexer/feed/item.h"
#include "indexer/feed/opml.h"

namespace meridian::indexer {

// As feed::parse, and invalid "xml.encoding". `content_type` is the header, charset and all; may be empty.
base::Result<feed::FeedDocument> read_feed(std::string_view bytes, std::string_view url, std::string_view content_type,
                                           const base::FetchConfig& bounds);

// As feed::parse_opml, and invalid "xml.encoding".
base::Result<feed::Opml> read_opml(std::string_view bytes, std::string_view content_type = {});

}  // namespace meridian::indexer
