// What a crawl must survive, by the numbers of the fault list.
#include <map>
#include <vector>

#include "library/feed_state.h"
#include "tests/indexer/fetch/crawl_bench.h"

namespace meridian::indexer {

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

TEST_CASE("fault_009 fault_024 crawl: a body cut without a length keeps its whole items, is marked, and is asked for again in full") {
  Bench bench;
  const std::string whole = rss(item("sleep") + item("rest")), cut = whole.substr(0, whole.find("A study of rest"));
  const std::string head = "HTTP/1.1 200 OK\r\nETag: \"cut\"\r\nLast-Modified: Tue, 23 Jun 2026 08:00:00 GMT\r\nConnection: close\r\n\r\n";
  HttpTestServer server({{"/feed", says(head + cut)}});
  bench.allow(server);
  const auto id = bench.add(server.url("/feed"));
  CHECK(bench.crawl().added == 1);
  CHECK(bench.feed(id).warnings == std::vector<base::Warning>{{"fetch.truncated", {}}});
  CHECK(bench.feed(id).etag.empty());
  CHECK(bench.feed(id).last_modified.empty());
  server.play("/feed", says(head + whole));
  CHECK(bench.crawl().added == 1);
  CHECK(server.requests().at(1).find("If-None-Match") == std::string::npos);
  CHECK(bench.feed(id).warnings.empty());
  CHECK(bench.feed(id).etag == "\"cut\"");
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
  std::int64_t there_when_the_next_was_done = -1;
  auto client = base::make_http_client(bench.config.fetch);
  const auto report = indexer::crawl(*bench.library, **client, {{}, true}, bench.config, bench.clock, {}, [&](const base::ProgressEvent& event) {
    if (event.done == 2) there_when_the_next_was_done = bench.articles();
  });
  REQUIRE(report);
  CHECK(report->added == 1);
  CHECK(report->failed == 2);
  CHECK(there_when_the_next_was_done == 1);
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

namespace {

// Only the host "good" ever answers; each look at the network takes a second of the clock's time.
class HangingClient final : public base::HttpClient {
 public:
  explicit HangingClient(base::FakeClock& clock) : clock_(clock) {}
  void start(base::HttpRequest request, base::HttpDone done) override {
    if (request.url.find("//good.") != std::string::npos) answers_ = [request, done] { done(page(request, rss(item("sleep")), "application/rss+xml")); };
    ++running_;
  }
  int run(int) override {
    clock_.advance(1);
    if (auto answer = std::exchange(answers_, {})) answer(), --running_;
    return running_;
  }

 private:
  base::FakeClock& clock_;
  std::function<void()> answers_;
  int running_ = 0;
};

}  // namespace

TEST_CASE("fault_021 crawl: as many hanging hosts as may be asked at once hold up nobody") {
  Bench bench;
  bench.config.fetch.max_transfers = 4;
  for (int i = 0; i < 8; ++i) bench.add("https://hangs" + std::to_string(i) + ".example/feed");
  bench.add("https://good.example/feed");
  const std::int64_t begun_ms = bench.clock.steady_ms();
  const auto waited_s = [&] { return (bench.clock.steady_ms() - begun_ms) / 1000; };
  HangingClient client(bench.clock);
  const auto report = indexer::crawl(*bench.library, client, {{}, true}, bench.config, bench.clock, {}, {},
                                     [&] { return bench.articles() == 1 || waited_s() > 60; });
  CHECK_FALSE(report);
  CHECK(bench.articles() == 1);
  CHECK(waited_s() <= 4);
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

TEST_CASE("fault_092 crawl: our own server is no feed") {
  Bench bench;
  bench.config.server.port = 7999;
  bench.config.fetch.allow_private = {{"127.0.0.1", 7999}};
  const auto id = bench.add("http://127.0.0.1:7999/feed");
  bench.crawl();
  CHECK(bench.feed(id).error_code == "fetch.own_server");
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
