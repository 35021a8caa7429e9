#include "indexer/index_shards.h"

#include <xapian.h>
#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

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
constexpr int kChanges = 10'000;       // read at once
constexpr std::size_t kSameSize = 32;  // shards, before they get twice as large
constexpr unsigned kMaxThreads = 16;
constexpr auto kReportEvery = std::chrono::milliseconds(200), kLookAgain = std::chrono::milliseconds(100);

double seconds(Clock::duration time) {
  return std::chrono::duration<double>(time).count();
}

unsigned cores() {
  return std::clamp(std::thread::hardware_concurrency(), 1U, kMaxThreads);
}

// Adds the documents of these Works in one commit.
base::Status write_chunk(library::Library& library, Xapian::WritableDatabase& database, const text::Analyzer& analyzer,
                         const std::vector<library::WorkId>& works, BuildReport& report) {
  MERIDIAN_TRY_ASSIGN(const std::vector<WorkRecord> records, read_records(library, works));
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
  report.documents += static_cast<std::int64_t>(records.size());
  return {};
}

Xapian::WritableDatabase new_database(const fs::path& file) {
  return Xapian::WritableDatabase(file.string(), Xapian::DB_CREATE | Xapian::DB_BACKEND_GLASS | Xapian::DB_NO_SYNC);
}

base::Result<std::vector<library::WorkId>> works_after(library::Library& library, library::WorkId after) {
  MERIDIAN_TRY_ASSIGN(const std::vector<library::Work> works, library.works().list_after(after, kChunk));
  std::vector<library::WorkId> ids;
  for (const library::Work& work : works) ids.push_back(work.id);
  return ids;
}

base::Error cancelled_error() {
  return {base::ErrorKind::cancelled, "index.cancelled", "Stopped; the index is as it was before."};
}

base::Result<BuildReport> one_writer(library::Library& library, const fs::path& target, const text::Analyzer& analyzer,
                                     std::int64_t total, const base::Progress& progress,
                                     const base::Cancelled& cancelled) {
  BuildReport report;
  MERIDIAN_TRY(library::guarded([&]() -> base::Status {
    Xapian::WritableDatabase database = new_database(target);
    for (library::WorkId after = 0;;) {
      if (cancelled && cancelled()) return base::fail(cancelled_error());
      MERIDIAN_TRY_ASSIGN(const std::vector<library::WorkId> works, works_after(library, after));
      if (works.empty()) return {};
      MERIDIAN_TRY(write_chunk(library, database, analyzer, works, report));
      after = works.back();
      base::report(progress, {"index", report.documents, total, {}, false});
    }
  }));
  return report;
}

// The number of documents.
base::Result<std::int64_t> join(const std::vector<fs::path>& shards, const fs::path& target) {
  std::int64_t documents = 0;
  MERIDIAN_TRY(library::guarded([&]() -> base::Status {
    if (shards.empty()) new_database(target).commit();
    if (shards.empty()) return {};
    Xapian::Database all;
    for (const fs::path& shard : shards) all.add_database(Xapian::Database(shard.string()));
    documents = static_cast<std::int64_t>(all.get_doccount());
    all.compact(target.string());
    return {};
  }));
  return documents;
}

base::Status remove_works(const fs::path& shard, const std::vector<library::WorkId>& works) {
  return library::guarded([&]() -> base::Status {
    Xapian::WritableDatabase database(shard.string(), Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
    for (const library::WorkId work : works) database.delete_document(unique_term(work));
    database.commit();
    return {};
  });
}

// Works with ids behind those of another chunk, up to `last`, and where they were written as the library had them at
// `number`.
struct Chunk {
  library::WorkId last = 0;
  library::Number number = 0;
  fs::path shard = {};
};

}  // namespace

// What the threads share: where the list of Works stands, what is done, and the first failure.
class ShardBuild::Shared {
 public:
  Shared(fs::path folder, std::int64_t shard_documents) : folder_(std::move(folder)), shard_documents_(shard_documents) {}

