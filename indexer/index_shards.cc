#include "indexer/index_shards.h"

#include <xapian.h>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <limits>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "base/clock.h"
#include "indexer/index_document.h"
#include "library/index.h"

namespace meridian::indexer {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::int64_t kWorthShards = 2'000;  // Works; below this one writer is done sooner
// Works that a thread takes and commits at once. Xapian keeps what is not committed in maps of maps; as long as the
// processor's cache holds them, adding a document costs half of what it does among two thousand others.
constexpr int kChunk = 250;
constexpr std::int64_t kMostShards = 64;  // they are joined at once, with five files open each
constexpr unsigned kMaxThreads = 16;
constexpr auto kReportEvery = std::chrono::milliseconds(200);

double seconds(Clock::duration time) {
  return std::chrono::duration<double>(time).count();
}

// What the threads share: where the list of Works stands, what is done, and the first failure.
class Shared {
 public:
  explicit Shared(const base::Cancelled& cancelled) : cancelled_(cancelled) {}

  // The next Works, from the thread's own library; empty at the end, or when somebody failed.
  base::Result<std::vector<library::WorkId>> take(library::Library& library) {
    const std::lock_guard hold(mutex_);
    std::vector<library::WorkId> ids;
    if (failure_) return ids;
    MERIDIAN_TRY_ASSIGN(const std::vector<library::Work> works, library.works().list_after(after_, kChunk));
    for (const library::Work& work : works) ids.push_back(work.id);
    if (!ids.empty()) after_ = ids.back();
    return ids;
  }
  // REQUIRES: called by one thread only.
  bool stop_if_cancelled() {
    if (!cancelled_ || !cancelled_()) return false;
    fail({base::ErrorKind::cancelled, "index.cancelled", "Stopped; the index is as it was before."});
    return true;
  }
  void fail(base::Error error) {
    const std::lock_guard hold(mutex_);
    if (!failure_) failure_ = std::move(error);
  }
  // Where a thread writes its next shard.
  fs::path next_shard(const fs::path& folder) {
    const std::lock_guard hold(mutex_);
    shards_.push_back(folder / ("shard-" + std::to_string(shards_.size())));
    return shards_.back();
  }
  // REQUIRES: all threads have ended.
  const std::vector<fs::path>& shards() const { return shards_; }
  void ended(const BuildReport& part) {
    const std::lock_guard hold(mutex_);
    sum_.documents += part.documents, sum_.analysis_s += part.analysis_s, sum_.write_s += part.write_s;
    ++ended_;
    wake_.notify_all();
  }
  // True when all have ended.
  bool wait(std::size_t threads) {
    std::unique_lock hold(mutex_);
    return wake_.wait_for(hold, kReportEvery, [&] { return ended_ == threads; });
  }
  base::Result<BuildReport> result() {
    const std::lock_guard hold(mutex_);
    if (failure_) return base::fail(*failure_);
    return sum_;
  }

  std::atomic<std::int64_t> done{0};

