// A date field of a feed → the calendar day it names, with the precision it has.
//
// Feeds write RFC 822, ISO 8601 and whatever their system prints, under any element. The day is kept as written and
// never shifted to another zone: it is the day that the publisher prints on the article. Immutable, share freely.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"

namespace meridian::indexer::feed {

struct Date {
  std::string day;                        // "2026-06-23", "2026-06" or "2026"
  std::optional<base::UnixTime> instant;  // where a clock was said: of it (UTC unless a zone was), else of the first
                                          // midnight; nothing in a region's zone ("Europe/Brussels")
  bool has_clock = false;                 // a time of day was said
};

// Nothing for what is no date as a whole: a day that the calendar has not, a time that the clock has not, two readings
// ("03/04/2021" without a weekday), a year before the calendar's (1583), the zero of a clock (1970-01-01 00:00:00),
// anything else (FAULTS 61). Seconds and milliseconds since 1970 are dates. For dates inside running text see
// clean/text_date.h.
std::optional<Date> read_date(std::string_view raw);
// Its day; "" where there is none.
std::string iso_date(std::string_view raw);
// The day that a Chinese publisher meant by midnight at home and wrote in UTC ("Mon, 22 Jun 2026 16:00:00 GMT" is the
// 23rd); any other day as it stands. REQUIRES: the publisher is Chinese, since others do publish at four.
std::string day_in_china(const Date& date);

}  // namespace meridian::indexer::feed
