#include "indexer/index_writer.h"

#include <xapian.h>
#include <algorithm>
#include <chrono>
#include <optional>

#include "base/files.h"
#include "indexer/index_document.h"
#include "indexer/index_generations.h"
#include "indexer/index_shards.h"
#include "library/index.h"
#include "library/index_schema.h"

namespace meridian::indexer {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using library::Number;

constexpr int kBatch = 1'000;                        // changes a commit
constexpr std::int64_t kBulk = 20'000;               // so many new Works are quicker by shards
constexpr std::int64_t kSpare = 64 << 20;            // bytes that must stay free (FAULTS 158)
constexpr std::int64_t kBytesOfDocument = 24 << 10;  // on disk while it is written, more than measured

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

base::Status room_for(const fs::path& folder, std::int64_t documents) {
  MERIDIAN_TRY_ASSIGN(const std::int64_t free, base::free_bytes(folder));
  const std::int64_t needed = 2 * documents * kBytesOfDocument + kSpare;
  if (free >= needed) return {};
  return base::fail(base::ErrorKind::storage, "disk.full",
                    "The index in " + folder.string() + " needs " + std::to_string(needed >> 20) +
                        " MB free and the disk has " + std::to_string(free >> 20) +
                        " MB. Make room and run this again; the library has everything.");
}

base::Error cancelled_error() {
  return {base::ErrorKind::cancelled, "index.cancelled",
          "Stopped; what was indexed so far stays, the next run goes on from there."};
}

class XapianIndexWriter final : public IndexWriter {
 public:
  XapianIndexWriter(const fs::path& library_folder, std::shared_ptr<const text::Analyzer> analyzer, base::FileLock lock)
      : library_folder_(library_folder),
        analyzer_(std::move(analyzer)),
        lock_(std::move(lock)),
        generations_(library_folder) {
    generations_.remove_leftovers();
  }

  ~XapianIndexWriter() override {
    if (ahead_) drop_ahead();
  }
  base::Status begin_ahead(library::Library& library) override;
  base::Result<IndexReport> catch_up(library::Library& library, const base::Progress& progress,
                                     const base::Cancelled& cancelled) override;
  base::Result<IndexReport> rebuild(library::Library& library, const base::Progress& progress,
                                    const base::Cancelled& cancelled) override;

 private:
  // An index that was begun while the library was being filled.
  struct Ahead {
    std::string generation;
    Number number;  // of the library when it began
    std::unique_ptr<ShardBuild> build;
  };
  base::Result<bool> must_rebuild(library::Library& library) const;
  void drop_ahead();
  base::Status build(const std::string& generation, library::Library& library, IndexReport& report,
                     const base::Progress& progress, const base::Cancelled& cancelled);
  base::Status follow(library::Library& library, IndexReport& report, const base::Progress& progress,
                      const base::Cancelled& cancelled);
  base::Status write_batch(Xapian::WritableDatabase& database, library::Library& library,
                           const std::vector<library::WorkChange>& changes, IndexReport& report);
  base::Status commit(Xapian::WritableDatabase& database, const std::string& generation, const std::string& library_id,
                      Number number, IndexReport& report);