 private:
  const base::Cancelled& cancelled_;
  std::mutex mutex_;
  std::condition_variable wake_;
  library::WorkId after_ = 0;
  std::optional<base::Error> failure_;
  std::vector<fs::path> shards_;
  BuildReport sum_;
  std::size_t ended_ = 0;
};

// Writes Works until none is left or `most` documents stand in the database; `more`: whether some may be left. `between`
// is called after each chunk.
base::Status write_shard(library::Library& library, const fs::path& target, const text::Analyzer& analyzer,
                         std::int64_t most, Shared& shared, BuildReport& report, bool& more,
                         const std::function<void()>& between) {
  return library::guarded([&]() -> base::Status {
    Xapian::WritableDatabase database(target.string(),
                                      Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC);
    std::int64_t documents = 0;
    for (more = true; more && documents < most;) {
      MERIDIAN_TRY_ASSIGN(const std::vector<library::WorkId> ids, shared.take(library));
      more = !ids.empty();
      MERIDIAN_TRY_ASSIGN(const std::vector<WorkRecord> records, read_records(library, ids));
      for (const WorkRecord& record : records) {
        const auto start = Clock::now();
        const Xapian::Document document = document_of(record, analyzer);
        const auto made = Clock::now();
        database.add_document(document);
        report.analysis_s += seconds(made - start);
        report.write_s += seconds(Clock::now() - made);
      }
      const auto start = Clock::now();
      database.commit();
      report.write_s += seconds(Clock::now() - start);
      documents += static_cast<std::int64_t>(records.size());
      shared.done += static_cast<std::int64_t>(ids.size());
      between();
    }
    database.close();
    report.documents += documents;
    return {};
  });
}

// A thread of its own: its own library handle, its own databases.
void run_thread(const fs::path& library_folder, const fs::path& folder, const text::Analyzer& analyzer,
                std::int64_t most, Shared& shared) {
  BuildReport report;
  const base::SystemClock clock;
  const auto library = library::Library::open(library_folder, library::OpenMode::read_only, clock);
  if (!library) shared.fail(library.error());
  for (bool more = library.has_value(); more;) {
    const base::Status written =
        write_shard(**library, shared.next_shard(folder), analyzer, most, shared, report, more, [] {});
    if (written) continue;
    shared.fail(written.error());
    break;
  }
  shared.ended(report);
}

base::Result<BuildReport> one_writer(library::Library& library, const fs::path& target, const text::Analyzer& analyzer,
                                     std::int64_t total, const base::Progress& progress, Shared& shared) {
  BuildReport report;
  bool more = true;
  MERIDIAN_TRY(write_shard(library, target, analyzer, std::numeric_limits<std::int64_t>::max(), shared, report, more, [&] {
    base::report(progress, {"index", shared.done, total, {}, false});
    shared.stop_if_cancelled();
  }));
  shared.ended(report);
  return shared.result();
}

base::Result<BuildReport> side_by_side(const fs::path& library_folder, const fs::path& folder,
                                       const text::Analyzer& analyzer, std::int64_t total, std::int64_t most,
                                       const base::Progress& progress, Shared& shared) {
  const unsigned cores = std::clamp(std::thread::hardware_concurrency(), 1U, kMaxThreads);
  std::vector<std::jthread> threads;
  shared.stop_if_cancelled();
  for (unsigned i = 0; i < cores; ++i)
    threads.emplace_back([&] { run_thread(library_folder, folder, analyzer, most, shared); });
  while (!shared.wait(threads.size())) {
    base::report(progress, {"index", shared.done, total, {}, false});
    shared.stop_if_cancelled();
  }
  threads.clear();
  return shared.result();
}

base::Status join(const std::vector<fs::path>& shards, const fs::path& target) {
  return library::guarded([&]() -> base::Status {
    Xapian::Database all;
    for (const fs::path& shard : shards) all.add_database(Xapian::Database(shard.string()));
    all.compact(target.string());
    return {};
  });
}

}  // namespace

base::Result<BuildReport> build_database(library::Library& library, const fs::path& library_folder,
                                         const fs::path& target, const text::Analyzer& analyzer,
                                         const base::Progress& progress, const base::Cancelled& cancelled,
                                         std::int64_t shard_documents) {
  MERIDIAN_TRY_ASSIGN(const std::int64_t total, library.works().count());
  Shared shared(cancelled);
  if (total < kWorthShards) return one_writer(library, target, analyzer, total, progress, shared);

  MERIDIAN_TRY_ASSIGN(BuildReport report,
                      side_by_side(library_folder, target.parent_path(), analyzer, total,
                                   std::max(shard_documents, total / kMostShards), progress, shared));
  base::report(progress, {"index", total, total, "joining", false});
  const auto start = Clock::now();
  MERIDIAN_TRY(join(shared.shards(), target));
  report.write_s += seconds(Clock::now() - start);
  std::error_code ignored;
  for (const fs::path& shard : shared.shards()) fs::remove_all(shard, ignored);
  return report;
}

}  // namespace meridian::indexer
