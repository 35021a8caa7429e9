// A date field of a feed → the calendar day it names, with the precision it has.
//
// Feeds write RFC 822, ISO 8601 and whatever their system prints, under any element. The day is kept as written and
// never shifted to another zone: it is the day that the publisher prints on the article. Immutable, share freely.
#pragma once

#include <string>
#include <string_view>

namespace meridian::indexer::feed {

// "2026-06-23", "2026-06" or "2026"; "" for what is no date as a whole: a day that the calendar has not, a time that
// the clock has not, two readings ("03/04/2021"), a year outside 1500-2200, the zero of a clock (1970-01-01 00:00:00),
// anything else (FAULTS 61). For dates inside running text see clean/text_date.h.
std::string iso_date(std::string_view raw);

}  // namespace meridian::indexer::feed
