#include "indexer/feed_discovery.h"

#include <doctest/doctest.h>

#include "tests/support/http_test_server.h"

namespace meridian::indexer {

namespace {

using tests::answer;
using tests::HttpTestServer;
using tests::says;

std::vector<std::string> addresses(const std::string& html, const char* page = "https://journal.example/issues/current") {
  std::vector<std::string> out;
  for (const FeedLink& link : feed_links(html, *base::parse_url(page))) out.push_back(link.url);
  return out;
}

std::string feed(const std::string& title) {
  return answer("<rss version=\"2.0\"><channel><title>" + title +
                    "</title><ttl>120</ttl><item><title>A study of paths and where they lead</title>"
                    "<link>https://journal.example/1</link><description>Where paths lead was studied in forty walkers over "
                    "a year, and most of them came home again before dark.</description><author>Mary Walker</author>"
                    "<pubDate>Mon, 02 Nov 2026 08:00:00 GMT</pubDate></item></channel></rss>",
                "Content-Type: application/rss+xml\r\nETag: \"1\"\r\n");
}

base::FetchConfig quick(const HttpTestServer& server) {
  base::FetchConfig bounds;
  bounds.allow_private = {{"127.0.0.1", server.port()}};
  bounds.connect_timeout_s = 1, bounds.slow_for_s = 1, bounds.host_delay_ms = 0;
  return bounds;
}

}  // namespace

TEST_CASE("discovery: what the head announces comes first, then what looks like a feed, each once") {
  CHECK(addresses("<html><head><link rel='stylesheet' href='/a.css'>"
                  "<link rel='alternate' type='application/rss+xml' title='All' href='/feed/all'>"
                  "<link rel='ALTERNATE home' type='application/atom+xml; charset=utf-8' href='//cdn.example/atom'>"
                  "<link rel='alternate' hreflang='de' href='/de'></head><body><a href='/about'>About</a>"
                  "<a href='/current.rss'>this issue</a><a href='/subscribe'>RSS</a><a href='/feed/all'>again</a></body></html>") ==
        std::vector<std::string>{"https://journal.example/feed/all", "https://cdn.example/atom",
                                 "https://journal.example/current.rss", "https://journal.example/subscribe"});
}

TEST_CASE("discovery: relative to <base>; script, mail and other schemes are no feeds") {
  CHECK(addresses("<head><base href='https://other.example/x/'></head><a href='rss.xml'>RSS</a>"
                  "<a href='javascript:rss()'>RSS</a><a href='mailto:rss@journal.example'>RSS</a><a href='feed://a/b'>RSS</a>"
                  "<a href='#rss'>RSS</a>") == std::vector<std::string>{"https://other.example/x/rss.xml"});
  CHECK(addresses("").empty());
}

TEST_CASE("fault_056 discovery: ten thousand links are bounded") {
  std::string html;
  for (int i = 0; i < 10'000; ++i) html += "<a href='/" + std::to_string(i) + ".rss'>RSS</a>";
  CHECK(addresses(html).size() == 40);
}

TEST_CASE("discovery: what a page names is asked, and listed when it is a feed") {
  HttpTestServer server({{"/", says(answer("<html><head><link rel=alternate type='application/rss+xml' href='/good'>"
                                           "<link rel=alternate type='application/rss+xml' href='/page'></head></html>",
                                           "Content-Type: text/html\r\n"))},
                         {"/good", says(feed("Paths"))},
                         {"/page", says(answer("<html><body>no</body></html>", "Content-Type: text/html\r\n"))}});
  const base::FetchConfig bounds = quick(server);
  auto client = base::make_http_client(bounds);
  const auto found = discover_feeds(**client, server.url("/"), bounds, base::SystemClock());
  REQUIRE(found);
  REQUIRE(found->feeds.size() == 1);
  CHECK(found->feeds[0].url == server.url("/good"));
  CHECK(found->asked == 2);
  CHECK(found->not_feeds.size() == 1);
}

TEST_CASE("discovery: a page that names none is tried in the usual places; a feed is its own answer") {
  HttpTestServer server({{"/", says(answer("<html><body>Hello</body></html>", "Content-Type: text/html\r\n"))},
                         {"/feed.xml", says(feed("Paths"))}});
  const base::FetchConfig bounds = quick(server);
  auto client = base::make_http_client(bounds);
  const auto found = discover_feeds(**client, server.url("/"), bounds, base::SystemClock());
  REQUIRE(found);
  REQUIRE(found->feeds.size() == 1);
  CHECK(found->feeds[0].url == server.url("/feed.xml"));
  CHECK(found->not_feeds.empty());
  const auto itself = discover_feeds(**client, server.url("/feed.xml"), bounds, base::SystemClock());
  REQUIRE(itself);
  CHECK(itself->feeds.size() == 1);
  CHECK(itself->asked == 0);
}

TEST_CASE("fault_084 discovery: a page from outside leads to no address of the own network") {
  HttpTestServer inside({{"/feed", says(feed("Secret"))}});
  HttpTestServer outside({{"/", says(answer("<link rel=alternate type='application/rss+xml' href='" + inside.url("/feed") + "'>",
                                            "Content-Type: text/html\r\n"))}});
  base::FetchConfig bounds = quick(outside);
  bounds.allow_private.push_back({"127.0.0.1", inside.port()});
  auto client = base::make_http_client(bounds);
  const auto found = discover_feeds(**client, outside.url("/"), bounds, base::SystemClock());
  REQUIRE(found);
  CHECK(found->feeds.empty());
  CHECK(inside.requests().empty());
}

TEST_CASE("probe: what was understood of a feed, and when it would be asked again") {
  HttpTestServer server({{"/old", says(answer("", "Location: /feed\r\n", "301 Moved"))},
                         {"/feed", says(feed("Paths"))},
                         {"/page", says(answer("<html><body>no</body></html>", "Content-Type: text/html\r\n"))}});
  const base::FetchConfig bounds = quick(server);
  auto client = base::make_http_client(bounds);
  const base::UnixTime now = 1'800'000'000;
  const auto probe = probe_feed(**client, server.url("/old"), bounds, now);
  REQUIRE(probe);
  CHECK(probe->url == server.url("/feed"));
  CHECK(probe->moved_to == server.url("/feed"));
  CHECK(probe->format == "rss2");
  CHECK(probe->title == "Paths");
  CHECK(probe->articles == 1);
  CHECK(probe->abstracts == 1);
  CHECK(probe->authors == 1);
  CHECK(probe->dates == 1);
  CHECK(probe->dois == 0);
  CHECK(probe->newest == "2026-11-02");
  CHECK(probe->languages == std::vector<std::string>{"en"});
  CHECK(probe->validators);
  CHECK(probe->asked_pause_s == 7200);
  CHECK(probe->next_due > now);
  CHECK(probe_feed(**client, server.url("/page"), bounds, now).error().code == "feed.not_a_feed");
  CHECK(probe_feed(**client, server.url("/none"), bounds, now).error().code == "fetch.not_found");
}

}  // namespace meridian::indexer
