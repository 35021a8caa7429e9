#include "base/clock.h"

#include <chrono>
#include <cstdio>

namespace meridian::base {

UnixTime SystemClock::now() const {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::int64_t SystemClock::steady_ms() const {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::int64_t days_from_civil(CivilDay day) {
  const std::int64_t y = day.year - (day.month <= 2 ? 1 : 0);
  const std::int64_t era = (y >= 0 ? y : y - 399) / 400;
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t day_of_year = (153 * (day.month + (day.month > 2 ? -3 : 9)) + 2) / 5 + day.day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

CivilDay civil_from_days(std::int64_t days) {
  days += 719468;
  const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
  const std::int64_t day_of_era = days - era * 146097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  const int day = static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
  const int month = static_cast<int>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  return {static_cast<int>(year_of_era + era * 400 + (month <= 2 ? 1 : 0)), month, day};
}

bool is_valid(CivilDay day) {
  if (day.year < 1 || day.year > 9999 || day.month < 1 || day.month > 12 || day.day < 1 || day.day > 31) return false;
  return civil_from_days(days_from_civil(day)) == day;
}

std::string iso_day(UnixTime time) {
  const std::int64_t days = time >= 0 ? time / 86400 : (time - 86399) / 86400;
  const CivilDay day = civil_from_days(days);
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", day.year, day.month, day.day);
  return text;
}

std::string rfc3339(UnixTime time) {
  const std::int64_t days = time >= 0 ? time / 86400 : (time - 86399) / 86400;
  const std::int64_t second = time - days * 86400;
  char text[32];
  std::snprintf(text, sizeof text, "T%02d:%02d:%02dZ", static_cast<int>(second / 3600), static_cast<int>(second / 60 % 60),
                static_cast<int>(second % 60));
  return iso_day(time) + text;
}

namespace {

// Reads exactly `count` digits at `at` and moves past them.
bool digits(std::string_view text, std::size_t& at, int count, int& value) {
  value = 0;
  for (int i = 0; i < count; ++i, ++at) {
    if (at >= text.size() || text[at] < '0' || text[at] > '9') return false;
    value = value * 10 + (text[at] - '0');
  }
  return true;
}

bool literal(std::string_view text, std::size_t& at, char wanted) { return at < text.size() && text[at++] == wanted; }

}  // namespace

std::optional<UnixTime> parse_rfc3339(std::string_view text) {
  std::size_t at = 0;
  CivilDay day;
  int hour = 0, minute = 0, second = 0;
  if (!digits(text, at, 4, day.year) || !literal(text, at, '-') || !digits(text, at, 2, day.month) ||
      !literal(text, at, '-') || !digits(text, at, 2, day.day) || !is_valid(day))
    return std::nullopt;
  if (at >= text.size() || (text[at] != 'T' && text[at] != 't' && text[at] != ' ')) return std::nullopt;
  ++at;
  if (!digits(text, at, 2, hour) || !literal(text, at, ':') || !digits(text, at, 2, minute) || !literal(text, at, ':') ||
      !digits(text, at, 2, second) || hour > 23 || minute > 59 || second > 60)
    return std::nullopt;
  if (at < text.size() && text[at] == '.') {
    for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9';) ++at;
  }
  if (at >= text.size()) return std::nullopt;
  std::int64_t offset = 0;
  if (text[at] == 'Z' || text[at] == 'z') {
    ++at;
  } else {
    const int sign = text[at] == '+' ? 1 : text[at] == '-' ? -1 : 0;
    int zone_hour = 0, zone_minute = 0;
    if (sign == 0 || !digits(text, ++at, 2, zone_hour) || !literal(text, at, ':') || !digits(text, at, 2, zone_minute) ||
        zone_hour > 23 || zone_minute > 59)
      return std::nullopt;
    offset = sign * (zone_hour * 3600 + zone_minute * 60);
  }
  if (at != text.size()) return std::nullopt;
  return days_from_civil(day) * 86400 + hour * 3600 + minute * 60 + second - offset;
}

}  // namespace meridian::base
