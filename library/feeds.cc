// See feeds.h.
#include "library/feeds.h"

#include <charconv>
#include <type_traits>

#include "base/url.h"
#include "library/library.h"
#include "library/statements.h"

namespace meridian::library {
namespace {

// In the order of the statements below, which all name them.
constexpr const char* kColumns =
    "id, url, moved_to, title, site, etag, last_modified, body_hash, last_attempt, last_success, next_due, failures, "
    "http_status, error_code, error_message, warnings, gone, items_last, last_new, rhythm_s, asked_pause_s, day, "
    "added_today, fetch_pages, continue_at, harvested_to, folder, silent_hours, silent_days, "
    "(SELECT count(*) FROM articles WHERE feed <> 0 AND feed = feeds.id)";

Feed feed_in(Query& query) {
  Feed feed;
  int at = 0;
  const auto text = [&](std::string& field) { field = query.text(at++); };
  const auto number = [&](auto& field) { field = static_cast<std::decay_t<decltype(field)>>(query.integer(at++)); };
  number(feed.id), text(feed.url), text(feed.moved_to), text(feed.title), text(feed.site), text(feed.etag);
  text(feed.last_modified), text(feed.body_hash), number(feed.last_attempt), number(feed.last_success);
  number(feed.next_due), number(feed.failures), number(feed.http_status), text(feed.error_code);
  text(feed.error_message), feed.warnings = base::warnings_from(query.text(at++)), number(feed.gone), number(feed.items_last), number(feed.last_new);
  number(feed.rhythm_s), number(feed.asked_pause_s), number(feed.day), number(feed.added_today);
  number(feed.fetch_pages), text(feed.continue_at), text(feed.harvested_to), text(feed.folder);
  number(feed.silent_hours), number(feed.silent_days), number(feed.articles);
  return feed;
}

base::Result<std::vector<Feed>> read_feeds(Query&& query) {
  std::vector<Feed> feeds;
  while (query.next()) feeds.push_back(feed_in(query));
  return feeds;
}

// The form that addresses are stored and compared in. Parameters count here, unlike in an article's identity:
// "?source=a" and "?source=b" are two feeds of one server.
std::string stored_form(std::string_view address) {
  const base::Result<base::Url> url = base::parse_url(address);
  return url ? url->text() : std::string(address);
}

base::Error unknown(std::string_view which) {
  return {base::ErrorKind::not_found, "feed.unknown",
          "There is no feed “" + std::string(which.substr(0, 200)) +
              "”: `meridian feeds list` shows them with their numbers."};
}

}  // namespace

base::Result<FeedId> Feeds::add(Transaction&, const Feed& feed) {
  const std::string url = stored_form(feed.url);
  return guarded_sql([&]() -> base::Result<FeedId> {
    if (Query known(statements_, "SELECT id FROM feeds WHERE url = ?", url); known.next())
      return base::fail(
          base::ErrorKind::refused, "feed.known",
          "The feed " + feed.url + " is subscribed already, as number " + std::to_string(known.integer(0)) + ".");
    Query query(statements_,
                "INSERT INTO feeds (url, moved_to, title, site, etag, last_modified, body_hash, last_attempt, "
                "last_success, next_due, failures, http_status, error_code, error_message, warnings, gone, items_last, "
                "last_new, rhythm_s, asked_pause_s, day, added_today, fetch_pages, continue_at, harvested_to, folder, "
                "silent_hours, silent_days) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
                url, feed.moved_to, feed.title, feed.site, feed.etag, feed.last_modified, feed.body_hash,
                feed.last_attempt, feed.last_success, feed.next_due, feed.failures, feed.http_status, feed.error_code,
                feed.error_message, base::to_lines(feed.warnings), feed.gone, feed.items_last, feed.last_new, feed.rhythm_s,
                feed.asked_pause_s, feed.day, feed.added_today, feed.fetch_pages, feed.continue_at, feed.harvested_to,
                feed.folder, feed.silent_hours, feed.silent_days);
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
        "error_message = ?, warnings = ?, gone = ?, items_last = ?, last_new = ?, rhythm_s = ?, asked_pause_s = ?, "
        "day = ?, added_today = ?, fetch_pages = ?, continue_at = ?, harvested_to = ?, folder = ?, silent_hours = ?, "
        "silent_days = ? WHERE id = ? RETURNING id",
        feed.url, feed.moved_to, feed.title, feed.site, feed.etag, feed.last_modified, feed.body_hash,
        feed.last_attempt, feed.last_success, feed.next_due, feed.failures, feed.http_status, feed.error_code,
        feed.error_message, base::to_lines(feed.warnings), feed.gone, feed.items_last, feed.last_new, feed.rhythm_s,
        feed.asked_pause_s, feed.day, feed.added_today, feed.fetch_pages, feed.continue_at, feed.harvested_to, feed.folder,
        feed.silent_hours, feed.silent_days, feed.id);
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
  return guarded_sql([&]() -> base::Result<Feed> {
    static const std::string sql = std::string("SELECT ") + kColumns + " FROM feeds WHERE url = ?";
    Query query(statements_, sql.c_str(), stored_form(id_or_url));
    if (!query.next()) return base::fail(unknown(id_or_url));
    return feed_in(query);
  });
}

base::Result<std::vector<Feed>> Feeds::list() {
  return guarded_sql([&] {
    static const std::string sql = std::string("SELECT ") + kColumns + " FROM feeds ORDER BY id";
    return read_feeds(Query(statements_, sql.c_str()));
  });
}

base::Result<std::int64_t> Feeds::begin_round(Transaction&, std::int64_t now) {
  return guarded_sql([&]() -> base::Result<std::int64_t> {
    Query(statements_, "DELETE FROM unfinished_round WHERE began <= ? OR began > ?", now - 86'400, now).run();
    Query(statements_, "INSERT OR IGNORE INTO unfinished_round VALUES (1, ?)", now).run();
    Query query(statements_, "SELECT began FROM unfinished_round");
    query.next();
    return query.integer(0);
  });
}

base::Status Feeds::end_round(Transaction&) {
  return guarded_sql([&]() -> base::Status {
    Query(statements_, "DELETE FROM unfinished_round").run();
    return {};
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
