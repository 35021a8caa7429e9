#include "indexer/feed_schedule.h"

#include <algorithm>

namespace meridian::indexer {

namespace {

constexpr std::int64_t kDay = 86'400, kLongestPause = 7 * kDay;
constexpr int kMissingTries = 4;  // a day apart: three days in all

std::int64_t bounded(std::int64_t seconds, const base::FetchConfig& bounds) {
  return std::clamp<std::int64_t>(seconds, bounds.min_interval_s,
                                  std::max(bounds.min_interval_s, bounds.max_interval_s));
}

std::int64_t backoff(int failures, const base::FetchConfig& bounds) {
  const int doublings = std::clamp(failures - 1, 0, 20);
  return bounded(std::int64_t{bounds.min_interval_s} << doublings, bounds);
}

}  // namespace

bool is_due(const library::Feed& feed, base::UnixTime now, const base::FetchConfig& bounds) {
  const std::int64_t furthest = std::max<std::int64_t>(kLongestPause, bounds.max_interval_s) + kDay;
  return !feed.gone && (feed.next_due <= now || feed.next_due > now + furthest);
}

void note_success(library::Feed& feed, int added, base::UnixTime now, const base::FetchConfig& bounds) {
  // The interval that was kept last time is what the two stored times lie apart.
  const bool known = feed.failures == 0 && feed.last_success > 0 && feed.next_due > feed.last_attempt;
  const std::int64_t before = known ? feed.next_due - feed.last_attempt : bounds.min_interval_s;
  std::int64_t interval = bounded(added > 0 ? before / 2 : before + before / 2, bounds);
  // New articles beyond the day's share wait: so many a day come from one feed and no more (FAULTS 80). A first visit
  // is free.
  if (feed.last_success > 0)
    interval = std::max(interval, std::min<std::int64_t>(kDay, kDay * added / bounds.max_new_items_per_feed_per_day));
  feed.last_attempt = feed.last_success = now;
  feed.next_due = now + interval;
  feed.failures = 0;
  feed.gone = false;
  feed.error_code.clear();
  feed.error_message.clear();
}

void note_failure(library::Feed& feed, const base::Error& error, int http_status, std::optional<std::int64_t> pause_s,
                  base::UnixTime now, const base::FetchConfig& bounds) {
  // Asked before its time, by hand, a feed fails once and not once more: days are counted, not tries.
  const bool early = feed.failures > 0 && feed.next_due > now && feed.error_code == error.code;
  const bool missing = error.code == "fetch.not_found";
  if (missing && feed.error_code != error.code) feed.failures = 0;
  if (!early) ++feed.failures;
  feed.gone = error.code == "fetch.gone" || (missing && feed.failures >= kMissingTries);
  feed.error_code = feed.gone ? "feed.gone" : error.code;
  feed.error_message = error.message;
  if (feed.gone) feed.error_message += " It is asked no more; its articles stay. Remove it, or add its new address.";
  feed.http_status = http_status;
  feed.last_attempt = now;
  const std::int64_t wait = missing ? kDay : backoff(feed.failures, bounds);
  if (!early) feed.next_due = now + std::max(wait, pause_s.value_or(0));
  // Where it was sent to may be what fails: the address that the reader gave is tried next.
  feed.moved_to.clear();
}

void note_held(library::Feed& feed, base::UnixTime now, const base::FetchConfig& bounds) {
  feed.next_due = std::max<std::int64_t>(feed.next_due, now + bounds.min_interval_s);
}

}  // namespace meridian::indexer
