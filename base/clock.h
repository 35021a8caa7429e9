// The time of day, replaceable in tests; RFC 3339.
//
// Intervals are measured by the steady clock, dates by the wall clock, and nothing is ever ordered by either (FAULTS T): order
// comes from the library's counter. Safe from many threads.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace meridian::base {

// Seconds since 1970-01-01T00:00:00Z, 64 bits.
using UnixTime = std::int64_t;

class Clock {
 public:
  virtual ~Clock() = default;
  virtual UnixTime now() const = 0;
  // Milliseconds that only ever grow; the origin means nothing.
  virtual std::int64_t steady_ms() const = 0;
};

class SystemClock final : public Clock {
 public:
  UnixTime now() const override;
  std::int64_t steady_ms() const override;
};

// A clock that stands until it is moved; for tests.
class FakeClock final : public Clock {
 public:
  explicit FakeClock(UnixTime start = 1'700'000'000) : now_(start) {}
  UnixTime now() const override { return now_; }
  std::int64_t steady_ms() const override { return steady_ms_; }
  void advance(std::int64_t seconds) { now_ += seconds, steady_ms_ += seconds * 1000; }

 private:
  UnixTime now_;
  std::int64_t steady_ms_ = 0;
};

// A day of the proleptic Gregorian calendar. REQUIRES for the functions below: month 1-12, day 1-31.
struct CivilDay {
  int year = 1970, month = 1, day = 1;
  friend auto operator<=>(const CivilDay&, const CivilDay&) = default;
};
// Days since 1970-01-01 and back (H. Hinnant, "chrono-compatible low-level date algorithms").
std::int64_t days_from_civil(CivilDay day);
CivilDay civil_from_days(std::int64_t days);
// True for a day that the calendar has (31 February is not one), years 1 to 9999.
bool is_valid(CivilDay day);
// "2026-06-23T08:00:00Z"
std::string rfc3339(UnixTime time);
// The UTC day of `time` as "2026-06-23".
std::string iso_day(UnixTime time);
// The instant that an RFC 3339 text names, with a zone; nothing when it is not one.
std::optional<UnixTime> parse_rfc3339(std::string_view text);

}  // namespace meridian::base
