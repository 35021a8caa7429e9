#include "indexer/feed_intake.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "indexer/article_builder.h"
#include "indexer/feed_schedule.h"
#include "indexer/intake.h"
#include "indexer/same_item.h"

namespace meridian::indexer {

namespace {

constexpr std::size_t kMaxWarnings = 20;

// By the rule of the intake: a guid or a DOI that is known makes no item known, since feeds give one to many.
base::Result<bool> is_new(library::Library& library, const library::Article& article) {
  MERIDIAN_TRY_ASSIGN(const library::Articles::Identity same, library.articles().find_same(article));
  std::vector<library::ArticleId> ids = same.by_identifier;
  ids.insert(ids.end(), same.by_address.begin(), same.by_address.end());
  ids.insert(ids.end(), same.by_title.begin(), same.by_title.end());
  if (ids.empty()) return true;
  MERIDIAN_TRY_ASSIGN(const std::vector<library::Article> candidates, library.articles().get_many(ids));
  return !same_item(article, same, candidates);
}

// arXiv announces new versions among its new papers ("replace", "replace-cross"): they update what is here and add nothing.
bool is_replacement(const feed::Item& item) {
  return item.announce_type.starts_with("replace");
}

base::Result<std::vector<library::Article>> build(library::Library& library, const library::Feed& feed,
                                                  const feed::FeedDocument& document, const base::FetchConfig& bounds,
                                                  base::UnixTime now) {
  const BuildContext context{document.title.empty() ? feed.title : document.title, document.link, now};
  std::vector<library::Article> articles;
  for (const feed::Item& item : document.items) {
    if (articles.size() >= static_cast<std::size_t>(bounds.max_items_per_feed)) break;
    std::optional<library::Article> article = article_from_item(item, document, context);
    if (!article) continue;
    if (is_replacement(item)) {
      MERIDIAN_TRY_ASSIGN(const bool unknown, is_new(library, *article));
      if (unknown) continue;
    }
    article->feed = feed.id;
    article->guid = item.guid;
    article->added = now;
    articles.push_back(std::move(*article));
  }
  return articles;
}

// Keeps the day's share of new articles, in the feed's order; true when some were left out (FAULTS 80).
base::Result<bool> leave_out_flood(library::Library& library, std::vector<library::Article>& articles,
                                   std::size_t share) {
  if (articles.size() <= share) return false;
  std::vector<library::Article> kept;
  std::size_t fresh = 0;
  for (library::Article& article : articles) {
    MERIDIAN_TRY_ASSIGN(const bool unknown, is_new(library, article));
    if (unknown && ++fresh > share) continue;
    kept.push_back(std::move(article));
  }
  articles = std::move(kept);
  return fresh > share;
}

// The days that the items name, as times.
std::vector<base::UnixTime> days_of(const std::vector<library::Article>& articles) {
  std::vector<base::UnixTime> days;
  for (const library::Article& article : articles)
    if (const auto day = base::parse_rfc3339(article.published + "T00:00:00Z")) days.push_back(*day);
  return days;
}

void describe(library::Feed& feed, const feed::FeedDocument& document) {
  feed.warnings = document.warnings;
  feed.warnings.resize(std::min(feed.warnings.size(), kMaxWarnings));
  if (feed.title.empty()) feed.title = document.title;
  if (!document.link.empty()) feed.site = document.link;
  feed.items_last = static_cast<int>(document.items.size());
}

void note_flood(library::Feed& feed, const base::FetchConfig& bounds, base::UnixTime now) {
  feed.error_code = "feed.flood";
  feed.error_message = (feed.moved_to.empty() ? feed.url : feed.moved_to) + " brought more than " +
                       std::to_string(bounds.max_new_items_per_feed_per_day) +
                       " new articles in one day; the rest is asked for tomorrow. Raise "
                       "fetch.max_new_items_per_feed_per_day if that is right.";
  feed.next_due = now + 86'400;
}

base::Status write_state(library::Library& library, const library::Feed& feed) {
  const auto written = library.write(
      [&](library::Transaction& transaction) { return library.feeds().update(transaction, feed); });
  if (!written) return base::fail(written.error());
  return {};
}

}  // namespace

base::Result<FeedTaken> take_in_feed(library::Library& library, library::Feed& stored,
                                     const feed::FeedDocument& document, const Arrival& arrival,
                                     const base::FetchConfig& bounds, const base::Clock& clock) {
  const base::UnixTime now = clock.now();
  library::Feed feed = stored;
  MERIDIAN_TRY_ASSIGN(std::vector<library::Article> articles, build(library, feed, document, bounds, now));
  if (feed.rhythm_s == 0) feed.rhythm_s = rhythm_of(days_of(articles));
  const auto share = static_cast<std::size_t>(share_left(feed, now, bounds));
  MERIDIAN_TRY_ASSIGN(const bool flood, leave_out_flood(library, articles, share));
  describe(feed, document);
  feed.asked_pause_s = std::max(document.update_every_s, arrival.fresh_for_s);
  feed.silent_hours = document.silent_hours, feed.silent_days = document.silent_days;
  // What was not read to its end must be sent again in full.
  const bool whole = !document.partial && !flood;
  feed.etag = whole ? arrival.etag : "";
  feed.last_modified = whole ? arrival.last_modified : "";
  feed.body_hash = whole ? arrival.body_hash : "";

  // How many were new is known only afterwards: with the articles the state is written as if none were.
  library::Feed as_if_none = feed;
  note_success(as_if_none, 0, now, bounds);
  MERIDIAN_TRY_ASSIGN(const IntakeReport taken,
                      take_in(library, std::move(articles), [&](library::Transaction& transaction) -> base::Status {
                        return library.feeds().update(transaction, as_if_none);
                      }));
  note_success(feed, taken.added, now, bounds);
  if (flood) note_flood(feed, bounds, now);
  if (taken.added > 0 || flood) MERIDIAN_TRY(write_state(library, feed));
  stored = std::move(feed);
  return FeedTaken{taken.added, taken.updated, taken.unchanged, flood};
}

base::Result<FeedTaken> take_in_older(library::Library& library, library::Feed& stored,
                                      const feed::FeedDocument& document, const std::string& continue_at,
                                      const base::FetchConfig& bounds, const base::Clock& clock) {
  library::Feed feed = stored;
  feed.continue_at = continue_at;
  MERIDIAN_TRY_ASSIGN(std::vector<library::Article> articles, build(library, feed, document, bounds, clock.now()));
  MERIDIAN_TRY_ASSIGN(const IntakeReport taken,
                      take_in(library, std::move(articles),
                              [&](library::Transaction& transaction) -> base::Status {
                                return library.feeds().update(transaction, feed);
                              }));
  stored = std::move(feed);
  return FeedTaken{taken.added, taken.updated, taken.unchanged, false};
}

}  // namespace meridian::indexer
