// Joins the two rooms that must not know each other: clean decodes, feed parses.
#include "indexer/feed_reader.h"

#include "indexer/clean/encoding.h"
#include "indexer/clean/entities.h"
#include "indexer/feed/parse.h"

namespace meridian::indexer {

base::Result<feed::FeedDocument> read_feed(std::string_view bytes, std::string_view url, std::string_view content_type,
                                           const base::FetchConfig& bounds) {
  MERIDIAN_TRY_ASSIGN(const clean::Decoded decoded, clean::to_utf8(bytes, content_type));
  auto feed = feed::parse(clean::xml_references(decoded.utf8), url, bounds);
  if (!feed) return feed;
  feed->encoding = decoded.encoding;
  feed->encoding_label = decoded.label;
  if (decoded.doubtful) feed->well_formed = false;
  if (decoded.doubtful)
    feed->warnings.push_back({"feed.encoding_doubtful", {decoded.encoding}});
  if (decoded.repaired > 0) feed->warnings.push_back({"feed.encoded_twice", {}});
  return feed;
}

base::Result<feed::Opml> read_opml(std::string_view bytes, std::string_view content_type) {
  MERIDIAN_TRY_ASSIGN(const clean::Decoded decoded, clean::to_utf8(bytes, content_type));
  return feed::parse_opml(clean::xml_references(decoded.utf8));
}

}  // namespace meridian::indexer
