// How often a publisher says that its feed is made anew: RSS 2.0's `ttl` (minutes) and RSS 1.0's syndication module
// (sy:updatePeriod and sy:updateFrequency, web.resource.org/rss/1.0/modules/syndication).
//
// Both are kept as given; the schedule decides what of it is obeyed. One thread at a time.
#pragma once

#include <cstdint>
#include <string_view>

#include "indexer/feed/element.h"

namespace meridian::indexer::feed {

class Pace {
 public:
  // True when a channel's element of this local name was one of the three. Junk is taken and says nothing.
  bool read(std::string_view name, const Element& element);
  // Seconds between two versions, the longer of the two statements; 0 when none was made.
  std::int64_t seconds() const;

 private:
  std::int64_t ttl_s_ = 0, period_s_ = 0, frequency_ = 1;
};

}  // namespace meridian::indexer::feed
