// A round of fetching: what is kept, when a feed is asked again, what a stopped round leaves, older items, article pages.
#include <algorithm>
#include <mutex>
#include <set>

#include "tests/indexer/fetch/crawl_bench.h"

namespace meridian::indexer {

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

}  // namespace meridian::indexer
