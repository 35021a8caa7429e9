#include "tests/ranking/demo_shelf.h"

#include <doctest/doctest.h>

#include <deque>
#include <utility>

#include "cli/demo_site.h"
#include "indexer/crawl.h"
#include "indexer/index_writer.h"
#include "library/library.h"
#include "query/derive.h"

namespace meridian::tests {
namespace {

constexpr std::string_view kHost = "127.0.0.1:7879";
const std::string kOrigin = "http://" + std::string(kHost);
constexpr base::CivilDay kToday{2026, 11, 21};

// Asks the demo's publishers without a network: one transfer at a time, so that papers always come in the same order.
class PublishersClient final : public base::HttpClient {
 public:
  explicit PublishersClient(query::web::Handler site) : site_(std::move(site)) {}
  void start(base::HttpRequest request, base::HttpDone done) override { waiting_.emplace_back(std::move(request), std::move(done)); }
  int run(int) override {
    if (waiting_.empty()) return 0;
    auto [request, done] = std::move(waiting_.front());
    waiting_.pop_front();
    done(answer(request));
    return static_cast<int>(waiting_.size());
  }

 private:
  base::Result<base::HttpResponse> answer(const base::HttpRequest& request) {
    if (!request.url.starts_with(kOrigin)) return base::fail(base::ErrorKind::network, "fetch.unreachable", "Only the demo's publishers are there.");
    query::web::Request asked;
    asked.method = "GET";
    asked.path = request.url.substr(kOrigin.size(), request.url.find_first_of("?#") - kOrigin.size());
    asked.headers["host"] = kHost;
    const query::web::Response given = site_(asked, 0);
    base::HttpResponse response;
    response.status = given.status;
    response.url = request.url;
    response.content_type = given.content_type;
    response.body = given.body;
    return response;
  }

  query::web::Handler site_;
  std::deque<std::pair<base::HttpRequest, base::HttpDone>> waiting_;
};

}  // namespace

DemoShelf::DemoShelf() : clock_(base::days_from_civil(kToday) * 86'400 + 12 * 3'600) {
  REQUIRE(folder_);
  config_.library = folder_->path() / "library";
  config_.fetch.host_delay_ms = 0;
  config_.fetch.allow_private.push_back({"127.0.0.1", 7879});
  crawl();
  auto engine = query::Engine::open(config_, std::filesystem::path(MERIDIAN_SOURCE_DIR) / "data", clock_);
  REQUIRE(engine);
  engine_ = std::move(*engine);
}

void DemoShelf::crawl() {
  const auto folder = std::filesystem::path(MERIDIAN_SOURCE_DIR) / "data" / "demo";
  const auto feeds = cli::read_demo_feeds(folder);
  REQUIRE(feeds);
  const auto site = cli::make_demo_site(folder, *feeds, clock_.now());
  REQUIRE(site);
  auto library = library::Library::open(config_.library, library::OpenMode::read_write, clock_);
  REQUIRE(library);
  PublishersClient client(*site);
  // A round each: the order of feeds is that of the list.
  for (const cli::DemoFeed& demo : *feeds) {
    library::Feed feed;
    feed.url = kOrigin + demo.path;
    feed.title = demo.title;
    indexer::CrawlRequest request;
    request.pages = true;
    REQUIRE((*library)->write([&](library::Transaction& transaction) -> base::Status {
      MERIDIAN_TRY_ASSIGN(const auto id, (*library)->feeds().add(transaction, feed));
      request.feeds.push_back(id);
      return {};
    }));
    const auto report = indexer::crawl(**library, client, request, config_, clock_);
    REQUIRE_MESSAGE(report, report.error().message);
    CHECK(report->failed == 0);
  }
  const auto analyzer = text::Analyzer::open();
  REQUIRE(analyzer);
  auto writer = indexer::IndexWriter::open(config_.library, *analyzer);
  REQUIRE(writer);
  REQUIRE((*writer)->catch_up(**library));
  REQUIRE(query::derive(**library, config_, clock_, 0, {}, {}));
}

}  // namespace meridian::tests
