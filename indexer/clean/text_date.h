// Dates as people write them in running text: "23 June 2026", "Nov.-Dec. 2020", "2026年6月23日", "2026-06-23".
//
// What is no day of the calendar is no date (FAULTS 61), and a bare number is never one. The formats that feeds
// prescribe (RFC 822, RFC 3339) are feed/'s business. Immutable, share freely.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace meridian::indexer::clean {

struct TextDate {
  std::string iso;                 // with its true precision: "2026-06-23", "2026-06"; the first month of a range
  std::size_t begin = 0, end = 0;  // bytes of the text
};

// The first date in `utf8`.
std::optional<TextDate> find_date(std::string_view utf8);

}  // namespace meridian::indexer::clean