  struct Taken {
    std::vector<library::WorkId> works;
    Chunk chunk;
  };
  // The next Works, from the thread's own library; waits for a whole chunk while more may come. None at the end, or when
  // somebody failed.
  base::Result<Taken> take(library::Library& library) {
    std::unique_lock hold(mutex_);
    for (;;) {
      if (failure_) return Taken();
      const bool whole = whole_;
      // Read first: what the Works are is then no older than this.
      MERIDIAN_TRY_ASSIGN(const library::Number number, library.number());
      MERIDIAN_TRY_ASSIGN(std::vector<library::WorkId> works, works_after(library, after_));
      if (whole || works.size() == static_cast<std::size_t>(kChunk)) {
        if (works.empty()) return Taken();
        after_ = works.back();
        return Taken{std::move(works), {after_, number}};
      }
      wake_.wait_for(hold, kLookAgain);
    }
  }
  void library_is_whole() {
    const std::lock_guard hold(mutex_);
    whole_ = true;
    wake_.notify_all();
  }
  void fail(base::Error error) {
    const std::lock_guard hold(mutex_);
    if (!failure_) failure_ = std::move(error);
    wake_.notify_all();
  }
  // Where a thread writes its next shard, and how many documents.
  std::pair<fs::path, std::int64_t> next_shard() {
    const std::lock_guard hold(mutex_);
    const std::int64_t most = shard_documents_ << shards_.size() / kSameSize;
    shards_.push_back(folder_ / ("shard-" + std::to_string(shards_.size())));
    return {shards_.back(), most};
  }
  void wrote(Chunk chunk) {
    const std::lock_guard hold(mutex_);
    chunks_.push_back(std::move(chunk));
  }
  void ended(const BuildReport& part) {
    const std::lock_guard hold(mutex_);
    sum_.analysis_s += part.analysis_s, sum_.write_s += part.write_s;
    ++ended_;
    wake_.notify_all();
  }
  // True when all have ended.
  bool wait() {
    std::unique_lock hold(mutex_);
    return wake_.wait_for(hold, kReportEvery, [&] { return ended_ == threads.size(); });
  }
  // REQUIRES, of all three: all threads have ended.
  const std::vector<fs::path>& shards() const { return shards_; }
  std::vector<Chunk>& chunks() { return chunks_; }
  base::Result<BuildReport> result() const {
    if (failure_) return base::fail(*failure_);
    return sum_;
  }

  std::atomic<std::int64_t> done{0};
  std::vector<std::jthread> threads;  // the owner's alone

 private:
  const fs::path folder_;
  const std::int64_t shard_documents_;
  std::mutex mutex_;
  std::condition_variable wake_;
  library::WorkId after_ = 0;
  bool whole_ = false;  // no more Works come
  std::optional<base::Error> failure_;
  std::vector<fs::path> shards_;
  std::vector<Chunk> chunks_;
  BuildReport sum_;
  std::size_t ended_ = 0;
};

ShardBuild::ShardBuild(fs::path library_folder, fs::path folder, const text::Analyzer& analyzer,
                       std::int64_t shard_documents)
    : library_folder_(std::move(library_folder)),
      analyzer_(analyzer),
      shared_(std::make_unique<Shared>(std::move(folder), shard_documents)) {}

ShardBuild::~ShardBuild() {
  shared_->fail(cancelled_error());
  shared_->threads.clear();
}

void ShardBuild::begin_ahead() {
  while (shared_->threads.size() + 1 < cores()) shared_->threads.emplace_back([this] { run_thread(); });
}

void ShardBuild::run_thread() {
  BuildReport report;
  const base::SystemClock clock;
  const auto library = library::Library::open(library_folder_, library::OpenMode::read_only, clock);
  const base::Status written = library ? library::guarded([&]() -> base::Status {
    for (;;) {
      MERIDIAN_TRY_ASSIGN(Shared::Taken taken, shared_->take(**library));
      if (taken.works.empty()) return {};
      const auto [shard, most] = shared_->next_shard();
      Xapian::WritableDatabase database = new_database(shard);
      for (std::int64_t documents = 0; !taken.works.empty();) {
        MERIDIAN_TRY(write_chunk(**library, database, analyzer_, taken.works, report));
        taken.chunk.shard = shard;
        shared_->wrote(std::move(taken.chunk));
        documents += static_cast<std::int64_t>(taken.works.size());
        shared_->done += static_cast<std::int64_t>(taken.works.size());
        if (documents >= most) break;
        MERIDIAN_TRY_ASSIGN(taken, shared_->take(**library));
      }
      database.close();
    }
  }) : base::Status(base::fail(library.error()));
  if (!written) shared_->fail(written.error());
  shared_->ended(report);
}

