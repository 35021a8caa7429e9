// A subscribed address and its state. Plain struct; immutable, share freely.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/warning.h"

namespace meridian::library {

using FeedId = std::int64_t;

struct Feed {
  FeedId id = 0;
  std::string url;             // as given; what is fetched unless moved_to is set
  std::string moved_to;        // after a 301/308
  std::string title;           // the reader's name for it, else the feed's own
  std::string site;            // the feed's home page
  std::string folder;          // of the list it came from, the outer ones first, joined with " / "; empty = none
  std::string etag;            // both validators verbatim, from the last 200
  std::string last_modified;
  std::string body_hash;       // of the last body read whole
  std::int64_t last_attempt = 0;
  std::int64_t last_success = 0;
  std::int64_t next_due = 0;   // Unix seconds; 0 = at once
  int failures = 0;            // in a row
  int http_status = 0;         // of the last attempt; 0 = no answer
  std::string error_code;      // "fetch.timeout", "feed.not_a_feed" …; empty = healthy
  std::string error_message;
  std::vector<base::Warning> warnings;  // of the last parse
  bool gone = false;           // 410, or 404 for days: asked no more
  int items_last = 0;          // in the last body
  // What the schedule has learnt (indexer/feed_schedule.h).
  std::int64_t last_new = 0;       // when it last brought something
  std::int64_t rhythm_s = 0;       // how far apart its news lie; 0 = not known yet
  std::int64_t asked_pause_s = 0;  // between two visits, by the publisher's word (ttl, sy:, Cache-Control); 0 = none
  std::uint32_t silent_hours = 0;  // when it wants no visit (skipHours): bit h of the day, UTC
  std::uint32_t silent_days = 0;   // and skipDays: bit d of the week, 0 = Sunday
  std::int64_t day = 0;            // the day (since 1970, UTC) that added_today counts
  int added_today = 0;             // new articles of that day; above the bound is "feed.flood"
  bool fetch_pages = false;        // the pages of its articles without an abstract are fetched in every round
  std::string continue_at;         // where a harvest or backfill stopped; empty = nothing to go on with
  std::string harvested_to;        // OAI-PMH: the newest datestamp that was taken in
  int articles = 0;                // brought so far (filled when read)
};

}  // namespace meridian::library
