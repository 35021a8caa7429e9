// What an answer means for a feed's state, and when it is asked again. No network, no database: states in, states out.
//
// A feed is asked four times in the time that usually lies between its news, and the longer nothing came, the more
// seldom: a quarter of the time since its last news, if that is longer. So a feed that posts hourly is asked every
// quarter of an hour or as often as the config allows, a monthly one daily, and a dead one no more than that. What lies
// between its news is learnt: first from the dates of its own items, then from the visits that brought something. The
// publisher's word (ttl, sy:, Cache-Control) is a least time between two visits, up to the config's longest; in the hours
// and on the days that it names (skipHours, skipDays) it is not asked, unless by hand. A failing
// feed is asked again after twice the time of the last failure. Immutable, share freely.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/clock.h"
#include "base/config.h"
#include "base/result.h"
#include "library/feed.h"

namespace meridian::indexer {

// Not gone, its time has come, and it is no time at which it wants no visit. A time further ahead than any that we set is a clock that was wrong (FAULTS 161):
// due.
bool is_due(const library::Feed& feed, base::UnixTime now, const base::FetchConfig& bounds);

// The feed was read; `added` articles were new. The fields that only the caller knows (validators, hash, items) stay.
void note_success(library::Feed& feed, int added, base::UnixTime now, const base::FetchConfig& bounds);

// How far apart the items' own dates lie: the median distance between different times, newest thirty. 0 when there are
// fewer than three times, as in a feed that dates all items alike.
std::int64_t rhythm_of(std::vector<base::UnixTime> item_times);

// How many further new articles the feed may bring today (FAULTS 80).
int share_left(const library::Feed& feed, base::UnixTime now, const base::FetchConfig& bounds);

// `http_status`: 0 = no answer; `pause_s`: what Retry-After asked for. Marks the feed gone on 410, or on 404 for days
// (FAULTS 17); the error then reads "feed.gone".
void note_failure(library::Feed& feed, const base::Error& error, int http_status, std::optional<std::int64_t> pause_s,
                  base::UnixTime now, const base::FetchConfig& bounds);

// Nothing was learnt about the feed itself: its host wanted a pause. Asked again soon, no failure counted.
void note_held(library::Feed& feed, base::UnixTime now, const base::FetchConfig& bounds);

}  // namespace meridian::indexer
