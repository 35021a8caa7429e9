// The time of day and the zone of a date field: found wherever they stand in it and taken out, so that a day is left.
// Immutable, share freely.
#pragma once

#include <optional>
#include <vector>

#include "indexer/feed/date_parts.h"

namespace meridian::indexer::feed {

struct DateClock {
  int seconds = 0;           // since midnight; a leap second is 86,400
  bool said = false;         // the field has a clock
  bool has_zone = false;
  std::optional<int> zone;   // minutes east of Greenwich; nothing for a region's name ("Europe/Brussels")
};

// Takes clock and zone out of `parts`. Nothing when there is a clock that no clock shows ("24:61", "10:14:61") or a zone
// that no place has ("+9999").
std::optional<DateClock> take_clock(std::vector<DatePart>& parts);

}  // namespace meridian::indexer::feed
