// What an answer means for a feed's state, and when it is asked again. No network, no database: states in, states out.
//
// A feed that brings something is asked more often, one that brings nothing more seldom, between the config's bounds; a
// failing one after twice the time of the last failure. Immutable, share freely.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/config.h"
#include "base/result.h"
#include "library/feed.h"

namespace meridian::indexer {

// Not gone, and its time has come. A time further ahead than any that we set is a clock that was wrong (FAULTS 161):
// due.
bool is_due(const library::Feed& feed, base::UnixTime now, const base::FetchConfig& bounds);

// The feed was read; `added` articles were new. The fields that only the caller knows (validators, hash, items) stay.
void note_success(library::Feed& feed, int added, base::UnixTime now, const base::FetchConfig& bounds);

// `http_status`: 0 = no answer; `pause_s`: what Retry-After asked for. Marks the feed gone on 410, or on 404 for days
// (FAULTS 17); the error then reads "feed.gone".
void note_failure(library::Feed& feed, const base::Error& error, int http_status, std::optional<std::int64_t> pause_s,
                  base::UnixTime now, const base::FetchConfig& bounds);

// Nothing was learnt about the feed itself: its host wanted a pause. Asked again soon, no failure counted.
void note_held(library::Feed& feed, base::UnixTime now, const base::FetchConfig& bounds);

}  // namespace meridian::indexer
