#include "indexer/crawl.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "base/url.h"
#include "indexer/article_builder.h"
#include "indexer/crawl_pages.h"
#include "indexer/feed_reader.h"
#include "indexer/feed_schedule.h"
#include "indexer/fetch/fetcher.h"
#include "indexer/intake.h"
#include "indexer/network_watch.h"
#include "library/hash.h"

namespace meridian::indexer {

namespace {

constexpr std::size_t kMaxPagesPerRound = 500, kMaxWarnings = 20;
constexpr int kFeedsPerBatch = 25;  // after so many feeds with news the index follows
constexpr const char* kAccept =
    "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9, "
    "text/xml;q=0.9, */*;q=0.1";

class Round {
 public:
  Round(library::Library& library, base::HttpClient& client, const base::Config& config, const base::Clock& clock,
        const std::function<base::Status()>& after_batch, const base::Progress& progress)
      : library_(library),
        client_(client),
        config_(config),
        clock_(clock),
        after_batch_(after_batch),
        progress_(progress),
        fetcher_(client, config.fetch, clock),
        watch_(std::max(3, config.fetch.max_transfers)) {}

  base::Result<CrawlReport> run(std::vector<library::Feed> feeds, bool pages, const base::Cancelled& cancelled);

 private:
  using Answer = base::Result<base::HttpResponse>;
  // A failure that the network may be to blame for; recorded once that is known.
  struct Suspicion {
    std::size_t index;
    base::Error error;
    int http_status;
  };

  void ask(std::size_t index);
  bool is_ourselves(const base::Url& url) const;
  bool is_own_network(std::size_t index) const;
  void answered(std::size_t index, const Answer& answer, bool others_answered);
  void no_answer(std::size_t index, const base::Error& error, bool others_answered);
  void network_is_there(std::size_t index);
  void refused(std::size_t index, const base::Error& error, const base::HttpResponse& response);
  void read(std::size_t index, const base::HttpResponse& response);
  void not_modified(std::size_t index, const base::HttpResponse& response);
  std::vector<library::Article> build(const library::Feed& feed, const feed::FeedDocument& document) const;
  base::Result<bool> leave_out_flood(std::vector<library::Article>& articles);
  void store(std::size_t index, const base::HttpResponse& response, const feed::FeedDocument& document,
             const std::string& hash);
  base::Status want_pages(std::size_t index, const std::vector<library::ArticleId>& ids, library::Number number);
  void fail_feed(std::size_t index, const base::Error& error, int http_status, std::optional<std::int64_t> pause_s);
  void suspect(std::size_t index, const base::Error& error, int http_status, bool is_offline);
  void settle_suspicions();
  void save(std::size_t index);
  void stop_on(const base::Error& error);
  void finish_batch();
  base::Status fetch_wanted_pages(const base::Cancelled& cancelled);

