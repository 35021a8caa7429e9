// Dates in parts, as records of libraries give them, with the precision that they have.
//
// A day that the calendar has not leaves the month, a month that is none leaves the year (FAULTS 61). Immutable, share
// freely.
#pragma once

#include <string>
#include <string_view>

namespace meridian::base {

// "2026", "6" or "Jun", "23" → "2026-06-23", "2026-06" or "2026"; "" without a year between 1500 and 2200.
std::string partial_date(std::string_view year, std::string_view month, std::string_view day);
// MEDLINE's dates in words: "1998 Dec-1999 Jan", "2004 Spring", "2021 Mar 7", "1976-1977": where the time begins.
std::string medline_date(std::string_view words);

}  // namespace meridian::base
