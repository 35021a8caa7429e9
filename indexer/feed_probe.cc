#include "indexer/feed_probe.h"

#include <algorithm>
#include <map>
#include <utility>

#include "indexer/article_builder.h"
#include "indexer/feed_reader.h"
#include "indexer/feed_schedule.h"
#include "indexer/fetch/fetcher.h"
#include "indexer/fetch/http_times.h"

namespace meridian::indexer {

namespace {

constexpr std::size_t kTitles = 5;

void count(FeedProbe& probe, const library::Article& article) {
  ++probe.articles;
  probe.abstracts += article.main().abstract.empty() ? 0 : 1;
  probe.teasers += article.truncated ? 1 : 0;
  probe.dois += article.doi.empty() ? 0 : 1;
  probe.authors += article.authors.empty() ? 0 : 1;
  probe.dates += article.published.empty() ? 0 : 1;
  probe.links += article.url.empty() ? 0 : 1;
  probe.newest = std::max(probe.newest, article.published);
  if (probe.titles.size() < kTitles) probe.titles.push_back(article.main().title);
}

std::vector<std::string> most_frequent_first(const std::map<std::string, int>& counts) {
  std::vector<std::pair<int, std::string>> order;
  for (const auto& [language, times] : counts)
    if (!language.empty()) order.emplace_back(-times, language);
  std::sort(order.begin(), order.end());
  std::vector<std::string> out;
  for (auto& [times, language] : order) out.push_back(std::move(language));
  return out;
}

// When a subscription that begins now would be asked again.
base::UnixTime next_visit(const FeedProbe& probe, const feed::FeedDocument& document, base::UnixTime now,
                          const base::FetchConfig& bounds) {
  library::Feed feed;
  feed.rhythm_s = probe.rhythm_s, feed.asked_pause_s = probe.asked_pause_s;
  feed.silent_hours = document.silent_hours, feed.silent_days = document.silent_days;
  note_success(feed, probe.articles, now, bounds);
  return feed.next_due;
}

}  // namespace

base::Result<FeedProbe> understand(const base::HttpResponse& response, const base::FetchConfig& bounds,
                                   base::UnixTime now) {
  MERIDIAN_TRY(fetch::judge(response, false));
  MERIDIAN_TRY_ASSIGN(feed::FeedDocument document,
                      read_feed(response.body, response.url, response.content_type, bounds));
  FeedProbe probe;
  probe.url = response.url, probe.moved_to = response.moved_to, probe.http_status = response.status;
  probe.bytes = static_cast<std::int64_t>(response.body.size()), probe.content_type = response.content_type;
  probe.validators = !response.etag.empty() || !response.last_modified.empty();
  probe.encoding = document.encoding, probe.format = document.format, probe.version = document.version;
  probe.title = document.title, probe.site = document.link, probe.language = document.language;
  probe.older = document.older, probe.items = static_cast<int>(document.items.size());
  std::map<std::string, int> languages;
  std::vector<base::UnixTime> days;
  const BuildContext context{document.title, document.link, now};
  for (const feed::Item& item : document.items) {
    const auto article = article_from_item(item, document, context);
    if (!article) continue;
    count(probe, *article);
    ++languages[article->main().language];
    if (const auto day = base::parse_rfc3339(article->published + "T00:00:00Z")) days.push_back(*day);
  }
  probe.languages = most_frequent_first(languages);
  probe.rhythm_s = rhythm_of(std::move(days));
  probe.asked_pause_s = std::max(document.update_every_s, fetch::fresh_for_seconds(response, now));
  probe.next_due = next_visit(probe, document, now, bounds);
  probe.warnings = std::move(document.warnings);
  return probe;
}

base::Result<FeedProbe> probe_feed(base::HttpClient& client, const std::string& url, const base::FetchConfig& bounds,
                                   base::UnixTime now) {
  base::HttpRequest request;
  request.url = url;
  request.accept = fetch::kAcceptFeeds;
  MERIDIAN_TRY_ASSIGN(const base::HttpResponse response, client.get(std::move(request)));
  return understand(response, bounds, now);
}

}  // namespace meridian::indexer