  fs::path library_folder_;
  std::shared_ptr<const text::Analyzer> analyzer_;
  base::FileLock lock_;
  Generations generations_;
  std::optional<Ahead> ahead_;
  bool index_failed_ = false;  // by what Xapian threw, not by the library
};

// No index, a suspect or damaged one, another library's, another version's, one ahead of its library, or so much new
// that building all side by side is quicker.
base::Result<bool> XapianIndexWriter::must_rebuild(library::Library& library) const {
  const std::string current = generations_.current();
  if (current.empty() || generations_.is_suspect(current)) return true;
  library::IndexState state;
  std::int64_t documents = 0;
  const base::Status read = library::guarded([&]() -> base::Status {
    const Xapian::Database database(generations_.database(current).string());
    state = library::read_state(database);
    documents = static_cast<std::int64_t>(database.get_doccount());
    return {};
  });
  if (!read) return true;
  MERIDIAN_TRY_ASSIGN(const Number number, library.number());
  if (state.library_id != library.id() || state.version != current_version() || state.number > number) return true;
  MERIDIAN_TRY_ASSIGN(const std::int64_t works, library.works().count());
  return works - documents > std::max(kBulk, documents);
}

base::Result<IndexReport> XapianIndexWriter::catch_up(library::Library& library, const base::Progress& progress,
                                                      const base::Cancelled& cancelled) {
  bool anew = ahead_.has_value();
  if (!anew) {
    MERIDIAN_TRY_ASSIGN(anew, must_rebuild(library));
  }
  if (anew) return rebuild(library, progress, cancelled);
  IndexReport report;
  const base::Status followed = follow(library, report, progress, cancelled);
  if (followed) return report;
  if (!index_failed_) return base::fail(followed.error());
  // The old generation serves its readers until the new one is whole. Without room for it the next run tries again.
  if (followed.error().code == "disk.full") return base::fail(followed.error());
  return rebuild(library, progress, cancelled);
}

base::Status XapianIndexWriter::begin_ahead(library::Library& library) {
  if (ahead_) return {};
  MERIDIAN_TRY_ASSIGN(const bool anew, must_rebuild(library));
  if (!anew) return {};
  MERIDIAN_TRY_ASSIGN(const Number number, library.number());
  MERIDIAN_TRY_ASSIGN(const std::string generation, generations_.begin());
  ahead_ = Ahead{generation, number,
                 std::make_unique<ShardBuild>(library_folder_, generations_.folder(generation), *analyzer_)};
  ahead_->build->begin_ahead();
  return {};
}

void XapianIndexWriter::drop_ahead() {
  ahead_->build.reset();
  generations_.drop(ahead_->generation);
  ahead_.reset();
}

base::Result<IndexReport> XapianIndexWriter::rebuild(library::Library& library, const base::Progress& progress,
                                                     const base::Cancelled& cancelled) {
  MERIDIAN_TRY_ASSIGN(const std::int64_t works, library.works().count());
  std::string generation = ahead_ ? ahead_->generation : std::string();
  if (generation.empty()) {
    MERIDIAN_TRY_ASSIGN(generation, generations_.begin());
  }
  IndexReport report;
  report.rebuilt = true;
  base::Status done = room_for(generations_.folder(generation), works);
  if (done) done = build(generation, library, report, progress, cancelled);
  ahead_.reset();
  if (done) done = generations_.make_current(generation);
  if (!done) {
    // After a failure to flush the folder CURRENT may name it already.
    if (generations_.current() != generation) generations_.drop(generation);
    return base::fail(done.error());
  }
  // What came while we built.
  MERIDIAN_TRY(follow(library, report, progress, cancelled));
  return report;
}

base::Status XapianIndexWriter::build(const std::string& generation, library::Library& library, IndexReport& report,
                                      const base::Progress& progress, const base::Cancelled& cancelled) {
  MERIDIAN_TRY_ASSIGN(const std::int64_t works, library.works().count());
  const fs::path target = generations_.database(generation);
  const auto built = ahead_ ? ahead_->build->finish(library, ahead_->number, target, works, progress, cancelled)
                            : build_database(library, library_folder_, target, *analyzer_, progress, cancelled);
  if (!built) return base::fail(built.error());
  report.documents = built->documents;
  report.analysis_s = built->analysis_s;
  report.write_s = built->write_s;
  return library::guarded([&]() -> base::Status {
    Xapian::WritableDatabase database(target.string(), Xapian::DB_OPEN);
    if (static_cast<std::int64_t>(database.get_doccount()) != built->documents)
      return base::fail(
          base::ErrorKind::storage, "index.damaged",
          "The new index has " + std::to_string(database.get_doccount()) + " of " + std::to_string(built->documents) +
              " documents and was thrown away; the old one stays. Check the disk and run `meridian reindex`.");
    return commit(database, generation, library.id(), built->number, report);
  });
}

base::Status XapianIndexWriter::follow(library::Library& library, IndexReport& report, const base::Progress& progress,
                                       const base::Cancelled& cancelled) {
  const std::string generation = generations_.current();
  index_failed_ = false;
  MERIDIAN_TRY(room_for(generations_.folder(generation), kBatch));
  index_failed_ = true;  // until all that Xapian does here went well
  const base::Status followed = library::guarded([&]() -> base::Status {
    Xapian::WritableDatabase database(generations_.database(generation).string(), Xapian::DB_OPEN);
    Number covered = library::read_state(database).number;
    library::WorkChange last{0, covered, false};
    for (std::int64_t done = 0;;) {
      // Before the changes are read: all that has this number or less is then among them.
      const auto number = library.number();
      const auto changes = number ? library.works().changed_after(last.number, last.work, kBatch)
                                  : base::Result<std::vector<library::WorkChange>>(base::fail(number.error()));
      const base::Status written =
          changes ? write_batch(database, library, *changes, report) : base::Status(base::fail(changes.error()));
      if (!written) {
        index_failed_ = false;
        return written;
      }
      const bool all = changes->size() < static_cast<std::size_t>(kBatch);
      if (!changes->empty()) last = changes->back();
      // A full batch may end inside a number: the mark then stays before it, and the rest is written (again, after a
      // kill).
      const Number reached = all ? std::max(*number, last.number) : last.number - 1;
      if (!changes->empty() || reached != covered)
        MERIDIAN_TRY(commit(database, generation, library.id(), std::max(covered, reached), report));
      covered = std::max(covered, reached);
      report.number = covered;
      base::report(progress, {"index", done += static_cast<std::int64_t>(changes->size()), 0, {}, all});
      if (all) return {};
      if (cancelled && cancelled()) {
        index_failed_ = false;
        return base::fail(cancelled_error());
      }
    }
  });
  if (followed) index_failed_ = false;
  if (index_failed_) generations_.mark_suspect(generation);
  return followed;
}

// Replaces or drops the documents of one batch. Fails by the library only: what Xapian throws passes through.
base::Status XapianIndexWriter::write_batch(Xapian::WritableDatabase& database, library::Library& library,
                                            const std::vector<library::WorkChange>& changes, IndexReport& report) {
  std::vector<library::WorkId> living;
  for (const library::WorkChange& change : changes) {
    if (change.gone)
      database.delete_document(unique_term(change.work));
    else
      living.push_back(change.work);
  }
  MERIDIAN_TRY_ASSIGN(const std::vector<WorkRecord> records, read_records(library, living));
  std::vector<bool> written(living.size(), false);
  std::size_t at = 0;
  for (const WorkRecord& record : records) {
    while (living[at] != record.work.id) ++at;
    written[at] = true;
    const auto start = Clock::now();
    const Xapian::Document document = document_of(record, *analyzer_);
    report.analysis_s += seconds_since(start);
    const auto made = Clock::now();
    database.replace_document(unique_term(record.work.id), document);
    report.write_s += seconds_since(made);
  }
  // Gone since the list was read, or unreadable.
  for (std::size_t i = 0; i < living.size(); ++i)
    if (!written[i]) database.delete_document(unique_term(living[i]));
  report.documents += static_cast<std::int64_t>(changes.size());
  return {};
}

base::Status XapianIndexWriter::commit(Xapian::WritableDatabase& database, const std::string& generation,
                                       const std::string& library_id, Number number, IndexReport& report) {
  const auto start = Clock::now();
  database.set_metadata(std::string(library::kMetaLibrary), library_id);
  database.set_metadata(std::string(library::kMetaNumber), std::to_string(number));
  database.set_metadata(std::string(library::kMetaVersion), current_version());
  database.commit();
  // Xapian does not flush the folder after its rename (FAULTS 146).
  const base::Status flushed = base::flush_folder(generations_.database(generation));
  report.write_s += seconds_since(start);
  report.number = number;
  return flushed;
}

}  // namespace

std::string current_version() {
  return std::to_string(library::kSchemaVersion) + "/" + std::to_string(text::kAnalyzerVersion);
}

base::Result<std::unique_ptr<IndexWriter>> IndexWriter::open(const fs::path& library_folder,
                                                             std::shared_ptr<const text::Analyzer> analyzer) {
  MERIDIAN_TRY(base::make_private_folder(library::index_folder(library_folder)));
  MERIDIAN_TRY_ASSIGN(base::FileLock lock, base::FileLock::acquire(library::index_lock_file(library_folder), "index"));
  return std::make_unique<XapianIndexWriter>(library_folder, std::move(analyzer), std::move(lock));
}

}  // namespace meridian::indexer