  library::Library& library_;
  base::HttpClient& client_;
  const base::Config& config_;
  const base::Clock& clock_;
  const std::function<base::Status()>& after_batch_;
  const base::Progress& progress_;
  fetch::Fetcher fetcher_;
  NetworkWatch watch_;
  std::vector<library::Feed> feeds_;
  std::vector<Suspicion> suspicions_;
  std::vector<PageWanted> wanted_;
  CrawlReport report_;
  std::optional<base::Error> fatal_;  // the library itself failed: going on would lose what is fetched
  int batch_ = 0;
  std::int64_t done_ = 0;
  bool pages_ = false;
};

const std::string& address_of(const library::Feed& feed) {
  return feed.moved_to.empty() ? feed.url : feed.moved_to;
}

std::string host_of(const library::Feed& feed) {
  const auto url = base::parse_url(address_of(feed));
  return url ? url->host : std::string();
}

// Where a redirect once led is an address from outside: private only when it is the reader's own choice.
bool may_be_private(const library::Feed& feed) {
  if (feed.moved_to.empty()) return true;
  const auto given = base::parse_url(feed.url), moved = base::parse_url(feed.moved_to);
  return given && moved && given->scheme == moved->scheme && given->host == moved->host && given->port == moved->port;
}

// ---- asking ----

bool Round::is_ourselves(const base::Url& url) const {
  static const std::set<std::string> kLoopback = {"localhost", "127.0.0.1", "::1"};
  return url.port == config_.server.port && (url.host == config_.server.listen || kLoopback.contains(url.host));
}

bool Round::is_own_network(std::size_t index) const {
  const auto url = base::parse_url(address_of(feeds_[index]));
  return url && base::is_allowed_private(config_.fetch, url->host, url->port);
}

void Round::ask(std::size_t index) {
  const library::Feed& feed = feeds_[index];
  const auto url = base::parse_url(address_of(feed));
  if (url && is_ourselves(*url))
    return fail_feed(
        index,
        {base::ErrorKind::refused, "fetch.own_server", url->text() + " is Meridian's own server; remove this feed."}, 0,
        {});
  base::HttpRequest request;
  request.url = address_of(feed);
  request.accept = kAccept;
  request.etag = feed.etag;
  request.last_modified = feed.last_modified;
  request.may_be_private = may_be_private(feed);
  fetcher_.ask(std::move(request),
               [this, index](const Answer& answer, bool others_answered) { answered(index, answer, others_answered); });
}

// ---- answers ----

void Round::answered(std::size_t index, const Answer& answer, bool others_answered) {
  base::report(progress_, {"crawl", ++done_, static_cast<std::int64_t>(feeds_.size()), host_of(feeds_[index])});
  const library::FeedId id = feeds_[index].id;
  const std::string asked = address_of(feeds_[index]);
  const bool had_validator = !feeds_[index].etag.empty() || !feeds_[index].last_modified.empty();
  // The reader may have renamed or removed the feed while it was asked.
  base::Result<library::Feed> now = library_.feeds().get(id);
  if (!now && now.error().kind == base::ErrorKind::not_found) {
    report_.feeds[index].code = now.error().code;
    report_.feeds[index].message = asked + " was removed while it was asked.";
    return;
  }
  if (!now) return stop_on(now.error());
  feeds_[index] = std::move(*now);
  if (!answer) return no_answer(index, answer.error(), others_answered);
  feeds_[index].http_status = answer->status;
  if (const base::Status good = fetch::judge(*answer, had_validator); !good)
    return refused(index, good.error(), *answer);
  if (answer->status == 304) return not_modified(index, *answer);
  read(index, *answer);
}

void Round::no_answer(std::size_t index, const base::Error& error, bool others_answered) {
  if (error.code == "fetch.held") {
    note_held(feeds_[index], clock_.now(), config_.fetch);
    report_.feeds[index].code = error.code;
    report_.feeds[index].message = error.message;
    return save(index);
  }
  // A host of our own network says nothing about the way out; and when others answered meanwhile, it is this feed's
  // failure.
  if (error.code == "fetch.unreachable" && !is_own_network(index) && !others_answered)
    return suspect(index, error, 0, watch_.unreachable(host_of(feeds_[index])));
  fail_feed(index, error, 0, {});
}

void Round::refused(std::size_t index, const base::Error& error, const base::HttpResponse& response) {
  network_is_there(index);
  fail_feed(index, error, response.status, fetch::retry_after_seconds(response.retry_after, clock_.now()));
}

void Round::not_modified(std::size_t index, const base::HttpResponse&) {
  network_is_there(index);
  note_success(feeds_[index], 0, clock_.now(), config_.fetch);
  report_.feeds[index].not_modified = true;
  ++report_.not_modified;
  save(index);
}

void Round::read(std::size_t index, const base::HttpResponse& response) {
  library::Feed& feed = feeds_[index];
  const std::string hash = library::hex(library::hash128(response.body));
  if (hash == feed.body_hash) {
    feed.etag = response.etag;
    feed.last_modified = response.last_modified;
    report_.feeds[index].unchanged = feed.items_last;
    return not_modified(index, response);
  }
  const auto document = read_feed(response.body, response.url, response.content_type, config_.fetch);
  if (!document) {
    if (document.error().code == "feed.not_a_feed")
      return suspect(index, document.error(), response.status, watch_.web_page(host_of(feed), hash));
    return fail_feed(index, document.error(), response.status, {});
  }
  network_is_there(index);
  if (!response.moved_to.empty()) feed.moved_to = response.moved_to == feed.url ? "" : response.moved_to;
  store(index, response, *document, hash);
}

// ---- into the library ----

std::vector<library::Article> Round::build(const library::Feed& feed, const feed::FeedDocument& document) const {
  const BuildContext context{document.title.empty() ? feed.title : document.title, document.link, clock_.now()};
  std::vector<library::Article> articles;
  for (const feed::Item& item : document.items) {
    if (articles.size() >= static_cast<std::size_t>(config_.fetch.max_items_per_feed)) break;
    std::optional<library::Article> article = article_from_item(item, document, context);
    if (!article) continue;
    article->feed = feed.id;
    article->guid = item.guid;
    article->added = clock_.now();
    articles.push_back(std::move(*article));
  }
  return articles;
}

// Keeps the day's share of new articles, in the feed's order; true when some were left out (FAULTS 80).
base::Result<bool> Round::leave_out_flood(std::vector<library::Article>& articles) {
  const auto share = static_cast<std::size_t>(config_.fetch.max_new_items_per_feed_per_day);
  if (articles.size() <= share) return false;
  std::vector<library::Article> kept;
  std::size_t fresh = 0;
  for (library::Article& article : articles) {
    MERIDIAN_TRY_ASSIGN(const library::Articles::Identity same, library_.articles().find_same(article));
    const bool is_new = same.by_identifier.empty() && same.by_address.empty() && same.by_title.empty();
    if (is_new && ++fresh > share) continue;
    kept.push_back(std::move(article));
  }
  articles = std::move(kept);
  return fresh > share;
}

void Round::store(std::size_t index, const base::HttpResponse& response, const feed::FeedDocument& document,
                  const std::string& hash) {
  FeedOutcome& outcome = report_.feeds[index];
  library::Feed feed = feeds_[index];
  std::vector<library::Article> articles = build(feed, document);
  const base::Result<bool> flood = leave_out_flood(articles);
  if (!flood) return stop_on(flood.error());

  outcome.warnings.assign(
      document.warnings.begin(),
      document.warnings.begin() + static_cast<std::ptrdiff_t>(std::min(document.warnings.size(), kMaxWarnings)));
  feed.warnings.clear();
  for (const std::string& warning : outcome.warnings) feed.warnings += (feed.warnings.empty() ? "" : "\n") + warning;
  if (feed.title.empty()) feed.title = document.title;
  if (!document.link.empty()) feed.site = document.link;
  feed.items_last = static_cast<int>(document.items.size());
  // What was not read to its end must be sent again in full.
  const bool whole = !document.partial && !*flood;
  feed.etag = whole ? response.etag : "";
  feed.last_modified = whole ? response.last_modified : "";
  feed.body_hash = whole ? hash : "";

  library::Number number = 0;
  // The schedule needs to know how many were new, which is known only afterwards: inside, the feed is due as if none
  // were.
  note_success(feed, 0, clock_.now(), config_.fetch);
  const auto taken = take_in(library_, std::move(articles), [&](library::Transaction& transaction) -> base::Status {
    number = transaction.number();
    return library_.feeds().update(transaction, feed);
  });
  if (!taken && taken.error().kind == base::ErrorKind::storage) return stop_on(taken.error());
  if (!taken) return fail_feed(index, taken.error(), response.status, {});

  outcome.title = feed.title;
  outcome.added = taken->added, outcome.updated = taken->updated, outcome.unchanged = taken->unchanged;
  report_.added += taken->added, report_.updated += taken->updated;
  if (taken->added > 0 || *flood) {
    note_success(feeds_[index], taken->added, clock_.now(), config_.fetch);
    feed.next_due = *flood ? clock_.now() + 86'400 : feeds_[index].next_due;
  }
  if (*flood) {
    outcome.code = feed.error_code = "feed.flood";
    outcome.message = feed.error_message = address_of(feed) + " brought more than " +
                                           std::to_string(config_.fetch.max_new_items_per_feed_per_day) +
                                           " new articles at once; the rest is asked for tomorrow. Raise "
                                           "fetch.max_new_items_per_feed_per_day if that is right.";
  }
  feeds_[index] = std::move(feed);
  if (taken->added > 0 || *flood) save(index);
  if (pages_) {
    if (const base::Status wanted = want_pages(index, taken->ids, number); !wanted) return stop_on(wanted.error());
  }
  if (taken->added + taken->updated > 0 && ++batch_ >= kFeedsPerBatch) finish_batch();
}

base::Status Round::want_pages(std::size_t index, const std::vector<library::ArticleId>& ids, library::Number number) {
  MERIDIAN_TRY_ASSIGN(const std::vector<library::Article> articles, library_.articles().get_many(ids));
  for (const library::Article& article : articles) {
    if (wanted_.size() >= kMaxPagesPerRound) break;
    if (article.number == number && !article.url.empty() && (article.main().abstract.empty() || article.truncated))
      wanted_.push_back({article, feeds_[index].url});
  }
  return {};
}

// ---- failures ----

void Round::network_is_there(std::size_t index) {
  if (is_own_network(index)) return;
  watch_.answered();
  settle_suspicions();
}

void Round::fail_feed(std::size_t index, const base::Error& error, int http_status,
                      std::optional<std::int64_t> pause_s) {
  note_failure(feeds_[index], error, http_status, pause_s, clock_.now(), config_.fetch);
  report_.feeds[index].code = feeds_[index].error_code;
  report_.feeds[index].message = feeds_[index].error_message;
  ++report_.failed;
  save(index);
}

void Round::suspect(std::size_t index, const base::Error& error, int http_status, bool is_offline) {
  suspicions_.push_back({index, error, http_status});
  report_.offline = report_.offline || is_offline;
}

void Round::settle_suspicions() {
  for (const Suspicion& one : std::exchange(suspicions_, {})) fail_feed(one.index, one.error, one.http_status, {});
}

void Round::save(std::size_t index) {
  const auto written = library_.write(
      [&](library::Transaction& transaction) { return library_.feeds().update(transaction, feeds_[index]); });
  if (!written && written.error().kind != base::ErrorKind::not_found) stop_on(written.error());
}

void Round::stop_on(const base::Error& error) {
  if (!fatal_) fatal_ = error;
}

void Round::finish_batch() {
  batch_ = 0;
  if (!after_batch_) return;
  if (const base::Status done = after_batch_(); !done) stop_on(done.error());
}

// ---- the round ----

base::Status Round::fetch_wanted_pages(const base::Cancelled& cancelled) {
  MERIDIAN_TRY_ASSIGN(const PagesReport pages,
                      fetch_pages(library_, client_, wanted_, config_, clock_, progress_, cancelled));
  report_.pages_fetched = pages.fetched;
  report_.updated += pages.updated;
  if (pages.updated > 0) ++batch_;
  if (pages.cancelled)
    return base::fail(base::ErrorKind::cancelled, "crawl.cancelled",
                      "Stopped; what was fetched until then is in the library.");
  return {};
}

base::Result<CrawlReport> Round::run(std::vector<library::Feed> feeds, bool pages, const base::Cancelled& cancelled) {
  feeds_ = std::move(feeds);
  pages_ = pages;
  for (const library::Feed& feed : feeds_) report_.feeds.push_back({feed.id, feed.title, feed.url});
  for (std::size_t i = 0; i < feeds_.size(); ++i) ask(i);
  const bool ended = fetcher_.run([&] { return fatal_.has_value() || report_.offline || (cancelled && cancelled()); });
  report_.offline = report_.offline || (ended && watch_.away_at_end());
  if (!report_.offline && ended) settle_suspicions();
  for (const Suspicion& one : suspicions_) {
    report_.feeds[one.index].code = "offline";
    report_.feeds[one.index].message =
        "The network seems to be away; " + report_.feeds[one.index].url + " is asked again next time.";
  }

  base::Status result;
  if (!ended && !fatal_ && !report_.offline)
    result = base::fail(base::ErrorKind::cancelled, "crawl.cancelled",
                        "Stopped; what was fetched until then is in the library.");
  if (result && !fatal_ && !report_.offline && !wanted_.empty()) result = fetch_wanted_pages(cancelled);
  if (batch_ > 0 && !fatal_) finish_batch();
  base::report(progress_, {"crawl", done_, static_cast<std::int64_t>(feeds_.size()), "", true});
  if (fatal_) return base::fail(*fatal_);
  if (!result) return base::fail(result.error());
  return std::move(report_);
}

base::Result<std::vector<library::Feed>> pick(library::Library& library, const CrawlRequest& request,
                                              const base::FetchConfig& bounds, base::UnixTime now) {
  MERIDIAN_TRY_ASSIGN(std::vector<library::Feed> feeds, library.feeds().list());
  const std::set<library::FeedId> named(request.feeds.begin(), request.feeds.end());
  std::erase_if(feeds, [&](const library::Feed& feed) {
    if (!named.empty()) return !named.contains(feed.id);
    return request.all ? feed.gone : !is_due(feed, now, bounds);
  });
  std::stable_sort(feeds.begin(), feeds.end(), [](const auto& a, const auto& b) { return a.next_due < b.next_due; });
  return feeds;
}

}  // namespace

base::Result<CrawlReport> crawl(library::Library& library, base::HttpClient& client, const CrawlRequest& request,
                                const base::Config& config, const base::Clock& clock,
                                const std::function<base::Status()>& after_batch, const base::Progress& progress,
                                const base::Cancelled& cancelled) {
  MERIDIAN_TRY_ASSIGN(std::vector<library::Feed> feeds, pick(library, request, config.fetch, clock.now()));
  return Round(library, client, config, clock, after_batch, progress).run(std::move(feeds), request.pages, cancelled);
}

}  // namespace meridian::indexer
