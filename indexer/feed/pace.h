// How often a publisher says that its feed is made anew: RSS 2.0's `ttl` (minutes) and RSS 1.0's syndication module
// (sy:updatePeriod and sy:updateFrequency, web.resource.org/rss/1.0/modules/syndication); and when it wants no visit: RSS
// 2.0's `skipHours` and `skipDays`, in UTC.
//
// All are kept as given; the schedule decides what of it is obeyed. One thread at a time.
#pragma once

#include <cstdint>
#include <string_view>

#include "indexer/feed/element.h"

namespace meridian::indexer::feed {

class Pace {
 public:
  // True when a channel's element of this local name was one of these. Junk is taken and says nothing.
  bool read(std::string_view name, const Element& element);
  // Seconds between two versions, the longer of the two statements; 0 when none was made.
  std::int64_t seconds() const;
  // Bit h: the hour h (0-23); bit d: the day d (0 = Sunday).
  std::uint32_t silent_hours() const { return hours_; }
  std::uint32_t silent_days() const { return days_; }

 private:
  std::int64_t ttl_s_ = 0, period_s_ = 0, frequency_ = 1;
  std::uint32_t hours_ = 0, days_ = 0;
};

}  // namespace meridian::indexer::feed
