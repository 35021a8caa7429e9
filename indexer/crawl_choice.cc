#include "indexer/crawl_choice.h"

#include <algorithm>
#include <set>

#include "base/url.h"
#include "indexer/feed_schedule.h"

namespace meridian::indexer {

const std::string& address_of(const library::Feed& feed) {
  return feed.moved_to.empty() ? feed.url : feed.moved_to;
}

std::string host_of(const library::Feed& feed) {
  const auto url = base::parse_url(address_of(feed));
  return url ? url->host : std::string();
}

bool is_name(const std::string& host) {
  return host != "localhost" && !host.ends_with(".localhost") && host.find(':') == std::string::npos &&
         host.find_first_not_of("0123456789.") != std::string::npos;
}

bool may_be_private(const library::Feed& feed) {
  if (feed.moved_to.empty()) return true;
  const auto given = base::parse_url(feed.url), moved = base::parse_url(feed.moved_to);
  return given && moved && given->scheme == moved->scheme && given->host == moved->host && given->port == moved->port;
}

base::Result<Picked> pick(library::Library& library, const CrawlRequest& request, const base::FetchConfig& bounds,
                          base::UnixTime now) {
  Picked picked;
  MERIDIAN_TRY_ASSIGN(picked.feeds, library.feeds().list());
  const std::set<library::FeedId> named(request.feeds.begin(), request.feeds.end());
  std::int64_t began = now;
  if (named.empty() && request.all)
    MERIDIAN_TRY(library.write([&](library::Transaction& transaction) -> base::Status {
      MERIDIAN_TRY_ASSIGN(began, library.feeds().begin_round(transaction, now));
      return {};
    }));
  std::erase_if(picked.feeds, [&](const library::Feed& feed) {
    if (!named.empty()) return !named.contains(feed.id);
    if (!request.all) return !is_due(feed, now, bounds);
    const bool asked = began < now && feed.last_attempt >= began;
    picked.resumed += asked && !feed.gone ? 1 : 0;
    return feed.gone || asked;
  });
  std::stable_sort(picked.feeds.begin(), picked.feeds.end(),
                   [](const auto& a, const auto& b) { return a.next_due < b.next_due; });
  return picked;
}

}  // namespace meridian::indexer
