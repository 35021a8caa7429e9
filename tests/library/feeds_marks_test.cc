#include "tests/library/sample.h"

namespace meridian::library {
namespace {

Feed feed_at(const std::string& url) {
  Feed feed;
  feed.url = url, feed.title = "T", feed.etag = "W/\"x'\"", feed.last_modified = "Tue, 01 Jan 2030 00:00:00 GMT";
  return feed;
}

template <class Body>
auto write(Desk& desk, Body body) {
  return desk.library->write([&](Transaction& transaction) -> base::Status {
    const auto done = body(transaction);
    if (!done) return base::fail(done.error());
    return {};
  });
}

}  // namespace

TEST_CASE("feeds: state comes back as it was written, validators verbatim") {
  Desk desk;
  Feeds& feeds = desk.library->feeds();
  REQUIRE(write(desk, [&](Transaction& t) { return feeds.add(t, feed_at("https://example.org/rss")); }));
  Feed feed = feeds.get(1).value();
  CHECK(feed.etag == "W/\"x'\"");
  feed.failures = 3, feed.error_code = "fetch.timeout", feed.gone = true, feed.next_due = 5'000'000'000,
  feed.moved_to = "https://b.example/";
  REQUIRE(write(desk, [&](Transaction& t) { return feeds.update(t, feed); }));
  const Feed got = feeds.find("1").value();
  CHECK(got.failures == 3);
  CHECK(got.gone);
  CHECK(got.next_due == 5'000'000'000);
  CHECK(got.moved_to == "https://b.example/");
  CHECK(feeds.find("HTTPS://EXAMPLE.org:443/rss")->id == 1);
}

TEST_CASE("feeds: the same address is refused; another parameter is another feed") {
  Desk desk;
  Feeds& feeds = desk.library->feeds();
  const auto add = [&](const std::string& url) {
    return write(desk, [&](Transaction& t) { return feeds.add(t, feed_at(url)); });
  };
  CHECK(add("https://example.org/rss?source=a"));
  CHECK(add("https://example.org/rss?source=b"));
  CHECK(add("https://EXAMPLE.org/rss?source=a").error().code == "feed.known");
  CHECK(feeds.list()->size() == 2);
}

TEST_CASE("feeds: due ones, longest waiting first; gone and later ones not") {
  Desk desk;
  Feeds& feeds = desk.library->feeds();
  for (const std::int64_t due : {50, 10, 200, 0}) {
    Feed feed = feed_at("https://example.org/" + std::to_string(due));
    feed.next_due = due, feed.gone = due == 0;
    REQUIRE(write(desk, [&](Transaction& t) { return feeds.add(t, feed); }));
  }
  const auto due = feeds.due(100).value();
  REQUIRE(due.size() == 2);
  CHECK(due[0].next_due == 10);
  CHECK(due[1].next_due == 50);
}

TEST_CASE("fault_047: articles stay when their feed is empty or removed, and are counted while it lives") {
  Desk desk;
  Feeds& feeds = desk.library->feeds();
  REQUIRE(write(desk, [&](Transaction& t) { return feeds.add(t, feed_at("https://example.org/rss")); }));
  Article article = sample("A");
  article.feed = 1;
  desk.add(article);
  Feed feed = feeds.get(1).value();
  CHECK(feed.articles == 1);
  feed.items_last = 0;
  REQUIRE(write(desk, [&](Transaction& t) { return feeds.update(t, feed); }));
  CHECK(desk.library->articles().count() == 1);
  REQUIRE(write(desk, [&](Transaction& t) { return feeds.remove(t, 1); }));
  CHECK(desk.library->articles().count() == 1);
  CHECK(feeds.get(1).error().code == "feed.unknown");
  CHECK(feeds.find("https://example.org/none").error().code == "feed.unknown");
  CHECK(write(desk, [&](Transaction& t) { return feeds.remove(t, 1); }).error().code == "feed.unknown");
  REQUIRE(write(desk, [&](Transaction& t) { return feeds.add(t, feed_at("https://example.org/rss")); }));
  CHECK(feeds.list()->front().id == 2);  // a number is never given twice: articles still say 1
}

TEST_CASE("marks: they follow the paper when Works join, part, or lose the marked article") {
  Desk desk;
  Marks& marks = desk.library->marks();
  const ArticleId a = desk.add(sample("A")), b = desk.add(sample("B"));
  REQUIRE(write(desk, [&](Transaction& t) { return marks.set(t, b, Mark::starred, true); }));
  REQUIRE(write(desk, [&](Transaction& t) { return marks.add_shown(t, "2026-06-01", {a, 99}); }));
  CHECK(marks.with(Mark::starred).value() == std::set{b});
  CHECK(marks.with(Mark::read)->empty());
  desk.link(b, {{a, b, LinkKind::same, "doi"}});
  CHECK(marks.with(Mark::starred).value() == std::set{a});
  desk.remove(b);
  CHECK(marks.with(Mark::starred).value() == std::set{a});
  CHECK(marks.shown("2026-06-01").value() == std::set{a});
  REQUIRE(write(desk, [&](Transaction& t) { return marks.set(t, a, Mark::starred, false); }));
  CHECK(marks.with(Mark::starred)->empty());
  REQUIRE(write(desk, [&](Transaction& t) { return marks.clear_shown(t, "2026-06-01"); }));
  CHECK(marks.shown("2026-06-01")->empty());
  CHECK(write(desk, [&](Transaction& t) { return marks.set(t, 99, Mark::read, true); }).error().code ==
        "paper.unknown");
}

}  // namespace meridian::library
