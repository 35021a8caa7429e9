#include "indexer/crawl.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "base/redirect.h"
#include "base/url.h"
#include "indexer/crawl_choice.h"
#include "indexer/crawl_pages.h"
#include "indexer/feed_intake.h"
#include "indexer/feed_reader.h"
#include "indexer/feed_schedule.h"
#include "indexer/fetch/fetcher.h"
#include "indexer/fetch/http_times.h"
#include "indexer/network_watch.h"
#include "indexer/oai_harvest.h"
#include "indexer/record_reader.h"
#include "library/hash.h"

namespace meridian::indexer {

namespace {

constexpr std::size_t kMaxWarnings = 20;
constexpr int kFeedsPerBatch = 25;  // after so many feeds with news the index follows

class Round {
 public:
  Round(library::Library& library, base::HttpClient& client, const base::Config& config, const base::Clock& clock,
        const std::function<base::Status()>& after_batch, const base::Progress& progress, const CrawlRequest& request)
      : library_(library),
        client_(client),
        request_(request),
        config_(config),
        clock_(clock),
        after_batch_(after_batch),
        progress_(progress),
        fetcher_(client, config.fetch, clock),
        watch_(std::max(3, config.fetch.max_transfers)) {}

  base::Result<CrawlReport> run(std::vector<library::Feed> feeds, const base::Cancelled& cancelled);

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
  void store(std::size_t index, const base::HttpResponse& response, const feed::FeedDocument& document,
             const std::string& hash);
  void harvested(std::size_t index, const base::HttpResponse& response);
  void ask_older(std::size_t index, const std::string& address);
  void older_answered(std::size_t index, const base::Result<base::HttpResponse>& answer);
  void count(std::size_t index, const FeedTaken& taken);
  void fail_feed(std::size_t index, const base::Error& error, int http_status, std::optional<std::int64_t> pause_s);
  void suspect(std::size_t index, const base::Error& error, int http_status, bool is_offline);
  void settle_suspicions();
  void save(std::size_t index);
  void stop_on(const base::Error& error);
  void finish_batch();
  base::Status fetch_pages_of_feeds(const base::Cancelled& cancelled);

