// Dates and ranges of a query: "2024", "2024-03", "2024-03..2024-05", "..2020", ">=2024-03", "7d"; inclusive.
//
// A date means all the days that it may mean: 2024-03 is the first to the 31st of March. Immutable, share freely.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace meridian::query::search {

struct DateRange {
  std::optional<std::int64_t> first, last;  // days since 1970-01-01, both included; open when absent
  std::string text;                         // the same range in the language's own form
  bool reversed = false;                    // it was typed the wrong way round and has been turned
};
// Nothing when it is no range. `today` is the day that "7d" counts back from.
std::optional<DateRange> read_range(std::string_view text, std::int64_t today);
// True for a form that can only be meant as dates, even without a field: "7d", "..2020", ">=2024-03",
// "2024-03..2024-05".
bool looks_like_range(std::string_view text);
// True for numbers about two dots that are no range of dates: "1..9999999999999", "2020-99..2021".
bool misses_a_range(std::string_view text);

}  // namespace meridian::query::search
