#include "base/clock.h"

#include <doctest/doctest.h>

namespace meridian::base {

TEST_CASE("clock: days before 1970 and after 2038 survive the way there and back") {
  for (const CivilDay day : {CivilDay{1, 1, 1}, CivilDay{1969, 12, 31}, CivilDay{2000, 2, 29}, CivilDay{2039, 1, 1}, CivilDay{9999, 12, 31}})
    CHECK(civil_from_days(days_from_civil(day)) == day);
}

TEST_CASE("fault_061 clock: 31 February is no day, and 29 February only in leap years") {
  CHECK_FALSE(is_valid({2026, 2, 31}));
  CHECK_FALSE(is_valid({1900, 2, 29}));
  CHECK(is_valid({2000, 2, 29}));
  CHECK_FALSE(is_valid({0, 1, 1}));
}

TEST_CASE("clock: RFC 3339 is read with its zone and written in UTC") {
  CHECK(rfc3339(0) == "1970-01-01T00:00:00Z");
  CHECK(rfc3339(-1) == "1969-12-31T23:59:59Z");
  CHECK(parse_rfc3339("1970-01-01T00:00:00Z") == 0);
  CHECK(parse_rfc3339("2026-06-23T08:00:00.25+08:00") == parse_rfc3339("2026-06-23T00:00:00Z"));
  for (const char* bad : {"", "2026-06-23", "2026-06-23T08:00:00", "2026-02-31T00:00:00Z", "2026-06-23T24:00:00Z", "2026-06-23T08:00:00Zx"})
    CHECK_FALSE(parse_rfc3339(bad));
}

}  // namespace meridian::base
