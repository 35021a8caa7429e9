#include "indexer/crawl.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <memory>
#include <mutex>
#include <set>

#include "library/feed_state.h"
#include "tests/support/http_test_server.h"

namespace meridian::indexer {

namespace {

using tests::answer;
using tests::HttpTestServer;
using tests::says;

std::string item(const std::string& name,
                 const std::string& description = "What was found, told in a sentence or two.") {
  return "<item><title>A study of " + name + "</title><link>https://journal.example/" + name + "</link><guid>" + name +
         "</guid><description>" + description + "</description></item>";
}
std::string rss(const std::string& items, const std::string& title = "Journal of Tests") {
  return "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>" + title +
         "</title><link>https://journal.example/</link>" + items + "</channel></rss>";
}
std::string feed_answer(const std::string& body, const std::string& headers = "") {
  return answer(body, "Content-Type: application/rss+xml\r\n" + headers);
}

// A client that answers from a table by host; for what no loopback server can play.
class FakeClient final : public base::HttpClient {
 public:
  using Play = std::function<base::Result<base::HttpResponse>(const base::HttpRequest&)>;
  explicit FakeClient(Play play) : play_(std::move(play)) {}
  void start(base::HttpRequest request, base::HttpDone done) override {
    waiting_.emplace_back(std::move(request), std::move(done));
  }
  int run(int) override {
    ++asked;
    auto now = std::exchange(waiting_, {});
    for (auto& [request, done] : now) done(play_(request));
    return static_cast<int>(waiting_.size());
  }
  int asked = 0;

 private:
  Play play_;
  std::deque<std::pair<base::HttpRequest, base::HttpDone>> waiting_;
};

// The day stands still, the seconds run: for what waits between two requests.
class RunningClock final : public base::Clock {
 public:
  base::UnixTime now() const override { return 1'700'000'000; }
  std::int64_t steady_ms() const override {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
  }
};

base::Result<base::HttpResponse> page(const base::HttpRequest& request, const std::string& body,
                                      const std::string& type) {
  base::HttpResponse out;
  out.status = 200, out.url = request.url, out.body = body, out.content_type = type;
  return out;
}

// A library, a clock and the settings of one test.
struct Bench {
  base::FakeClock clock;
  std::unique_ptr<library::Library> library = std::move(*library::Library::in_memory(clock));
  base::Config config;

