#include "indexer/feed_schedule.h"

#include <algorithm>
#include <functional>

namespace meridian::indexer {

namespace {

constexpr std::int64_t kHour = 3600, kDay = 86'400, kLongestPause = 7 * kDay, kLongestSilence = 7 * kDay;
constexpr std::int64_t kFirstWeekday = 4;  // of 1970: a Thursday
constexpr std::uint32_t kAllHours = 0xFFFFFF, kAllDays = 0x7F;
constexpr std::int64_t kLongestRhythm = 365 * kDay;
constexpr int kMissingTries = 4;  // a day apart: three days in all
constexpr std::int64_t kVisitsBetweenNews = 4;

std::int64_t day_of(base::UnixTime now) {
  return now / kDay;
}

std::int64_t bounded(std::int64_t seconds, const base::FetchConfig& bounds) {
  return std::clamp<std::int64_t>(seconds, bounds.min_interval_s,
                                  std::max(bounds.min_interval_s, bounds.max_interval_s));
}

std::int64_t backoff(int failures, const base::FetchConfig& bounds) {
  const int doublings = std::clamp(failures - 1, 0, 20);
  return bounded(std::int64_t{bounds.min_interval_s} << doublings, bounds);
}

bool is_silent(const library::Feed& feed, base::UnixTime time) {
  // A feed that wants no visit ever says nothing.
  const std::uint32_t hours = feed.silent_hours == kAllHours ? 0 : feed.silent_hours, days = feed.silent_days == kAllDays ? 0 : feed.silent_days;
  if (time < 0) return false;
  const std::int64_t hour = time % kDay / kHour, weekday = (time / kDay + kFirstWeekday) % 7;
  return (hours >> hour & 1) != 0 || (days >> weekday & 1) != 0;
}

// The beginning of the first hour that is not silent, from `time` on.
base::UnixTime out_of_silence(const library::Feed& feed, base::UnixTime time) {
  for (int hour = 0; hour < 7 * 24 && is_silent(feed, time); ++hour) time = (time / kHour + 1) * kHour;
  return time;
}

}  // namespace

bool is_due(const library::Feed& feed, base::UnixTime now, const base::FetchConfig& bounds) {
  const std::int64_t furthest = std::max<std::int64_t>(kLongestPause, bounds.max_interval_s) + kLongestSilence + kDay;
  return !feed.gone && !is_silent(feed, now) && (feed.next_due <= now || feed.next_due > now + furthest);
}

void note_success(library::Feed& feed, int added, base::UnixTime now, const base::FetchConfig& bounds) {
  // A clock that was wrong leaves times ahead of now: they count as now (FAULTS 161).
  const std::int64_t since_news = feed.last_new > 0 ? std::max<std::int64_t>(0, now - feed.last_new) : 0;
  if (added > 0) {
    if (feed.last_new > 0) feed.rhythm_s = feed.rhythm_s > 0 ? (3 * feed.rhythm_s + since_news) / 4 : since_news;
    if (day_of(now) != feed.day) feed.added_today = 0;
    feed.day = day_of(now);
    feed.added_today += added;
  }
  // A first visit that brings nothing begins the silence.
  if (added > 0 || feed.last_new == 0) feed.last_new = now;
  const std::int64_t expected = std::max(feed.rhythm_s > 0 ? feed.rhythm_s : kDay, added > 0 ? 0 : since_news);
  feed.last_attempt = feed.last_success = now;
  feed.next_due = out_of_silence(feed, now + bounded(std::max(expected / kVisitsBetweenNews, feed.asked_pause_s), bounds));
  feed.failures = 0;
  feed.gone = false;
  feed.error_code.clear();
  feed.error_message.clear();
}

std::int64_t rhythm_of(std::vector<base::UnixTime> times) {
  std::sort(times.begin(), times.end(), std::greater<>());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  times.resize(std::min<std::size_t>(times.size(), 31));
  if (times.size() < 3) return 0;
  std::vector<std::int64_t> distances;
  for (std::size_t i = 1; i < times.size(); ++i) distances.push_back(times[i - 1] - times[i]);
  const auto middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
  std::nth_element(distances.begin(), middle, distances.end());
  return std::min(*middle, kLongestRhythm);
}

int share_left(const library::Feed& feed, base::UnixTime now, const base::FetchConfig& bounds) {
  const int used = feed.day == day_of(now) ? feed.added_today : 0;
  return std::max(0, bounds.max_new_items_per_feed_per_day - used);
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
  if (!early) feed.next_due = out_of_silence(feed, now + std::max(wait, pause_s.value_or(0)));
  // Where it was sent to may be what fails: the address that the reader gave is tried next.
  feed.moved_to.clear();
}

void note_held(library::Feed& feed, base::UnixTime now, const base::FetchConfig& bounds) {
  feed.next_due = out_of_silence(feed, std::max<std::int64_t>(feed.next_due, now + bounds.min_interval_s));
}

}  // namespace meridian::indexer