// Takes the Works that changed after they were written out of their shards and writes what they are now to another.
base::Status ShardBuild::put_right(library::Library& library, library::Number begun, BuildReport& report) {
  std::vector<Chunk>& chunks = shared_->chunks();
  std::sort(chunks.begin(), chunks.end(), [](const Chunk& a, const Chunk& b) { return a.last < b.last; });
  std::map<fs::path, std::vector<library::WorkId>> stale;
  std::vector<library::WorkId> again;
  // Before the changes are read: all that has this number or less is then among them.
  MERIDIAN_TRY_ASSIGN(report.number, library.number());
  library::WorkChange last{0, begun, false};
  for (bool more = true; more;) {
    MERIDIAN_TRY_ASSIGN(const auto changes, library.works().changed_after(last.number, last.work, kChanges));
    more = changes.size() == static_cast<std::size_t>(kChanges);
    for (const library::WorkChange& change : changes) {
      last = change;
      const auto chunk = std::lower_bound(chunks.begin(), chunks.end(), change.work,
                                          [](const Chunk& one, library::WorkId work) { return one.last < work; });
      if (chunk != chunks.end() && change.number <= chunk->number) continue;
      if (chunk != chunks.end()) stale[chunk->shard].push_back(change.work);
      if (!change.gone) again.push_back(change.work);
    }
  }
  for (const auto& [shard, works] : stale) MERIDIAN_TRY(remove_works(shard, works));
  if (again.empty()) return {};
  std::sort(again.begin(), again.end());
  return library::guarded([&]() -> base::Status {
    Xapian::WritableDatabase database = new_database(shared_->next_shard().first);
    for (std::size_t at = 0; at < again.size(); at += kChunk) {
      const auto first = again.begin() + static_cast<std::ptrdiff_t>(at);
      const std::vector<library::WorkId> works(first, first + static_cast<std::ptrdiff_t>(std::min<std::size_t>(kChunk, again.size() - at)));
      MERIDIAN_TRY(write_chunk(library, database, analyzer_, works, report));
    }
    database.close();
    return {};
  });
}

base::Result<BuildReport> ShardBuild::finish(library::Library& library, library::Number begun, const fs::path& target,
                                             std::int64_t total, const base::Progress& progress,
                                             const base::Cancelled& cancelled) {
  const auto stop_if_cancelled = [&] {
    if (cancelled && cancelled()) shared_->fail(cancelled_error());
  };
  stop_if_cancelled();
  shared_->library_is_whole();
  while (shared_->threads.size() < cores()) shared_->threads.emplace_back([this] { run_thread(); });
  while (!shared_->wait()) {
    base::report(progress, {"index", shared_->done, total, {}, false});
    stop_if_cancelled();
  }
  MERIDIAN_TRY_ASSIGN(BuildReport report, shared_->result());
  base::report(progress, {"index", total, total, "joining", false});
  MERIDIAN_TRY(put_right(library, begun, report));
  const auto start = Clock::now();
  MERIDIAN_TRY_ASSIGN(report.documents, join(shared_->shards(), target));
  report.write_s += seconds(Clock::now() - start);
  std::error_code ignored;
  for (const fs::path& shard : shared_->shards()) fs::remove_all(shard, ignored);
  return report;
}

base::Result<BuildReport> build_database(library::Library& library, const fs::path& library_folder,
                                         const fs::path& target, const text::Analyzer& analyzer,
                                         const base::Progress& progress, const base::Cancelled& cancelled,
                                         std::int64_t shard_documents) {
  // Taken first: what changes meanwhile has a later number.
  MERIDIAN_TRY_ASSIGN(const library::Number number, library.number());
  MERIDIAN_TRY_ASSIGN(const std::int64_t total, library.works().count());
  if (total >= kWorthShards)
    return ShardBuild(library_folder, target.parent_path(), analyzer, shard_documents)
        .finish(library, number, target, total, progress, cancelled);
  MERIDIAN_TRY_ASSIGN(BuildReport report, one_writer(library, target, analyzer, total, progress, cancelled));
  report.number = number;
  return report;
}

}  // namespace meridian::indexer