  library::Library& library_;
  base::HttpClient& client_;
  const CrawlRequest& request_;
  const base::Config& config_;
  const base::Clock& clock_;
  const std::function<base::Status()>& after_batch_;
  const base::Progress& progress_;
  fetch::Fetcher fetcher_;
  NetworkWatch watch_;
  std::vector<library::Feed> feeds_;
  std::vector<Suspicion> suspicions_;
  std::vector<int> harvest_left_;  // pages of a repository that may still be asked for, a feed
  std::vector<int> older_left_;  // pages of older items that may still be asked for, a feed
  CrawlReport report_;
  std::optional<base::Error> fatal_;  // the library itself failed: going on would lose what is fetched
  int batch_ = 0;
  std::int64_t done_ = 0;
};

base::Status cancelled_round() {
  return base::fail(base::ErrorKind::cancelled, "crawl.cancelled",
                    "Stopped; what was fetched until then is in the library, and the same command goes on from there.");
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
  const bool harvest = is_harvest(feed.url);
  request.url = harvest ? harvest_address(feed) : address_of(feed);
  request.accept = fetch::kAcceptFeeds;
  // Where older pages are is said by the document only.
  if (!harvest && (request_.backfill_pages == 0 || !feed.continue_at.empty())) {
    request.etag = feed.etag;
    request.last_modified = feed.last_modified;
  }
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
  const bool impostor = error.code == "fetch.tls" || (error.code == "fetch.private_address" && is_name(host_of(feeds_[index])));
  if (impostor && !is_own_network(index) && !others_answered)
    return suspect(index, error, 0, watch_.impostor(host_of(feeds_[index])));
  fail_feed(index, error, 0, {});
}

void Round::refused(std::size_t index, const base::Error& error, const base::HttpResponse& response) {
  network_is_there(index);
  fail_feed(index, error, response.status, fetch::retry_after_seconds(response.retry_after, clock_.now()));
}

void Round::not_modified(std::size_t index, const base::HttpResponse&) {
  network_is_there(index);
  if (older_left_[index] > 0 && !feeds_[index].continue_at.empty()) ask_older(index, feeds_[index].continue_at);
  note_success(feeds_[index], 0, clock_.now(), config_.fetch);
  report_.feeds[index].not_modified = true;
  ++report_.not_modified;
  save(index);
}

void Round::read(std::size_t index, const base::HttpResponse& response) {
  library::Feed& feed = feeds_[index];
  if (is_harvest(feed.url)) return harvested(index, response);
  const std::string hash = library::hex(library::hash128(response.body));
  if (hash == feed.body_hash && (older_left_[index] == 0 || !feed.continue_at.empty())) {
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

void Round::count(std::size_t index, const FeedTaken& taken) {
  FeedOutcome& outcome = report_.feeds[index];
  outcome.added += taken.added, outcome.updated += taken.updated, outcome.unchanged += taken.unchanged;
  report_.added += taken.added, report_.updated += taken.updated;
  if (taken.added + taken.updated > 0 && ++batch_ >= kFeedsPerBatch) finish_batch();
}

void Round::store(std::size_t index, const base::HttpResponse& response, const feed::FeedDocument& document,
                  const std::string& hash) {
  const Arrival arrival{response.etag, response.last_modified, hash,
                        fetch::fresh_for_seconds(response, clock_.now())};
  const auto taken = take_in_feed(library_, feeds_[index], document, arrival, config_.fetch, clock_);
  if (!taken && taken.error().kind == base::ErrorKind::storage) return stop_on(taken.error());
  if (!taken) return fail_feed(index, taken.error(), response.status, {});
  FeedOutcome& outcome = report_.feeds[index];
  outcome.title = feeds_[index].title;
  outcome.warnings = document.warnings;
  outcome.warnings.resize(std::min(outcome.warnings.size(), kMaxWarnings));
  outcome.code = feeds_[index].error_code, outcome.message = feeds_[index].error_message;
  count(index, *taken);
  if (older_left_[index] == 0) return;
  const std::string& next = feeds_[index].continue_at.empty() ? document.older : feeds_[index].continue_at;
  if (!next.empty()) ask_older(index, next);
}

void Round::harvested(std::size_t index, const base::HttpResponse& response) {
  const auto page = read_oai_answer(response.body, response.content_type);
  if (!page) return fail_feed(index, page.error(), response.status, {});
  network_is_there(index);
  const auto taken = take_in_harvest(library_, feeds_[index], *page, config_.fetch, clock_);
  if (!taken && taken.error().kind == base::ErrorKind::storage) return stop_on(taken.error());
  if (!taken) return fail_feed(index, taken.error(), response.status, {});
  report_.feeds[index].warnings = feeds_[index].warnings;
  count(index, {taken->added, taken->updated + taken->removed, taken->unchanged});
  if (taken->more && --harvest_left_[index] > 0) ask(index);
}

// ---- older items ----

// A page of older items (RFC 5005, 3 and 4). Asked for without validators, and judged apart: that it cannot be had is no
// failure of the feed, and what was reached is remembered for the next time.
void Round::ask_older(std::size_t index, const std::string& address) {
  --older_left_[index];
  const auto given = base::parse_url(feeds_[index].url), url = base::parse_url(address);
  if (!given || !url) return;
  base::HttpRequest request;
  request.url = url->text();
  request.accept = fetch::kAcceptFeeds;
  request.may_be_private = base::same_origin(*given, *url);
  fetcher_.ask(std::move(request), [this, index](const Answer& answer, bool) { older_answered(index, answer); });
}

void Round::older_answered(std::size_t index, const Answer& answer) {
  base::Result<library::Feed> now = library_.feeds().get(feeds_[index].id);
  if (!now) return;
  feeds_[index] = std::move(*now);
  std::vector<base::Warning>& warnings = report_.feeds[index].warnings;
  const base::Status good = answer ? fetch::judge(*answer, false) : base::Status(base::fail(answer.error()));
  if (!good) return warnings.push_back({"feed.older_unread", {good.error().message}});
  const auto document = read_feed(answer->body, answer->url, answer->content_type, config_.fetch);
  if (!document) return warnings.push_back({"feed.older_unread", {document.error().message}});
  // A page that names itself as the next one is the end.
  const std::string next = document->older == answer->url ? std::string() : document->older;
  const auto taken = take_in_older(library_, feeds_[index], *document, next, config_.fetch, clock_);
  if (!taken) return stop_on(taken.error());
  count(index, *taken);
  if (!next.empty() && older_left_[index] > 0) ask_older(index, next);
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

base::Status Round::fetch_pages_of_feeds(const base::Cancelled& cancelled) {
  std::vector<PageWanted> wanted;
  for (const library::Feed& feed : feeds_) {
    if (!request_.pages && !feed.fetch_pages) continue;
    const int room = config_.fetch.max_pages_per_round - static_cast<int>(wanted.size());
    if (room <= 0) break;
    MERIDIAN_TRY_ASSIGN(const auto visits, library_.page_visits().wanted(
                                               feed.id, clock_.now(), std::min(room, config_.fetch.max_pages_per_host)));
    for (const auto& visit : visits)
      if (auto article = library_.articles().get(visit.article))
        wanted.push_back({std::move(*article), feed.url, visit.tries});
  }
  if (wanted.empty()) return {};
  MERIDIAN_TRY_ASSIGN(const PagesReport pages,
                      fetch_pages(library_, client_, wanted, config_, clock_, progress_, cancelled));
  report_.pages_fetched = pages.fetched;
  report_.pages_left = pages.left;
  report_.updated += pages.updated;
  if (pages.updated > 0) ++batch_;
  if (pages.cancelled) return cancelled_round();
  return {};
}

base::Result<CrawlReport> Round::run(std::vector<library::Feed> feeds, const base::Cancelled& cancelled) {
  feeds_ = std::move(feeds);
  harvest_left_.assign(feeds_.size(), kHarvestPagesPerRound);
  older_left_.assign(feeds_.size(), request_.backfill_pages);
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
    result = cancelled_round();
  if (result && !fatal_ && !report_.offline) result = fetch_pages_of_feeds(cancelled);
  if (batch_ > 0 && !fatal_) finish_batch();
  base::report(progress_, {"crawl", done_, static_cast<std::int64_t>(feeds_.size()), "", true});
  if (fatal_) return base::fail(*fatal_);
  if (!result) return base::fail(result.error());
  return std::move(report_);
}

}  // namespace

base::Result<CrawlReport> crawl(library::Library& library, base::HttpClient& client, const CrawlRequest& request,
                                const base::Config& config, const base::Clock& clock,
                                const std::function<base::Status()>& after_batch, const base::Progress& progress,
                                const base::Cancelled& cancelled) {
  MERIDIAN_TRY_ASSIGN(Picked picked, pick(library, request, config.fetch, clock.now()));
  auto report = Round(library, client, config, clock, after_batch, progress, request)
                    .run(std::move(picked.feeds), cancelled);
  if (!report) return report;
  report->resumed = picked.resumed;
  if (request.all && !report->offline)
    MERIDIAN_TRY(library.write(
        [&](library::Transaction& transaction) { return library.feeds().end_round(transaction); }));
  return report;
}

}  // namespace meridian::indexer
