// A whole index from a whole library: shards written side by side, joined by compact.
//
// One writer's time is Xapian's own (METHODS 10), so more threads help only when each has a database to itself; small
// databases in small commits cost it least. Shards are scratch: nothing is flushed before the joined database is.
#pragma once

#include <filesystem>

#include "base/progress.h"
#include "base/result.h"
#include "library/library.h"
#include "text/analyzer.h"

namespace meridian::indexer {

struct BuildReport {
  std::int64_t documents = 0;
  double analysis_s = 0, write_s = 0;  // of all threads together
};

// Documents of a shard, after which its thread begins another: a commit rewrites blocks all over a large one. Joining
// does not merge the pieces of a posting list, so shards of 5,000 make an index a twentieth larger.
inline constexpr std::int64_t kShardDocuments = 10'000;

// Every living Work of `library` into the new database `target`, whose folder exists. Small libraries take one writer;
// for large ones every thread opens `library_folder` read only.
base::Result<BuildReport> build_database(library::Library& library, const std::filesystem::path& library_folder,
                                         const std::filesystem::path& target, const text::Analyzer& analyzer,
                                         const base::Progress& progress, const base::Cancelled& cancelled,
                                         std::int64_t shard_documents = kShardDocuments);

}  // namespace meridian::indexer
