// Works out what library/derived keeps: the related Works of each Work, new and changed ones first to last.
//
// Ranking reads these lists (docs/ranking.md). Making one costs some milliseconds, so it is done behind an import or a
// crawl, for a bounded time, and goes on where it stopped. One thread at a time; one process at a time, the others leave.
#pragma once

#include "base/clock.h"
#include "base/config.h"
#include "base/progress.h"
#include "base/result.h"
#include "library/library.h"

namespace meridian::query {

struct DeriveReport {
  std::int64_t works = 0;  // whose lists were made now
  std::int64_t left = 0;   // that are waiting
};

// Until all is done that the index holds, `seconds` are over (0 = no limit) or the work is cancelled. refused "lock.held"
// when another process is at it; fails as library::Index::open does.
base::Result<DeriveReport> derive(library::Library& library, const base::Config& config, const base::Clock& clock, int seconds,
                                  const base::Progress& progress = {}, const base::Cancelled& cancelled = {});

}  // namespace meridian::query
