// See feeds.h.
#include "library/feeds.h"

#include <charconv>

#include "base/url.h"
#include "library/library.h"
#include "library/statements.h"

namespace meridian::library {
namespace {

constexpr const char* kColumns =
    "id, url, moved_to, title, site, etag, last_modified, body_hash, last_attempt, last_success, next_due, failures, "
    "http_status, "
    "error_code, error_message, warnings, gone, items_last, (SELECT count(*) FROM articles WHERE feed <> 0 AND feed = "
    "feeds.id)";

Feed feed_in(Query& query) {
  Feed feed;
  feed.id = query.integer(0), feed.url = query.text(1), feed.moved_to = query.text(2), feed.title = query.text(3);
  feed.site = query.text(4), feed.etag = query.text(5), feed.last_modified = query.text(6),
  feed.body_hash = query.text(7);
  feed.last_attempt = query.integer(8), feed.last_success = query.integer(9), feed.next_due = query.integer(10);
  feed.failures = static_cast<int>(query.integer(11)), feed.http_status = static_cast<int>(query.integer(12));
  feed.error_code = query.text(13), feed.error_message = query.text(14), feed.warnings = query.text(15);
  feed.gone = query.integer(16) != 0, feed.items_last = static_cast<int>(query.integer(17));
  feed.articles = static_cast<int>(query.integer(18));
  return feed;
}

base::Result<std::vector<Feed>> read_feeds(Query&& query) {
  std::vector<Feed> feeds;
  while (query.next()) feeds.push_back(feed_in(query));
  return feeds;
}

// Parameters count here, unlike in an article's identity: "?source=a" and "?source=b" are two feeds of one server.
bool same_address(std::string_view a, std::string_view b) {
  if (a == b) return true;
  const base::Result<base::Url> first = base::parse_url(a), second = base::parse_url(b);
  return first && second && first->text() == second->text();
}

base::Error unknown(std::string_view which) {
  return {base::ErrorKind::not_found, "feed.unknown",
          "There is no feed “" + std::string(which.substr(0, 200)) +
              "”: `meridian feeds list` shows them with their numbers."};
}

}  // namespace

base::Result<FeedId> Feeds::add(Transaction&, const Feed& feed) {
  MERIDIAN_TRY_ASSIGN(const std::vector<Feed> known, list());
  for (const Feed& other : known)
    if (same_address(other.url, feed.url))
      return base::fail(base::ErrorKind::refused, "feed.known",
                        "The feed " + feed.url + " is subscribed already, as number " + std::to_string(other.id) + ".");
  return guarded_sql([&]() -> base::Result<FeedId> {
    Query query(statements_,
                "INSERT INTO feeds (url, moved_to, title, site, etag, last_modified, body_hash, last_attempt, "
                "last_success, next_due, "
                "failures, http_status, error_code, error_message, warnings, gone, items_last) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                feed.url, feed.moved_to, feed.title, feed.site, feed.etag, feed.last_modified, feed.body_hash,
                feed.last_attempt, feed.last_success, feed.next_due, feed.failures, feed.http_status, feed.error_code,
                feed.error_message, feed.warnings, feed.gone, feed.items_last);
    query.next();
    return query.integer(0);
  });
}

base::Status Feeds::update(Transaction&, const Feed& feed) {
  return guarded_sql([&]() -> base::Status {
    Query query(
        statements_,
        "UPDATE feeds SET url = ?, moved_to = ?, title = ?, site = ?, etag = ?, last_modified = ?, body_hash = ?, "
        "last_attempt = ?, last_success = ?, next_due = ?, failures = ?, http_status = ?, error_code = ?, "
        "error_message = ?, "
        "warnings = ?, gone = ?, items_last = ? WHERE id = ? RETURNING id",
        feed.url, feed.moved_to, feed.title, feed.site, feed.etag, feed.last_modified, feed.body_hash,
        feed.last_attempt, feed.last_success, feed.next_due, feed.failures, feed.http_status, feed.error_code,
        feed.error_message, feed.warnings, feed.gone, feed.items_last, feed.id);
    if (!query.next()) return base::fail(unknown(std::to_string(feed.id)));
    return {};
  });
}

base::Status Feeds::remove(Transaction&, FeedId id) {
  return guarded_sql([&]() -> base::Status {
    if (!Query(statements_, "DELETE FROM feeds WHERE id = ? RETURNING id", id).next())
      return base::fail(unknown(std::to_string(id)));
    return {};
  });
}

base::Result<Feed> Feeds::get(FeedId id) {
  return guarded_sql([&]() -> base::Result<Feed> {
    static const std::string sql = std::string("SELECT ") + kColumns + " FROM feeds WHERE id = ?";
    Query query(statements_, sql.c_str(), id);
    if (!query.next()) return base::fail(unknown(std::to_string(id)));
    return feed_in(query);
  });
}

base::Result<Feed> Feeds::find(std::string_view id_or_url) {
  FeedId id = 0;
  const char* end = id_or_url.data() + id_or_url.size();
  if (const auto read = std::from_chars(id_or_url.data(), end, id); read.ec == std::errc() && read.ptr == end)
    return get(id);
  MERIDIAN_TRY_ASSIGN(const std::vector<Feed> all, list());
  for (const Feed& feed : all)
    if (same_address(feed.url, id_or_url)) return feed;
  return base::fail(unknown(id_or_url));
}

base::Result<std::vector<Feed>> Feeds::list() {
  return guarded_sql([&] {
    static const std::string sql = std::string("SELECT ") + kColumns + " FROM feeds ORDER BY id";
    return read_feeds(Query(statements_, sql.c_str()));
  });
}

base::Result<std::vector<Feed>> Feeds::due(std::int64_t now) {
  return guarded_sql([&] {
    static const std::string sql = std::string("SELECT ") + kColumns +
                                   " FROM feeds WHERE gone = 0 AND next_due <= ? ORDER BY next_due, last_attempt, id";
    return read_feeds(Query(statements_, sql.c_str(), now));
  });
}

}  // namespace meridian::library
