#include "indexer/crawl_pages.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/url.h"
#include "indexer/article_builder.h"
#include "indexer/fetch/fetcher.h"
#include "indexer/fetch/robots.h"
#include "indexer/intake.h"

namespace meridian::indexer {

namespace {

constexpr std::int64_t kMaxRobotsBytes = 500 << 10;
constexpr std::int64_t kMaxDelaysMs = 600'000;  // of one site in one round
constexpr std::int64_t kDay = 86'400;
constexpr int kMaxTries = 3, kForbiddenDays = 30;
constexpr const char* kAgent = "Meridian";

std::string origin(const base::Url& url) {
  return url.scheme + "://" + url.host + ":" + std::to_string(url.port);
}

class PageRound {
 public:
  PageRound(library::Library& library, base::HttpClient& client, const base::Config& config, const base::Clock& clock,
            const base::Progress& progress)
      : library_(library), config_(config), clock_(clock), progress_(progress), fetcher_(client, config.fetch, clock) {}

  base::Result<PagesReport> run(const std::vector<PageWanted>& wanted, const base::Cancelled& cancelled);

 private:
  // A page on its way: where it is now, and how often it was sent on.
  struct Page {
    const PageWanted* wanted;
    base::Url url;
    int redirects = 0;
  };
  struct Site {
    std::optional<fetch::Robots> robots;  // nothing while it is asked for
    bool closed = false;                  // out of reach: nothing may be fetched
    std::int64_t share = 0;               // requests left in this round
    std::vector<Page> waiting;
  };

  void go_to(Page page);
  void ask_robots(const Page& page);
  void robots_known(const std::string& site, const base::Result<base::HttpResponse>& answer);
  void ask(Page page);
  void page_arrived(Page page, const base::Result<base::HttpResponse>& answer);
  void store(const PageWanted& wanted, const base::HttpResponse& response);
  void leave(const Page& page);
  void forbidden(const Page& page);
  void try_again(const Page& page);
  void note(const PageWanted& wanted, std::optional<base::UnixTime> due);
  bool may_be_private(const Page& page) const;

