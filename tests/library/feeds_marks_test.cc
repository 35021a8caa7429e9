#include "library/feed_state.h"
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
  feed.moved_to = "https://b.example/", feed.folder = "痛 / Spine";
  REQUIRE(write(desk, [&](Transaction& t) { return feeds.update(t, feed); }));
  const Feed got = feeds.find("1").value();
  CHECK(got.failures == 3);
  CHECK(got.gone);
  CHECK(got.next_due == 5'000'000'000);
  CHECK(got.moved_to == "https://b.example/");
  CHECK(got.folder == "痛 / Spine");
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

TEST_CASE("feeds: what trouble one is in, in one word") {
  struct Row {
    const char* code;
    FeedState state;
  };
  for (const Row& row : {Row{"fetch.timeout", FeedState::network}, Row{"fetch.tls", FeedState::tls},
                         Row{"fetch.blocked", FeedState::blocked}, Row{"fetch.busy", FeedState::rate_limited},
                         Row{"fetch.server_error", FeedState::server}, Row{"fetch.not_found", FeedState::missing},
                         Row{"feed.not_a_feed", FeedState::web_page}, Row{"xml.malformed", FeedState::parse},
                         Row{"feed.unknown_format", FeedState::parse}, Row{"feed.flood", FeedState::flood},
                         Row{"fetch.private_address", FeedState::refused}, Row{"", FeedState::fine}}) {
    Feed feed;
    feed.last_success = 1, feed.items_last = 3, feed.error_code = row.code;
    CHECK_MESSAGE(state_of(feed) == row.state, row.code);
    CHECK_FALSE(words_of(row.state, "zh").empty());
    feed.gone = true;
    CHECK(name_of(state_of(feed)) == "gone");
  }
  Feed feed;
  CHECK(name_of(state_of(feed)) == "unread");
  feed.last_success = 1;
  CHECK(name_of(state_of(feed)) == "empty");
}

TEST_CASE("feeds: a round over all is remembered until it ends, for a day") {
  Desk desk;
  Feeds& feeds = desk.library->feeds();
  std::int64_t began = 0;
  const auto begin = [&](std::int64_t now) {
    REQUIRE(desk.library->write([&](Transaction& t) -> base::Status {
      MERIDIAN_TRY_ASSIGN(began, feeds.begin_round(t, now));
      return {};
    }));
    return began;
  };
  CHECK(begin(1'000'000) == 1'000'000);
  CHECK(begin(1'000'500) == 1'000'000);
  CHECK(begin(1'090'000) == 1'090'000);
  CHECK(begin(1'000'000) == 1'000'000);  // the clock went back
  REQUIRE(desk.library->write([&](Transaction& t) { return feeds.end_round(t); }));
  CHECK(begin(1'000'700) == 1'000'700);
}

TEST_CASE("page visits: articles without an abstract, the newest first, each when it is due") {
  Desk desk;
  std::vector<ArticleId> ids;
  REQUIRE(desk.library->write([&](Transaction& t) -> base::Status {
    for (int i = 0; i < 3; ++i) {
      Article article;
      article.texts.push_back({"en", "A study of number " + std::to_string(i), i == 1 ? "It was found." : "", {}});
      article.feed = 7;
      MERIDIAN_TRY_ASSIGN(const ArticleId id, desk.library->articles().add(t, article));
      ids.push_back(id);
    }
    return {};
  }));
  PageVisits& visits = desk.library->page_visits();
  const auto wanted = [&](std::int64_t now) {
    std::vector<ArticleId> out;
    const auto due = visits.wanted(7, now, 10).value();
    for (const auto& one : due) out.push_back(one.article);
    return out;
  };
  CHECK(wanted(100) == std::vector<ArticleId>{ids[2], ids[0]});
  CHECK(visits.wanted(8, 100, 10)->empty());
  REQUIRE(desk.library->write([&](Transaction& t) { return visits.note(t, ids[0], 500); }));
  REQUIRE(desk.library->write([&](Transaction& t) { return visits.note(t, ids[2], std::nullopt); }));
  CHECK(wanted(499).empty());
  CHECK(wanted(500) == std::vector<ArticleId>{ids[0]});
  CHECK(visits.wanted(7, 500, 10)->front().tries == 1);
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

TEST_CASE("tags: compared without case, follow the paper, and are counted") {
  Desk desk;
  Marks& marks = desk.library->marks();
  const ArticleId a = desk.add(sample("A")), b = desk.add(sample("B"));
  REQUIRE(write(desk, [&](Transaction& t) { return marks.set_tag(t, b, " Low Back ", true); }));
  REQUIRE(write(desk, [&](Transaction& t) { return marks.set_tag(t, a, "脊柱", true); }));
  CHECK(marks.tagged("low back").value() == std::set{b});
  CHECK(marks.tags().value() == std::map<std::string, std::int64_t>{{"low back", 1}, {"脊柱", 1}});
  desk.link(b, {{a, b, LinkKind::same, "doi"}});
  desk.remove(b);
  CHECK(marks.tagged("LOW BACK").value() == std::set{a});
  CHECK(marks.of(a)->tags == std::vector<std::string>{"low back", "脊柱"});
  REQUIRE(write(desk, [&](Transaction& t) { return marks.set_tag(t, a, "low back", false); }));
  CHECK(marks.tagged("low back")->empty());
  CHECK(write(desk, [&](Transaction& t) { return marks.set_tag(t, 99, "x", true); }).error().code == "paper.unknown");
  for (const std::string& bad : {std::string(), std::string(" "), std::string(65, 'x'), std::string("a\"b")})
    CHECK(write(desk, [&](Transaction& t) { return marks.set_tag(t, a, bad, true); }).error().code == "tag.name");
}

TEST_CASE("radars: found by name in any case; what is known, odd or gone is said") {
  Desk desk;
  Radars& radars = desk.library->radars();
  REQUIRE(write(desk, [&](Transaction& t) { return radars.add(t, {"Spine", "back pain", 5}); }));
  CHECK(radars.get("SPINE")->query == "back pain");
  CHECK(radars.get("none").error().code == "radar.unknown");
  CHECK(write(desk, [&](Transaction& t) { return radars.add(t, {"spine", "other", 6}); }).error().code == "radar.known");
  for (const std::string& bad : {std::string(), std::string(65, 'x'), std::string("a\nb"), std::string("a\"b")})
    CHECK(write(desk, [&](Transaction& t) { return radars.add(t, {bad, "q", 6}); }).error().code == "radar.name");
  REQUIRE(write(desk, [&](Transaction& t) { return radars.add(t, {"腰痛", "腰痛", 7}); }));
  CHECK(radars.list()->size() == 2);
  REQUIRE(write(desk, [&](Transaction& t) { return radars.remove(t, "spine"); }));
  CHECK(write(desk, [&](Transaction& t) { return radars.remove(t, "spine"); }).error().code == "radar.unknown");
  CHECK(radars.list()->size() == 1);
}

TEST_CASE("fault_133: the same write sent twice is once in effect") {
  Desk desk;
  const ArticleId a = desk.add(sample("A"));
  Library& library = *desk.library;
  const auto twice = [&](const std::function<base::Status(Transaction&)>& body) {
    REQUIRE(write(desk, body));
    const auto number = library.number().value();
    REQUIRE(write(desk, body));
    CHECK(library.number().value() == number);  // nothing was changed
  };
  twice([&](Transaction& t) { return library.marks().set(t, a, Mark::starred, true); });
  twice([&](Transaction& t) { return library.marks().set_tag(t, a, "spine", true); });
  twice([&](Transaction& t) { return library.radars().add(t, {"spine", "back pain", 5}); });
  twice([&](Transaction& t) { return library.marks().set(t, a, Mark::starred, false); });
  CHECK(library.marks().with(Mark::starred)->empty());
  CHECK(library.radars().list()->size() == 1);
}

}  // namespace meridian::library
