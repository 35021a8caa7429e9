// A whole index from a whole library: shards written side by side, joined by compact.
//
// One writer's time is Xapian's own (METHODS 10), so more threads help only when each has a database to itself; small
// databases in small commits cost it least. Shards are scratch: nothing is flushed before the joined database is. A build
// may begin while the library is still being filled: storing keeps one core busy, the others write what is there. What
// changed behind them is put right in the shards: a joined database is packed, and random changes would split its blocks.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "base/progress.h"
#include "base/result.h"
#include "library/library.h"
#include "text/analyzer.h"

namespace meridian::indexer {

// Documents of a shard, after which its thread begins another: a commit rewrites blocks all over a large one. Joining
// does not merge the pieces of a posting list, so small shards make a large index: 3 % with 10,000, 5 % with 5,000. Twice as
// many behind every 32 shards: they are joined at once, with five files open each, and ten million documents make 128.
inline constexpr std::int64_t kShardDocuments = 20'000;

struct BuildReport {
  std::int64_t documents = 0;
  library::Number number = 0;          // every change of the library up to this one is in the database
  double analysis_s = 0, write_s = 0;  // of all threads together
};

// Threads that write all living Works of a library, each with its own handle of it and its own shards. One thread at a
// time.
class ShardBuild {
 public:
  // Both folders exist; `folder` gets the shards. `analyzer` outlives the build.
  ShardBuild(std::filesystem::path library_folder, std::filesystem::path folder, const text::Analyzer& analyzer,
             std::int64_t shard_documents = kShardDocuments);
  ~ShardBuild();  // stops the threads and waits for them; the shards stay for whoever drops the folder
  // Begins while the library is being filled, with one thread fewer than there are cores.
  void begin_ahead();
  // `library` holds all that is wanted: writes the rest with every core, puts right what changed since it was written
  // (`begun`: the library's number when the build began), and joins the shards into the new database `target`. `total`, of
  // Works, is for the progress.
  base::Result<BuildReport> finish(library::Library& library, library::Number begun, const std::filesystem::path& target,
                                   std::int64_t total, const base::Progress& progress, const base::Cancelled& cancelled);

 private:
  class Shared;
  void run_thread();
  base::Status put_right(library::Library& library, library::Number begun, BuildReport& report);

  const std::filesystem::path library_folder_;
  const text::Analyzer& analyzer_;
  std::unique_ptr<Shared> shared_;
};

// Every living Work of `library` into the new database `target`, whose folder exists. Small libraries take one writer;
// large ones are a ShardBuild over `library_folder`.
base::Result<BuildReport> build_database(library::Library& library, const std::filesystem::path& library_folder,
                                         const std::filesystem::path& target, const text::Analyzer& analyzer,
                                         const base::Progress& progress, const base::Cancelled& cancelled,
                                         std::int64_t shard_documents = kShardDocuments);

}  // namespace meridian::indexer