  Bench() {
    config.fetch.connect_timeout_s = 1, config.fetch.total_timeout_s = 3, config.fetch.slow_for_s = 1,
    config.fetch.host_delay_ms = 0;
  }
  void allow(const HttpTestServer& server, const char* host = "127.0.0.1") {
    config.fetch.allow_private.push_back({host, server.port()});
  }
  library::FeedId add(const std::string& url) {
    library::FeedId id = 0;
    library::Feed feed;
    feed.url = url;
    REQUIRE(library->write([&](library::Transaction& transaction) -> base::Status {
      MERIDIAN_TRY_ASSIGN(id, library->feeds().add(transaction, feed));
      return {};
    }));
    return id;
  }
  CrawlReport crawl(base::HttpClient& client, CrawlRequest request = {{}, true}) {
    auto report = indexer::crawl(*library, client, request, config, clock);
    REQUIRE_MESSAGE(report, report.error().message);
    return *report;
  }
  CrawlReport crawl(CrawlRequest request = {{}, true}) {
    auto client = base::make_http_client(config.fetch);
    REQUIRE(client);
    return crawl(**client, request);
  }
  library::Feed feed(library::FeedId id) { return *library->feeds().get(id); }
  std::int64_t articles() { return *library->articles().count(); }
};

}  // namespace

TEST_CASE("crawl: a feed is fetched, read and kept; a second round adds nothing") {
  Bench bench;
  HttpTestServer server({{"/feed", says(feed_answer(rss(item("sleep") + item("rest")), "ETag: \"v1\"\r\n"))}});
  bench.allow(server);
  const auto id = bench.add(server.url("/feed"));
  const CrawlReport first = bench.crawl();
  CHECK(first.added == 2);
  CHECK(first.failed == 0);
  CHECK(bench.feed(id).etag == "\"v1\"");
  CHECK(bench.feed(id).title == "Journal of Tests");
  CHECK(bench.feed(id).last_success == bench.clock.now());
  const CrawlReport second = bench.crawl();
  CHECK(second.added == 0);
  CHECK(second.not_modified == 1);
  CHECK(server.requests().at(1).find("If-None-Match: \"v1\"") != std::string::npos);
  CHECK(bench.articles() == 2);
}

TEST_CASE("crawl: arXiv's replacements update what is here and add nothing") {
  const auto announced = [](const std::string& id, const std::string& type, const std::string& abstract) {
    return "<item><title>On " + id + "</title><link>https://arxiv.example/abs/" + id + "</link><guid isPermaLink=\"false\">oai:arXiv.org:" + id +
           "</guid><description>arXiv:" + id + "v1 Announce Type: " + type + " Abstract: " + abstract +
           "</description><arxiv:announce_type>" + type + "</arxiv:announce_type></item>";
  };
  Bench bench;
  std::string body = rss(announced("2601.00001", "new", "The first words of it.") + announced("2601.00002", "replace", "Never seen here."));
  FakeClient client([&](const base::HttpRequest& request) { return page(request, body, "application/rss+xml"); });
  bench.add("https://arxiv.example/feed");
  CHECK(bench.crawl(client).added == 1);
  body = rss(announced("2601.00001", "replace", "The first words of it, and now some more of them."));
  const CrawlReport second = bench.crawl(client);
  CHECK(second.added == 0);
  CHECK(second.updated == 1);
  CHECK(bench.articles() == 1);
}

TEST_CASE("crawl: a feed that is not due is not asked") {
  Bench bench;
  HttpTestServer server({{"/feed", says(feed_answer(rss(item("sleep"))))}});
  bench.allow(server);
  bench.add(server.url("/feed"));
  CHECK(bench.crawl({}).feeds.size() == 1);
  CHECK(bench.crawl({}).feeds.empty());
  bench.clock.advance(86'400);
  CHECK(bench.crawl({}).feeds.size() == 1);
}

TEST_CASE("fault_001 fault_008 fault_013 fault_014 fault_015 crawl: failing feeds stop nothing and lose nothing") {
  Bench bench;
  HttpTestServer server(
      {{"/good", says(feed_answer(rss(item("sleep"))))},
       {"/cut",
        says("HTTP/1.1 200 OK\r\nETag: \"cut\"\r\nContent-Length: 9999\r\n\r\n" + rss(item("cut")).substr(0, 120))},
       {"/empty", says("HTTP/1.1 204 No Content\r\n\r\n")},
       {"/same", says("HTTP/1.1 304 Not Modified\r\n\r\n")},
       {"/wall", says(answer("<html>checking your browser</html>", "Content-Type: text/html\r\n", "403 Forbidden"))},
       {"/page",
        says(answer("<!DOCTYPE html><html><body><p>Welcome</p></body></html>", "Content-Type: text/html\r\n"))}});
  bench.allow(server);
  std::map<std::string, library::FeedId> ids;
  for (const char* path : {"/cut", "/empty", "/same", "/wall", "/page", "/good"})
    ids[path] = bench.add(server.url(path));
  const CrawlReport report = bench.crawl();
  CHECK(report.added == 1);
  CHECK(report.failed == 5);
  CHECK_FALSE(report.offline);
  CHECK(bench.feed(ids["/cut"]).error_code == "fetch.truncated");
  CHECK(bench.feed(ids["/cut"]).etag.empty());
  CHECK(bench.feed(ids["/empty"]).error_code == "fetch.unexpected_status");
  CHECK(bench.feed(ids["/same"]).error_code == "fetch.unexpected_status");
  CHECK(bench.feed(ids["/wall"]).error_code == "fetch.blocked");
  CHECK(bench.feed(ids["/wall"]).http_status == 403);
  CHECK(bench.feed(ids["/page"]).error_code == "feed.not_a_feed");
  for (const auto& [path, id] : ids) CHECK_MESSAGE((path == "/good") == bench.feed(id).error_code.empty(), path);
}

TEST_CASE("fault_015 fault_047 crawl: a feed that becomes a page or empty keeps its articles") {
  Bench bench;
  HttpTestServer server({{"/feed", says(feed_answer(rss(item("sleep") + item("rest"))))}});
  bench.allow(server);
  const auto id = bench.add(server.url("/feed"));
  bench.crawl();
  server.play("/feed",
              says(answer("<html><body>This domain is for sale</body></html>", "Content-Type: text/html\r\n")));
  CHECK(bench.crawl().failed == 1);
  CHECK(bench.feed(id).failures == 1);
  server.play("/feed", says(feed_answer(rss(""))));
  CHECK(bench.crawl().failed == 0);
  CHECK(bench.articles() == 2);
  CHECK(bench.feed(id).failures == 0);
}

TEST_CASE("fault_016 crawl: Retry-After sets the feed's next time") {
  Bench bench;
  HttpTestServer server({{"/feed", says(answer("", "Retry-After: 7200\r\n", "429 Too Many Requests"))}});
  bench.allow(server);
  const auto id = bench.add(server.url("/feed"));
  bench.crawl();
  CHECK(bench.feed(id).error_code == "fetch.busy");
  CHECK(bench.feed(id).next_due == bench.clock.now() + 7200);
}

TEST_CASE("fault_017 crawl: 410 is gone and asked no more, unless by name") {
  Bench bench;
  HttpTestServer server({{"/feed", says(answer("", "", "410 Gone"))}});
  bench.allow(server);
  const auto id = bench.add(server.url("/feed"));
  bench.crawl();
  CHECK(bench.feed(id).gone);
  CHECK(bench.feed(id).error_code == "feed.gone");
  CHECK(bench.crawl().feeds.empty());
  server.play("/feed", says(feed_answer(rss(item("sleep")))));
  CHECK(bench.crawl(CrawlRequest{{id}}).added == 1);
  CHECK_FALSE(bench.feed(id).gone);
}

TEST_CASE("fault_021 crawl: one host that hangs does not delay the others") {
  Bench bench;
  HttpTestServer hanging({{"/1", [](tests::Visitor& visitor) { visitor.hold(); }},
                          {"/2", [](tests::Visitor& visitor) { visitor.hold(); }}});
  HttpTestServer good({{"/feed", says(feed_answer(rss(item("sleep"))))}});
  bench.allow(hanging), bench.allow(good);
  bench.add(hanging.url("/1")), bench.add(hanging.url("/2")), bench.add(good.url("/feed"));
  const auto start = std::chrono::steady_clock::now();
  double stored_after = -1;
  auto client = base::make_http_client(bench.config.fetch);
  const auto report = indexer::crawl(
      *bench.library, **client, {{}, true}, bench.config, bench.clock, {}, [&](const base::ProgressEvent&) {
        if (stored_after < 0)
          stored_after = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
      });
  REQUIRE(report);
  CHECK(report->added == 1);
  CHECK(report->failed == 2);
  CHECK(stored_after < 0.5);
}

TEST_CASE("fault_023 crawl: without a network nothing is marked broken") {
  Bench bench;
  std::vector<library::FeedId> ids;
  for (int i = 0; i < 40; ++i) ids.push_back(bench.add("https://host" + std::to_string(i) + ".example/feed"));
  FakeClient client([](const base::HttpRequest&) -> base::Result<base::HttpResponse> {
    return base::fail(base::ErrorKind::network, "fetch.unreachable", "Nobody answers.");
  });
  const CrawlReport report = bench.crawl(client);
  CHECK(report.offline);
  CHECK(report.failed == 0);
  for (const auto id : ids) CHECK(bench.feed(id).failures == 0);
}

TEST_CASE("fault_001 crawl: a dead host among living ones is that feed's failure") {
  Bench bench;
  const auto dead = bench.add("https://dead.example/feed");
  for (int i = 0; i < 3; ++i) bench.add("https://host" + std::to_string(i) + ".example/feed");
  FakeClient client([](const base::HttpRequest& request) -> base::Result<base::HttpResponse> {
    if (request.url.find("dead") != std::string::npos)
      return base::fail(base::ErrorKind::network, "fetch.unreachable", "Nobody answers.");
    return page(request, rss(item(request.url.substr(8, 5))), "application/rss+xml");
  });
  const CrawlReport report = bench.crawl(client);
  CHECK_FALSE(report.offline);
  CHECK(report.failed == 1);
  CHECK(bench.feed(dead).error_code == "fetch.unreachable");
}

TEST_CASE("fault_206 crawl: the same page from everywhere is a portal, no feed is changed") {
  Bench bench;
  std::vector<library::FeedId> ids;
  for (int i = 0; i < 5; ++i) ids.push_back(bench.add("http://host" + std::to_string(i) + ".example/feed"));
  FakeClient client([](const base::HttpRequest& request) {
    return page(request, "<!DOCTYPE html><html><body>Log in</body></html>", "text/html");
  });
  const CrawlReport report = bench.crawl(client);
  CHECK(report.offline);
  CHECK(report.failed == 0);
  for (const auto id : ids) CHECK(bench.feed(id).error_code.empty());
}

TEST_CASE("fault_207 crawl: every name leads to one address, or to another's certificate: no feed is changed") {
  for (const char* code : {"fetch.private_address", "fetch.tls"}) {
    Bench bench;
    std::vector<library::FeedId> ids;
    for (int i = 0; i < 5; ++i) ids.push_back(bench.add("https://host" + std::to_string(i) + ".example/feed"));
    FakeClient client([&](const base::HttpRequest&) -> base::Result<base::HttpResponse> {
      return base::fail(base::ErrorKind::network, code, "Not who it should be.");
    });
    const CrawlReport report = bench.crawl(client);
    CHECK(report.offline);
    CHECK(report.failed == 0);
    for (const auto id : ids) CHECK(bench.feed(id).error_code.empty());
  }
}

TEST_CASE("fault_002 crawl: one host with a bad certificate is that feed's failure") {
  Bench bench;
  const auto bad = bench.add("https://bad.example/feed");
  bench.add("https://good.example/feed");
  FakeClient client([](const base::HttpRequest& request) -> base::Result<base::HttpResponse> {
    if (request.url.find("bad") != std::string::npos)
      return base::fail(base::ErrorKind::network, "fetch.tls", "It could not prove who it is.");
    return page(request, rss(item("sleep")), "application/rss+xml");
  });
  CHECK(bench.crawl(client).failed == 1);
  CHECK(library::state_of(bench.feed(bad)) == library::FeedState::tls);
}

TEST_CASE("fault_079 crawl: a feed with more items than the bound keeps the first ones and says so") {
  Bench bench;
  bench.config.fetch.max_items_per_feed = 5;
  HttpTestServer server({});
  std::string items;
  for (int i = 0; i < 8; ++i) items += item("subject-" + std::to_string(i));
  server.play("/feed", says(feed_answer(rss(items))));
  bench.allow(server);
  const auto id = bench.add(server.url("/feed"));
  CHECK(bench.crawl().added == 5);
  CHECK(bench.feed(id).warnings == std::vector<base::Warning>{{"feed.too_many_items", {"5"}}});
}

TEST_CASE("fault_021 crawl: as many hanging hosts as may be asked at once hold up nobody") {
  Bench bench;
  bench.config.fetch.max_transfers = 4;
  bench.config.fetch.slow_for_s = 5, bench.config.fetch.total_timeout_s = 5;
  std::vector<std::unique_ptr<HttpTestServer>> hanging;
  for (int i = 0; i < 8; ++i) {
    hanging.push_back(std::make_unique<HttpTestServer>(
        std::map<std::string, tests::Behaviour>{{"/", [](tests::Visitor& visitor) { visitor.hold(); }}}));
    bench.allow(*hanging.back());
    bench.add(hanging.back()->url("/"));
  }
  HttpTestServer good({{"/feed", says(feed_answer(rss(item("sleep"))))}});
  bench.allow(good);
  bench.add(good.url("/feed"));
  const auto start = std::chrono::steady_clock::now();
  const RunningClock clock;
  auto client = base::make_http_client(bench.config.fetch);
  const auto report = indexer::crawl(*bench.library, **client, {{}, true}, bench.config, clock, {}, {},
                                     [&] { return bench.articles() == 1; });
  CHECK_FALSE(report);
  CHECK(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count() < 4);
}

TEST_CASE("fault_080 crawl: a feed brings its daily share of new articles and no more") {
  Bench bench;
  bench.config.fetch.max_new_items_per_feed_per_day = 10;
  std::string items;
  for (int i = 0; i < 25; ++i) items += item("subject-" + std::to_string(i));
  HttpTestServer server({{"/feed", says(feed_answer(rss(items), "ETag: \"v1\"\r\n"))}});
  bench.allow(server);
  const auto id = bench.add(server.url("/feed"));
  const CrawlReport first = bench.crawl();
  CHECK(first.added == 10);
  CHECK(first.feeds.at(0).code == "feed.flood");
  CHECK(first.failed == 0);
  CHECK(bench.feed(id).etag.empty());
  CHECK(bench.feed(id).next_due == bench.clock.now() + 86'400);
  CHECK(bench.crawl().added == 0);
  CHECK(bench.feed(id).error_code == "feed.flood");
  bench.clock.advance(86'400);
  CHECK(bench.crawl({}).added == 10);
  bench.clock.advance(86'400);
  CHECK(bench.crawl({}).added == 5);
  CHECK(bench.articles() == 25);
  CHECK(bench.feed(id).error_code.empty());
}

TEST_CASE("fault_080 crawl: a feed with new ids at every fetch brings its daily share, however often it is asked") {
  Bench bench;
  bench.config.fetch.max_new_items_per_feed_per_day = 30;
  int asked = 0;
  const auto id = bench.add("https://flood.example/feed");
  FakeClient client([&](const base::HttpRequest& request) {
    std::string items;
    for (int i = 0; i < 8; ++i) items += item("matter-" + std::to_string(++asked));
    return page(request, rss(items), "application/rss+xml");
  });
  for (int visit = 0; visit < 10; ++visit) bench.crawl(client), bench.clock.advance(600);
  CHECK(bench.articles() == 30);
  CHECK(library::state_of(bench.feed(id)) == library::FeedState::flood);
  bench.clock.advance(86'400);
  bench.crawl(client);
  CHECK(bench.articles() == 38);
}

TEST_CASE("fault_084 fault_087 crawl: a move into the own network is forgotten, not followed") {
  Bench bench;
  HttpTestServer inside({{"/feed", says(feed_answer(rss(item("secret"))))}});
  HttpTestServer outside({{"/feed", says(answer("", "Location: " + inside.url("/feed") + "\r\n", "301 Moved"))}});
  bench.allow(inside), bench.allow(outside);
  const auto id = bench.add(outside.url("/feed"));
  bench.crawl();
  CHECK(bench.feed(id).error_code == "fetch.private_address");
  CHECK(bench.feed(id).moved_to.empty());
  CHECK(inside.requests().empty());
}

TEST_CASE("crawl: a permanent move is remembered") {
  Bench bench;
  HttpTestServer server(
      {{"/old", says(answer("", "Location: /new\r\n", "308 Moved"))}, {"/new", says(feed_answer(rss(item("sleep"))))}});
  bench.allow(server);
  const auto id = bench.add(server.url("/old"));
  bench.crawl();
  CHECK(bench.feed(id).moved_to == server.url("/new"));
  bench.crawl();
  CHECK(server.requests().back().starts_with("GET /new "));
}

TEST_CASE("fault_092 crawl: our own server is no feed") {
  Bench bench;
  bench.config.server.port = 7999;
  bench.config.fetch.allow_private = {{"127.0.0.1", 7999}};
  const auto id = bench.add("http://127.0.0.1:7999/feed");
  bench.crawl();
  CHECK(bench.feed(id).error_code == "fetch.own_server");
}

TEST_CASE("crawl: a feed removed while it is asked leaves nothing") {
  Bench bench;
  const auto id = bench.add("https://a.example/feed");
  FakeClient client([&](const base::HttpRequest& request) {
    REQUIRE(bench.library->write(
        [&](library::Transaction& transaction) { return bench.library->feeds().remove(transaction, id); }));
    return page(request, rss(item("sleep")), "application/rss+xml");
  });
  CHECK(bench.crawl(client).added == 0);
  CHECK(bench.articles() == 0);
}

TEST_CASE("crawl: cancelled between two feeds, what was fetched is kept") {
  Bench bench;
  for (int i = 0; i < 4; ++i) bench.add("https://host" + std::to_string(i) + ".example/feed");
  FakeClient client([](const base::HttpRequest& request) {
    return page(request, rss(item(request.url.substr(8, 5))), "application/rss+xml");
  });
  int batches = 0;
  const auto report = indexer::crawl(
      *bench.library, client, {{}, true}, bench.config, bench.clock,
      [&]() -> base::Status { return ++batches, base::Status(); }, {}, [&] { return bench.articles() >= 2; });
  REQUIRE_FALSE(report);
  CHECK(report.error().kind == base::ErrorKind::cancelled);
  CHECK(bench.articles() == 2);
  CHECK(batches == 1);
}

TEST_CASE("fault_080 crawl: one guid for ever new articles is a flood as well") {
  Bench bench;
  bench.config.fetch.max_new_items_per_feed_per_day = 30;
  int asked = 0;
  bench.add("https://flood.example/feed");
  FakeClient client([&](const base::HttpRequest& request) {
    std::string items;
    for (int i = 0; i < 40; ++i) {
      ++asked;
      std::string title;
      for (unsigned word = 1, seed = static_cast<unsigned>(asked); word <= 24; ++word) {
        seed = seed * 1'103'515'245U + 12'345U;
        title += word % 6 == 0 ? ' ' : static_cast<char>('a' + (seed >> 16) % 26);
      }
      items += "<item><title>" + title + "</title><guid>one</guid><description>Of " + title +
               " nothing else is known.</description></item>";
    }
    return page(request, rss(items), "application/rss+xml");
  });
  for (int visit = 0; visit < 5; ++visit) bench.crawl(client), bench.clock.advance(600);
  CHECK(bench.articles() == 30);
}

TEST_CASE("crawl: a round over all feeds that was stopped is gone on with") {
  Bench bench;
  for (int i = 0; i < 5; ++i) bench.add("https://host" + std::to_string(i) + ".example/feed");
  std::vector<std::string> asked;
  FakeClient client([&](const base::HttpRequest& request) {
    asked.push_back(request.url);
    return page(request, rss(item(request.url.substr(8, 5))), "application/rss+xml");
  });
  bench.config.fetch.max_transfers = 1;
  const auto stopped = indexer::crawl(*bench.library, client, {{}, true}, bench.config, bench.clock, {}, {},
                                      [&] { return bench.articles() >= 2; });
  REQUIRE_FALSE(stopped);
  bench.clock.advance(60);
  const CrawlReport rest = bench.crawl(client);
  CHECK(rest.resumed == 2);
  CHECK(rest.feeds.size() == 3);
  CHECK(asked.size() <= 6);  // one may have been under way when the round was stopped
  CHECK(std::set<std::string>(asked.begin(), asked.end()).size() == 5);
  CHECK(bench.crawl(client).feeds.size() == 5);
}

TEST_CASE("crawl: what the publisher asks for in ttl or Cache-Control is kept, up to our longest") {
  Bench bench;
  HttpTestServer server(
      {{"/ttl", says(feed_answer(rss("<ttl>300</ttl>" + item("sleep"))))},
       {"/fresh", says(feed_answer(rss(item("rest")), "Cache-Control: public, max-age=36000\r\n"))},
       {"/year", says(feed_answer(rss(item("work")), "Cache-Control: max-age=31536000\r\n"))}});
  bench.allow(server);
  const auto ttl = bench.add(server.url("/ttl")), fresh = bench.add(server.url("/fresh")),
             year = bench.add(server.url("/year"));
  bench.crawl();
  const auto pause = [&](library::FeedId id) { return bench.feed(id).next_due - bench.clock.now(); };
  CHECK(pause(ttl) == 300 * 60 + 3600);
  CHECK(pause(fresh) == 36'000);
  CHECK(pause(year) == bench.config.fetch.max_interval_s);
}

TEST_CASE("crawl: older items are fetched when asked for, page by page, and gone on with the next time") {
  Bench bench;
  HttpTestServer server({});
  const auto paged = [&](int number) {
    const std::string next = number < 5 ? "<atom:link rel=\"next\" href=\"" + server.url("/" + std::to_string(number + 1)) + "\"/>" : "";
    return feed_answer("<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel><title>Journal</title>" +
                           next + item("page-" + std::to_string(number)) + "</channel></rss>",
                       "ETag: \"" + std::to_string(number) + "\"\r\n");
  };
  for (int number = 1; number <= 5; ++number) server.play("/" + std::to_string(number), says(paged(number)));
  bench.allow(server);
  const auto id = bench.add(server.url("/1"));
  CHECK(bench.crawl().added == 1);
  CrawlRequest older{{id}};
  older.backfill_pages = 2;
  CHECK(bench.crawl(older).added == 2);
  CHECK(bench.feed(id).continue_at == server.url("/4"));
  CHECK(bench.crawl(older).added == 2);
  CHECK(bench.feed(id).continue_at.empty());
  CHECK(bench.articles() == 5);
  CHECK(bench.feed(id).error_code.empty());
  const auto pages = server.requests();
  CHECK(std::count_if(pages.begin(), pages.end(), [](const auto& head) { return head.starts_with("GET /3 "); }) == 1);
}

TEST_CASE("fault_084 crawl: older items are not fetched from the own network, and going round in circles ends") {
  Bench bench;
  HttpTestServer inside({{"/old", says(feed_answer(rss(item("secret"))))}});
  HttpTestServer outside({});
  const auto feed_with = [](const std::string& next) {
    return says(feed_answer("<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>T</title><link rel=\"next\" href=\"" + next +
                            "\"/><entry><title>A study of doors</title><id>urn:doors</id></entry></feed>"));
  };
  outside.play("/feed", feed_with(inside.url("/old")));
  outside.play("/loop", feed_with("/loop"));
  bench.allow(inside), bench.allow(outside);
  bench.add(outside.url("/feed")), bench.add(outside.url("/loop"));
  CrawlRequest older{{}, true};
  older.backfill_pages = 50;
  CHECK(bench.crawl(older).failed == 0);
  CHECK(inside.requests().empty());
  CHECK(outside.requests().size() <= 4);
}

TEST_CASE("crawl: the page of an article without an abstract is fetched where robots.txt allows it") {
  Bench bench;
  HttpTestServer server({});
  const auto with_link = [&](const std::string& path) {
    return "<item><title>A study of " + path.substr(1) + "</title><link>" + server.url(path) + "</link><guid>" + path +
           "</guid></item>";
  };
  const std::string abstract =
      "Background: sleep matters. Methods: we asked two hundred sleepers over a year. Results: they slept. Conclusion: "
      "more sleep is better.";
  const std::string html =
      "<!DOCTYPE html><html><head><title>A study</title><meta name=\"citation_title\" content=\"A study of open\">"
      "<meta name=\"citation_abstract\" content=\"" +
      abstract + "\"></head><body><p>" + abstract + "</p></body></html>";
  server.play("/feed", says(feed_answer(rss(with_link("/open") + with_link("/closed")))));
  server.play("/robots.txt", says(answer("User-agent: *\nDisallow: /closed\n", "Content-Type: text/plain\r\n")));
  server.play("/open", says(answer(html, "Content-Type: text/html\r\n")));
  server.play("/closed", says(answer(html, "Content-Type: text/html\r\n")));
  bench.allow(server);
  bench.add(server.url("/feed"));
  const CrawlReport report = bench.crawl({{}, true, true});
  CHECK(report.added == 2);
  CHECK(report.pages_fetched == 1);
  CHECK(report.updated == 1);
  CHECK(bench.articles() == 2);
  for (const std::string& head : server.requests()) CHECK_FALSE(head.starts_with("GET /closed"));
}

namespace {

std::string without_abstract(const HttpTestServer& server, const std::string& path) {
  return "<item><title>A study of " + path.substr(1) + "</title><link>" + server.url(path) + "</link><guid>" + path +
         "</guid></item>";
}
std::string page_with_abstract() {
  const std::string abstract =
      "Background: rest matters. Methods: we asked two hundred people over a year. Results: they rested. Conclusion: "
      "more rest is better.";
  return answer("<!DOCTYPE html><html><head><title>A study</title><meta name=\"citation_abstract\" content=\"" +
                    abstract + "\"></head><body><p>" + abstract + "</p></body></html>",
                "Content-Type: text/html\r\n");
}

}  // namespace

TEST_CASE("crawl: Crawl-delay lies between two requests for pages") {
  Bench bench;
  HttpTestServer server({});
  std::vector<std::int64_t> at;
  const RunningClock clock;
  std::mutex mutex;
  const auto noted = [&](const std::string& bytes) {
    return [&, bytes](tests::Visitor& visitor) {
      const std::lock_guard lock(mutex);
      at.push_back(clock.steady_ms());
      visitor.send(bytes);
    };
  };
  server.play("/feed", says(feed_answer(rss(without_abstract(server, "/a") + without_abstract(server, "/b")))));
  server.play("/robots.txt", noted(answer("User-agent: *\nCrawl-delay: 0.3\n")));
  server.play("/a", noted(page_with_abstract())), server.play("/b", noted(page_with_abstract()));
  bench.allow(server);
  bench.add(server.url("/feed"));
  auto client = base::make_http_client(bench.config.fetch);
  const auto report = indexer::crawl(*bench.library, **client, {{}, true, true}, bench.config, clock);
  REQUIRE(report);
  CHECK(report->pages_fetched == 2);
  REQUIRE(at.size() == 3);
  CHECK(at[1] - at[0] >= 295);
  CHECK(at[2] - at[1] >= 295);
}

TEST_CASE("crawl: a site that wants long delays gives one page a round, the others wait in the library") {
  Bench bench;
  HttpTestServer server({});
  server.play("/feed", says(feed_answer(rss(without_abstract(server, "/a") + without_abstract(server, "/b") +
                                            without_abstract(server, "/closed")))));
  server.play("/robots.txt", says(answer("User-agent: *\nDisallow: /closed\n")));
  server.play("/a", says(page_with_abstract())), server.play("/b", says(page_with_abstract()));
  bench.allow(server);
  bench.config.fetch.max_pages_per_host = 1;
  bench.add(server.url("/feed"));
  const CrawlRequest pages{{}, true, true};
  int fetched = 0;
  for (int round = 0; round < 3; ++round) {
    const CrawlReport report = bench.crawl(pages);
    CHECK(report.pages_fetched <= 1);
    fetched += report.pages_fetched;
  }
  CHECK(fetched == 2);
  const auto before = server.requests().size();
  CHECK(bench.crawl(pages).pages_fetched == 0);
  for (const std::string& head : server.requests()) CHECK_FALSE(head.starts_with("GET /closed"));
  CHECK(server.requests().size() == before + 1);
}

TEST_CASE("crawl: pages are fetched for the feeds that are set so, and for no other") {
  Bench bench;
  HttpTestServer server({});
  server.play("/yes", says(feed_answer(rss(without_abstract(server, "/a")))));
  server.play("/no", says(feed_answer(rss(without_abstract(server, "/b"), "Another journal"))));
  server.play("/robots.txt", says(answer("", "", "404 Not Found")));
  server.play("/a", says(page_with_abstract())), server.play("/b", says(page_with_abstract()));
  bench.allow(server);
  library::Feed feed = bench.feed(bench.add(server.url("/yes")));
  feed.fetch_pages = true;
  REQUIRE(bench.library->write([&](library::Transaction& t) { return bench.library->feeds().update(t, feed); }));
  bench.add(server.url("/no"));
  CHECK(bench.crawl().pages_fetched == 1);
  for (const std::string& head : server.requests()) CHECK_FALSE(head.starts_with("GET /b "));
}

TEST_CASE("crawl: a page that cannot be had is tried three times, days apart") {
  Bench bench;
  HttpTestServer server({});
  server.play("/feed", says(feed_answer(rss(without_abstract(server, "/a")))));
  server.play("/robots.txt", says(answer("", "", "404 Not Found")));
  server.play("/a", says(answer("", "", "500 Trouble")));
  bench.allow(server);
  bench.add(server.url("/feed"));
  for (int day = 0; day < 20; ++day) bench.crawl({{}, true, true}), bench.clock.advance(86'400);
  const auto heads = server.requests();
  CHECK(std::count_if(heads.begin(), heads.end(), [](const auto& head) { return head.starts_with("GET /a "); }) == 3);
}

TEST_CASE("fault_084 crawl: a feed from outside sends us to no page on the own network") {
  Bench bench;
  HttpTestServer inside({{"/secret", says(answer("<html><body>secret</body></html>", "Content-Type: text/html\r\n"))}});
  HttpTestServer outside({{"/feed", says(feed_answer(rss("<item><title>A study of doors</title><link>" +
                                                         inside.url("/secret") + "</link><guid>1</guid></item>")))}});
  bench.allow(inside), bench.allow(outside);
  bench.add(outside.url("/feed"));
  CHECK(bench.crawl({{}, true, true}).pages_fetched == 0);
  CHECK(inside.requests().empty());
}

TEST_CASE("fault_021 crawl: two hundred feeds on several hosts are one short round") {
  Bench bench;
  bench.config.fetch = {};  // the usual limits: a busy machine is no failure here
  std::vector<std::unique_ptr<HttpTestServer>> servers;
  for (int s = 0; s < 10; ++s) {
    servers.push_back(std::make_unique<HttpTestServer>(std::map<std::string, tests::Behaviour>{}));
    bench.allow(*servers.back());
    for (int f = 0; f < 20; ++f) {
      const std::string name = "subject-" + std::to_string(s) + "-" + std::to_string(f), path = "/" + std::to_string(f);
      servers.back()->play(path, says(feed_answer(rss(item(name + "-a") + item(name + "-b"), "Journal " + name))));
      bench.add(servers.back()->url(path));
    }
  }
  const auto start = std::chrono::steady_clock::now();
  const CrawlReport report = bench.crawl();
  MESSAGE("seconds: ", std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  CHECK(report.added == 400);
  CHECK(report.failed == 0);
  for (const auto& server : servers) CHECK(server->most_at_once() <= bench.config.fetch.max_per_host);
}

}  // namespace meridian::indexer
