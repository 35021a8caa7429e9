#include "indexer/feed_schedule.h"

#include <doctest/doctest.h>

#include "indexer/network_watch.h"

namespace meridian::indexer {

namespace {

constexpr base::UnixTime kNow = 1'700'000'000;
const base::Error kMissing = {base::ErrorKind::network, "fetch.not_found", "It is not there."};
const base::Error kSlow = {base::ErrorKind::network, "fetch.slow", "It is slow."};

}  // namespace

TEST_CASE("schedule: news bring a feed sooner, silence later, between the bounds") {
  const base::FetchConfig bounds;
  library::Feed feed;
  base::UnixTime now = kNow;
  std::int64_t before = 0;
  for (int i = 0; i < 20; ++i) {
    note_success(feed, 0, now, bounds);
    CHECK(feed.next_due - now >= before);
    before = feed.next_due - now, now = feed.next_due;
  }
  CHECK(before == bounds.max_interval_s);
  note_success(feed, 1, now, bounds);
  CHECK(feed.next_due - now == bounds.max_interval_s / 2);
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

TEST_CASE("fault_080 schedule: many new articles use up the day's share") {
  base::FetchConfig bounds;
  library::Feed feed;
  note_success(feed, 900, kNow, bounds);
  CHECK(feed.next_due - kNow == bounds.min_interval_s);
  note_success(feed, 500, feed.next_due, bounds);
  CHECK(feed.next_due - feed.last_attempt == 43'200);
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
