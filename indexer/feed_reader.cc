// Joins the two rooms that must not know each other: clean decodes, feed parses.
#include "indexer/feed_reader.h"

#include <algorithm>

#include "indexer/clean/encoding.h"
#include "indexer/clean/entities.h"
#include "indexer/feed/date.h"
#include "indexer/feed/parse.h"

namespace meridian::indexer {
namespace {

// One time of day on five items and more is when the feed was made; a midnight is the day of an issue.
bool dated_by_build(const std::vector<feed::Item>& items) {
  constexpr std::size_t kFew = 5;
  if (items.size() < kFew) return false;
  const std::string& first = items.front().published;
  const auto date = feed::read_date(first);
  if (!date || !date->has_clock || first.find("00:00") != std::string::npos) return false;
  return std::all_of(items.begin(), items.end(), [&](const feed::Item& item) { return item.published == first; });
}

}  // namespace

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
  feed->dated_by_build = dated_by_build(feed->items);
  if (feed->dated_by_build) feed->warnings.push_back({"feed.dated_by_build", {}});
  return feed;
}

base::Result<feed::Opml> read_opml(std::string_view bytes, std::string_view content_type) {
  MERIDIAN_TRY_ASSIGN(const clean::Decoded decoded, clean::to_utf8(bytes, content_type));
  return feed::parse_opml(clean::xml_references(decoded.utf8));
}

}  // namespace meridian::indexer
