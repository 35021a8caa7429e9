#include "indexer/feed_schedule.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "indexer/network_watch.h"

namespace meridian::indexer {

namespace {

constexpr base::UnixTime kNow = 1'700'000'000;
const base::Error kMissing = {base::ErrorKind::network, "fetch.not_found", "It is not there."};
const base::Error kSlow = {base::ErrorKind::network, "fetch.slow", "It is slow."};

}  // namespace

// A publisher that posts at these times, asked by our schedule for `days`: how often, and how late its news were seen.
struct Life {
  double visits_a_day = 0, late_h = 0;
};
Life live(std::int64_t every_s, int days, const base::FetchConfig& bounds, std::int64_t asked_pause_s = 0) {
  library::Feed feed;
  feed.asked_pause_s = asked_pause_s;
  const base::UnixTime end = kNow + days * std::int64_t{86'400}, settled = kNow + days * std::int64_t{43'200};
  base::UnixTime now = kNow, seen_until = kNow;
  int visits = 0, news = 0;
  double late = 0;
  while (now < end) {
    int added = 0;
    for (base::UnixTime posted = seen_until + every_s; posted <= now; posted += every_s, ++added) {
      if (now > settled) late += static_cast<double>(now - posted) / 3600, ++news;
      seen_until = posted;
    }
    if (now > settled) ++visits;
    note_success(feed, now == kNow ? 20 : added, now, bounds);
    now = feed.next_due;
  }
  return {visits / (days / 2.0), news > 0 ? late / news : 0};
}

TEST_CASE("schedule: a feed is asked by its own rhythm, between the bounds") {
  const base::FetchConfig bounds;
  struct Row {
    const char* what;
    std::int64_t every_s;
    double least_visits, most_visits, latest_h;
  };
  for (const Row& row : {Row{"every ten minutes", 600, 40, 48, 0.6}, Row{"hourly", 3600, 30, 48, 0.6},
                         Row{"every six hours", 21'600, 10, 24, 1.5}, Row{"daily", 86'400, 3, 8, 5},
                         Row{"weekly", 7 * 86'400, 0.9, 2, 24}, Row{"monthly", 30 * 86'400, 0.9, 2, 24}}) {
    const Life life = live(row.every_s, 240, bounds);
    CHECK_MESSAGE(life.visits_a_day >= row.least_visits, row.what, ": ", life.visits_a_day);
    CHECK_MESSAGE(life.visits_a_day <= row.most_visits, row.what, ": ", life.visits_a_day);
    CHECK_MESSAGE(life.late_h <= row.latest_h, row.what, ": ", life.late_h, " h");
  }
}

TEST_CASE("schedule: no visit falls into the hours and days that a feed leaves out") {
  const base::FetchConfig bounds;
  library::Feed feed;
  feed.silent_days = 1U | 1U << 6;  // Sunday, Saturday
  for (unsigned hour = 0; hour < 24; ++hour)
    if (hour < 8 || hour > 17) feed.silent_hours |= 1U << hour;
  base::FakeClock clock(*base::parse_rfc3339("2026-05-01T09:12:00Z"));  // a Friday
  std::vector<std::string> visits;
  for (int i = 0; i < 60; ++i) {
    CHECK(is_due(feed, clock.now(), bounds));
    note_success(feed, 1, clock.now(), bounds);
    const std::string when = base::rfc3339(feed.next_due);
    CHECK_MESSAGE((when.substr(11, 2) >= "08" && when.substr(11, 2) <= "17"), when);
    clock.advance(feed.next_due - clock.now());
    visits.push_back(when);
  }
  // From Friday afternoon to Monday morning.
  CHECK(std::find(visits.begin(), visits.end(), "2026-05-04T08:00:00Z") != visits.end());
  CHECK(std::none_of(visits.begin(), visits.end(), [](const std::string& when) { return when.starts_with("2026-05-02") || when.starts_with("2026-05-03"); }));

  // A round that begins at night leaves it alone, though it was due before; so does a failure.
  CHECK_FALSE(is_due(feed, *base::parse_rfc3339("2026-06-02T20:00:00Z"), bounds));
  note_failure(feed, kSlow, 0, std::nullopt, *base::parse_rfc3339("2026-06-02T17:59:00Z"), bounds);
  CHECK(base::rfc3339(feed.next_due) == "2026-06-03T08:00:00Z");
  note_held(feed, *base::parse_rfc3339("2026-06-05T17:59:00Z"), bounds);
  CHECK(base::rfc3339(feed.next_due) == "2026-06-08T08:00:00Z");
}

TEST_CASE("schedule: a feed that leaves out every hour or every day is asked as if it said nothing") {
  const base::FetchConfig bounds;
  library::Feed silent, other;
  silent.silent_hours = 0xFFFFFF, silent.silent_days = 0x7F;
  note_success(silent, 1, kNow, bounds);
  note_success(other, 1, kNow, bounds);
  CHECK(silent.next_due == other.next_due);
  CHECK(is_due(silent, silent.next_due, bounds));
}

TEST_CASE("schedule: the publisher's word is a least time between two visits, up to our longest") {
  const base::FetchConfig bounds;
  CHECK(live(3600, 60, bounds, 4 * 3600).visits_a_day <= 6.2);
  library::Feed feed;
  feed.asked_pause_s = 365 * 86'400;
  note_success(feed, 1, kNow, bounds);
  CHECK(feed.next_due - kNow == bounds.max_interval_s);
}

TEST_CASE("schedule: silence brings a feed later, never sooner") {
  const base::FetchConfig bounds;
  library::Feed feed;
  base::UnixTime now = kNow;
  std::int64_t before = 0;
  for (int i = 0; i < 30; ++i) {
    note_success(feed, i == 0 ? 5 : 0, now, bounds);
    CHECK(feed.next_due - now >= before);
    before = feed.next_due - now, now = feed.next_due;
  }
  CHECK(before == bounds.max_interval_s);
}

TEST_CASE("schedule: the first rhythm is that of the items' own dates") {
  constexpr base::UnixTime kDay = 86'400;
  CHECK(rhythm_of({}) == 0);
  CHECK(rhythm_of({kNow, kNow, kNow, kNow - kDay}) == 0);
  CHECK(rhythm_of({kNow - 7 * kDay, kNow, kNow - 14 * kDay, kNow}) == 7 * kDay);
  CHECK(rhythm_of({kNow, kNow - kDay, kNow - 2 * kDay, kNow - 9000 * kDay}) == kDay);
  CHECK(rhythm_of({0, 4000 * kDay, 8000 * kDay}) == 365 * kDay);
}

TEST_CASE("schedule: a failing feed is asked after twice the time, at most the longest") {
  const base::FetchConfig bounds;
  library::Feed feed;
  base::UnixTime now = kNow;
  for (const std::int64_t wanted : {1800, 3600, 7200, 14'400, 28'800, 57'600, 86'400, 86'400}) {
    note_failure(feed, kSlow, 0, {}, now, bounds);
    CHECK(feed.next_due - now == wanted);
    now = feed.next_due;
  }
  note_success(feed, 0, now, bounds);
  CHECK(feed.failures == 0);
  CHECK(feed.error_code.empty());
}

TEST_CASE("fault_016 schedule: a pause that was asked for is kept") {
  library::Feed feed;
  note_failure(feed, {base::ErrorKind::network, "fetch.busy", "Busy."}, 429, 7 * 86'400, kNow, {});
  CHECK(feed.next_due == kNow + 7 * 86'400);
}

TEST_CASE("fault_017 schedule: 404 over three days is gone, whoever asks in between; 410 at once") {
  library::Feed feed;
  feed.last_success = kNow - 100;
  base::UnixTime now = kNow;
  for (int i = 0; i < 30; ++i) note_failure(feed, kMissing, 404, {}, now + i, {});
  CHECK_FALSE(feed.gone);
  for (int day = 1; day <= 3; ++day) {
    CHECK_FALSE(feed.gone);
    note_failure(feed, kMissing, 404, {}, now + day * 86'400 + 60, {});
  }
  CHECK(feed.gone);
  CHECK(feed.error_code == "feed.gone");
  library::Feed other;
  note_failure(other, {base::ErrorKind::network, "fetch.gone", "Gone."}, 410, {}, kNow, {});
  CHECK(other.gone);
  CHECK_FALSE(is_due(other, kNow + 999'999, {}));
}

TEST_CASE("fault_080 schedule: new articles are counted by the day") {
  base::FetchConfig bounds;
  library::Feed feed;
  CHECK(share_left(feed, kNow, bounds) == 1000);
  note_success(feed, 900, kNow, bounds);
  CHECK(share_left(feed, kNow + 60, bounds) == 100);
  note_success(feed, 100, kNow + 120, bounds);
  CHECK(share_left(feed, kNow + 180, bounds) == 0);
  CHECK(share_left(feed, kNow + 86'400, bounds) == 1000);
  note_success(feed, 1, kNow + 86'400, bounds);
  CHECK(feed.added_today == 1);
}

TEST_CASE("fault_161 schedule: a clock that jumps leaves no feed silent") {
  const base::FetchConfig bounds;
  for (const std::int64_t jump : {std::int64_t{365 * 86'400}, std::int64_t{-365 * 86'400}, -kNow}) {
    library::Feed feed;
    note_success(feed, 3, kNow, bounds);
    note_success(feed, 1, kNow + jump, bounds);
    CHECK(feed.next_due - (kNow + jump) <= bounds.max_interval_s);
    CHECK(feed.next_due > kNow + jump);
    note_success(feed, 1, kNow + 60, bounds);
    CHECK(feed.next_due - kNow <= bounds.max_interval_s + 60);
  }
}

TEST_CASE("fault_161 schedule: a clock that was wrong silences no feed for a year") {
  const base::FetchConfig bounds;
  library::Feed feed;
  feed.next_due = kNow + 365 * 86'400;
  CHECK(is_due(feed, kNow, bounds));
  feed.next_due = kNow + 86'400;
  CHECK_FALSE(is_due(feed, kNow, bounds));
}

TEST_CASE("fault_023 network: several hosts out of reach and nobody answering is the network") {
  NetworkWatch watch(4);
  CHECK_FALSE(watch.unreachable("a"));
  CHECK_FALSE(watch.unreachable("a"));
  CHECK(watch.away_at_end());
  watch.answered();
  CHECK_FALSE(watch.away_at_end());
  for (const char* host : {"a", "b", "c"}) CHECK_FALSE(watch.unreachable(host));
  CHECK(watch.away_at_end());
  CHECK(watch.unreachable("d"));
}

TEST_CASE("fault_207 network: three hosts that are not who they should be are a portal, one is not") {
  NetworkWatch watch(16);
  CHECK_FALSE(watch.impostor("a"));
  CHECK_FALSE(watch.impostor("a"));
  CHECK_FALSE(watch.impostor("b"));
  CHECK_FALSE(watch.away_at_end());
  CHECK(watch.impostor("c"));
  watch.answered();
  CHECK_FALSE(watch.impostor("d"));
}

TEST_CASE("fault_206 network: the same page from three hosts in a row is a portal") {
  NetworkWatch watch(16);
  CHECK_FALSE(watch.web_page("a", "x"));
  CHECK_FALSE(watch.web_page("b", "y"));
  CHECK_FALSE(watch.web_page("c", "x"));
  CHECK_FALSE(watch.web_page("c", "x"));
  CHECK_FALSE(watch.web_page("d", "x"));
  CHECK(watch.web_page("e", "x"));
}

}  // namespace meridian::indexer
