// Opens the library, runs migrations, hands out the stores; in_memory() for tests.
//
// SQLite in WAL mode with synchronous=FULL: what a write() acknowledged survives a power cut. Each write is BEGIN
// IMMEDIATE and takes the next number of one counter inside its transaction, so number order is commit order. Any
// process may write. One thread at a time: open one Library per thread; that costs a millisecond.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/progress.h"
#include "base/result.h"
#include "base/warning.h"
#include "library/article.h"
#include "library/articles.h"
#include "library/feeds.h"
#include "library/marks.h"
#include "library/page_visits.h"
#include "library/radars.h"
#include "library/unfinished_imports.h"
#include "library/works.h"

namespace meridian::library {

enum class OpenMode { read_write, read_only };

// Proof that a write transaction is open, and its number. Made by Library::write only.
class Transaction {
 public:
  Number number() const { return number_; }

 private:
  friend class Library;
  explicit Transaction(Number number) : number_(number) {}
  Number number_;
};

class Library {
 public:
  // `folder` holds library.db; read_write makes both when absent. not_found "library.missing" (read_only), incompatible
  // "library.newer" (a later version wrote it) or "library.older" (read_only, before a migration), storage
  // "library.damaged" (not ours, not SQLite, cut off, gone from a folder that had one: never overwritten), "disk.…"; refused
  // "library.other_owner" (read_write, a folder of another user).
  // `clock` outlives the library.
  static base::Result<std::unique_ptr<Library>> open(const std::filesystem::path& folder, OpenMode mode,
                                                     const base::Clock& clock);
  static base::Result<std::unique_ptr<Library>> in_memory(const base::Clock& clock);
  ~Library();

  // Runs `body` in one transaction; its error, or any failure to commit, rolls everything back. The number of the
  // commit; a write that changed nothing takes none and gives the last one. refused "library.busy" when another process
  // held the write lock for 30 s.
  base::Result<Number> write(const std::function<base::Status(Transaction&)>& body);

  Articles& articles();
  Works& works();
  Feeds& feeds();
  Marks& marks();
  PageVisits& page_visits();
  Radars& radars();
  UnfinishedImports& unfinished_imports();

  const std::string& id() const;        // random, made once
  base::Result<Number> number() const;  // of the last commit
  base::Result<std::int64_t> bytes() const;
  // SQLite's own check, every article's content hash, every Work's membership. Each finding is a warning (check.…);
  // empty = sound.
  base::Result<std::vector<base::Warning>> check(const base::Progress& progress = {});

 private:
  struct Parts;
  explicit Library(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace meridian::library