  library::Library& library_;
  const base::Config& config_;
  const base::Clock& clock_;
  const base::Progress& progress_;
  fetch::Fetcher fetcher_;
  std::map<std::string, Site> sites_;
  PagesReport report_;
  std::int64_t done_ = 0, total_ = 0;
  std::optional<base::Error> storage_failure_;
};

// A feed may name any address; the reader's own network is open to it only where the feed itself comes from.
bool PageRound::may_be_private(const Page& page) const {
  const base::Result<base::Url> feed = base::parse_url(page.wanted->feed_url);
  return feed && page.redirects == 0 && origin(*feed) == origin(page.url);
}

void PageRound::go_to(Page page) {
  const auto [site, is_new] = sites_.try_emplace(origin(page.url));
  if (site->second.robots || site->second.closed) return ask(std::move(page));
  site->second.waiting.push_back(page);
  if (is_new) ask_robots(page);
}

void PageRound::ask_robots(const Page& page) {
  base::HttpRequest request;
  request.url = origin(page.url) + "/robots.txt";
  request.max_decoded_bytes = kMaxRobotsBytes;
  request.may_be_private = may_be_private(page);
  fetcher_.ask(std::move(request), [this, site = origin(page.url)](const base::Result<base::HttpResponse>& answer,
                                                                   bool) { robots_known(site, answer); });
}

void PageRound::robots_known(const std::string& name, const base::Result<base::HttpResponse>& answer) {
  Site& site = sites_[name];
  // Too large is readable in part by the standard; but such a file is no robots.txt, and no rule is no permission here.
  if (answer && answer->status == 200)
    site.robots = fetch::Robots::parse(answer->body);
  else if (answer && answer->status >= 400 && answer->status < 500 && answer->status != 429)
    site.robots = fetch::Robots();
  else
    site.closed = true;
  const std::int64_t delay_ms = site.robots ? site.robots->crawl_delay_ms(kAgent) : 0;
  site.share = config_.fetch.max_pages_per_host;
  if (delay_ms > 0) site.share = std::min(site.share, std::max<std::int64_t>(1, kMaxDelaysMs / delay_ms));
  if (const auto url = base::parse_url(name); url && delay_ms > 0) fetcher_.keep_delay(*url, delay_ms);
  for (Page& page : std::exchange(site.waiting, {})) ask(std::move(page));
}

void PageRound::ask(Page page) {
  Site& site = sites_[origin(page.url)];
  if (site.closed) return try_again(page);
  if (!site.robots->allows(kAgent, fetch::robots_path(page.url.text()))) return forbidden(page);
  if (site.share == 0) return leave(page);
  --site.share;
  base::HttpRequest request;
  request.url = page.url.text();
  request.accept = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1";
  request.max_decoded_bytes = config_.fetch.max_page_bytes;
  request.may_be_private = may_be_private(page);
  request.stay_on_origin = true;
  fetcher_.ask(std::move(request),
               [this, page](const base::Result<base::HttpResponse>& answer, bool) { page_arrived(page, answer); });
}

void PageRound::page_arrived(Page page, const base::Result<base::HttpResponse>& answer) {
  if (answer && !answer->elsewhere.empty() && ++page.redirects <= config_.fetch.max_redirects) {
    if (const auto next = base::parse_url(answer->elsewhere)) {
      page.url = *next;
      return go_to(std::move(page));
    }
  }
  base::report(progress_, {"pages", done_ + 1, total_, page.url.host});
  if (!answer && answer.error().code == "fetch.held") return leave(page);
  if (!answer || !answer->elsewhere.empty() || !fetch::judge(*answer, false)) return try_again(page);
  ++done_;
  store(*page.wanted, *answer);
}

// Nothing was learnt about this page: its turn comes in a later round.
void PageRound::leave(const Page&) {
  ++done_;
  ++report_.left;
}

// By robots.txt, which may say something else in a month.
void PageRound::forbidden(const Page& page) {
  ++done_;
  note(*page.wanted, clock_.now() + kForbiddenDays * kDay);
}

// After a day, then after four; then never.
void PageRound::try_again(const Page& page) {
  ++done_;
  const int tries = page.wanted->tries + 1;
  if (tries >= kMaxTries) return note(*page.wanted, std::nullopt);
  note(*page.wanted, clock_.now() + (kDay << (2 * (tries - 1))));
}

void PageRound::note(const PageWanted& wanted, std::optional<base::UnixTime> due) {
  const auto written = library_.write([&](library::Transaction& transaction) {
    return library_.page_visits().note(transaction, wanted.article.id, due);
  });
  if (!written) storage_failure_ = written.error();
}

void PageRound::store(const PageWanted& wanted, const base::HttpResponse& response) {
  ++report_.fetched;
  const BuildContext context{wanted.article.source, "", clock_.now()};
  auto page = article_from_page(response.body, response.url, response.content_type, context);
  if (!page || page->texts.empty() || page->main().abstract.empty())
    return note(wanted, std::nullopt);
  // The same article as the feed's, so that intake gives it the better fields.
  page->feed = wanted.article.feed;
  page->guid = wanted.article.guid;
  page->url = wanted.article.url;
  const auto taken = take_in(library_, {std::move(*page)}, [&](library::Transaction& transaction) {
    return library_.page_visits().note(transaction, wanted.article.id, std::nullopt);
  });
  if (taken)
    report_.updated += taken->updated;
  else if (taken.error().kind == base::ErrorKind::storage)
    storage_failure_ = taken.error();
}

base::Result<PagesReport> PageRound::run(const std::vector<PageWanted>& wanted, const base::Cancelled& cancelled) {
  total_ = static_cast<std::int64_t>(wanted.size());
  for (const PageWanted& one : wanted) {
    if (const auto url = base::parse_url(one.article.url))
      go_to({&one, *url});
    else
      note(one, std::nullopt);
  }
  report_.cancelled = !fetcher_.run([&] { return storage_failure_.has_value() || (cancelled && cancelled()); });
  if (storage_failure_) return base::fail(*storage_failure_);
  base::report(progress_, {"pages", done_, total_, "", true});
  return report_;
}

}  // namespace

base::Result<PagesReport> fetch_pages(library::Library& library, base::HttpClient& client,
                                      const std::vector<PageWanted>& wanted, const base::Config& config,
                                      const base::Clock& clock, const base::Progress& progress,
                                      const base::Cancelled& cancelled) {
  return PageRound(library, client, config, clock, progress).run(wanted, cancelled);
}

}  // namespace meridian::indexer
