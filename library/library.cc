// See library.h.
#include "library/library.h"

#include <sys/stat.h>

#include <map>
#include <mutex>
#include <utility>

#include "library/check.h"
#include "library/folder_rights.h"
#include "library/library_file.h"
#include "library/migrations.h"
#include "library/statements.h"

namespace meridian::library {
namespace {

namespace fs = std::filesystem;

constexpr int kBusyMilliseconds = 30'000;

std::int64_t single(SQLite::Database& database, const char* sql) {
  return database.execAndGet(sql).getInt64();
}

// Ends a write that was not committed. An error of SQLite may have ended it already.
class Rollback {
 public:
  explicit Rollback(SQLite::Database& database) : database_(database) {}
  Rollback(const Rollback&) = delete;
  Rollback& operator=(const Rollback&) = delete;
  ~Rollback() {
    if (armed_) database_.tryExec("ROLLBACK");
  }
  void disarm() { armed_ = false; }

 private:
  SQLite::Database& database_;
  bool armed_ = true;
};

// A file that this process has open. Closing any descriptor of a file drops every POSIX lock that the process holds on it
// (sqlite.org/howtocorrupt.html, 2.2), and with them SQLite's: another process could then remove the log under us. So the file is looked
// at by a descriptor of our own only while no Library of this process, on whatever thread, has it open. The locks are the process's,
// hence one table for all of it.
class FileUse {
 public:
  // Runs `look` when nobody here has the file open.
  static base::Result<FileUse> begin(const fs::path& file, const std::function<base::Status()>& look) {
    struct stat info = {};
    if (::stat(file.c_str(), &info) != 0)
      return base::fail(base::ErrorKind::storage, "disk.denied", file.string() + " cannot be read: check who owns it.");
    const Key key{info.st_dev, info.st_ino};
    const std::lock_guard guard(table().mutex);
    if (table().users[key] == 0) {
      if (base::Status looked = look(); !looked) {
        table().users.erase(key);
        return base::fail(looked.error());
      }
    }
    ++table().users[key];
    return FileUse(key);
  }
  FileUse() = default;
  FileUse(FileUse&& other) noexcept : key_(std::exchange(other.key_, {})) {}
  FileUse& operator=(FileUse&& other) noexcept {
    std::swap(key_, other.key_);
    return *this;
  }
  ~FileUse() {
    if (key_ == Key{}) return;
    const std::lock_guard guard(table().mutex);
    if (--table().users[key_] == 0) table().users.erase(key_);
  }

 private:
  using Key = std::pair<dev_t, ino_t>;
  struct Table {
    std::mutex mutex;  // guards users, and is held while a file is looked at
    std::map<Key, int> users;
  };
  static Table& table() {
    static Table only;
    return only;
  }
  explicit FileUse(Key key) : key_(key) {}
  Key key_{};
};

void set_up(SQLite::Database& database) {
  database.exec("PRAGMA foreign_keys = ON");
  database.exec("PRAGMA synchronous = FULL");
  database.exec(
      "PRAGMA cache_size = -65536");  // KiB: the inverted sketches of a million articles are looked up at random
  database.exec("PRAGMA wal_autocheckpoint = 8000");  // pages: a batch of a bulk import is about 2,000
}

// Others may bring the file up to date at the same moment: look again inside the write.
void bring_up_to_date(SQLite::Database& database) {
  if (single(database, "PRAGMA user_version") >= newest_version()) return;
  database.exec("BEGIN IMMEDIATE");
  Rollback rollback(database);
  const auto version = static_cast<int>(single(database, "PRAGMA user_version"));
  if (version < newest_version()) migrate(database, version);
  database.exec("COMMIT");
  rollback.disarm();
}

}  // namespace

struct Library::Parts {
  Parts(const std::string& name, int flags, const base::Clock& clock)
      : database(name, flags, kBusyMilliseconds), statements(database), articles(statements, clock) {
    set_up(database);
  }
  void read_id() { id = database.execAndGet("SELECT library_id FROM state").getString(); }

  fs::path file;
  FileUse use;  // ends after the database is closed
  SQLite::Database database;
  Statements statements;
  Articles articles;
  Works works{statements};
  Feeds feeds{statements};
  Marks marks{statements};
  PageVisits page_visits{statements};
  Radars radars{statements};
  UnfinishedImports unfinished_imports{statements};
  std::string id;
};

Library::Library(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Library::~Library() = default;

base::Result<std::unique_ptr<Library>> Library::open(const fs::path& folder, OpenMode mode, const base::Clock& clock) {
  const fs::path file = library_file(folder);
  if (mode == OpenMode::read_write) MERIDIAN_TRY(refuse_folder_of_another(folder));
  std::error_code ignored;
  if (!fs::exists(file, ignored)) {
    if (mode == OpenMode::read_only)
      return base::fail(base::ErrorKind::not_found, "library.missing",
                        "There is no library in " + folder.string() +
                            " yet: `meridian feeds add URL` or `meridian import FILE` begins one.");
    MERIDIAN_TRY(make_new(folder));
  }
  MERIDIAN_TRY_ASSIGN(FileUse use, FileUse::begin(file, [&file] { return inspect(file); }));
  return guarded_sql([&]() -> base::Result<std::unique_ptr<Library>> {
    const bool writes = mode == OpenMode::read_write;
    auto parts = std::make_unique<Parts>(file.string(), writes ? SQLite::OPEN_READWRITE : SQLite::OPEN_READONLY, clock);
    const std::int64_t version = single(parts->database, "PRAGMA user_version");
    if (version > newest_version())
      return base::fail(
          base::ErrorKind::incompatible, "library.newer",
          file.string() +
              " was written by a newer Meridian; it was left as it is: install that version or a later one.");
    if (writes) bring_up_to_date(parts->database);
    if (!writes && version < newest_version())
      return base::fail(
          base::ErrorKind::incompatible, "library.older",
          file.string() +
              " was written by an older Meridian: `meridian crawl` or `meridian import` brings it up to date.");
    parts->file = file;
    parts->use = std::move(use);
    parts->read_id();
    return std::unique_ptr<Library>(new Library(std::move(parts)));
  });
}

base::Result<std::unique_ptr<Library>> Library::in_memory(const base::Clock& clock) {
  return guarded_sql([&]() -> base::Result<std::unique_ptr<Library>> {
    auto parts = std::make_unique<Parts>(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE, clock);
    bring_up_to_date(parts->database);
    parts->read_id();
    return std::unique_ptr<Library>(new Library(std::move(parts)));
  });
}

base::Result<Number> Library::write(const std::function<base::Status(Transaction&)>& body) {
  return guarded_sql([&]() -> base::Result<Number> {
    SQLite::Database& database = parts_->database;
    database.exec("BEGIN IMMEDIATE");
    Rollback rollback(database);
    Transaction transaction([&] {
      Query next(parts_->statements, "UPDATE state SET number = number + 1 RETURNING number");
      next.next();
      return next.integer(0);
    }());
    const int changes = database.getTotalChanges();
    MERIDIAN_TRY(body(transaction));
    // Nothing written: the number is given back.
    if (database.getTotalChanges() == changes) return transaction.number() - 1;
    database.exec("COMMIT");
    rollback.disarm();
    return transaction.number();
  });
}

Articles& Library::articles() {
  return parts_->articles;
}
Works& Library::works() {
  return parts_->works;
}
Feeds& Library::feeds() {
  return parts_->feeds;
}
Marks& Library::marks() {
  return parts_->marks;
}
PageVisits& Library::page_visits() {
  return parts_->page_visits;
}
Radars& Library::radars() {
  return parts_->radars;
}
UnfinishedImports& Library::unfinished_imports() {
  return parts_->unfinished_imports;
}
const std::string& Library::id() const {
  return parts_->id;
}

base::Result<Number> Library::number() const {
  return guarded_sql([&]() -> base::Result<Number> {
    Query query(parts_->statements, "SELECT number FROM state");
    query.next();
    return query.integer(0);
  });
}

base::Result<std::int64_t> Library::bytes() const {
  return guarded_sql([&]() -> base::Result<std::int64_t> {
    if (parts_->file.empty())
      return single(parts_->database, "PRAGMA page_count") * single(parts_->database, "PRAGMA page_size");
    std::int64_t bytes = 0;
    for (const char* ending : {"", "-wal"}) {
      std::error_code missing;
      const std::uintmax_t size = fs::file_size(parts_->file.string() + ending, missing);
      if (!missing) bytes += static_cast<std::int64_t>(size);
    }
    return bytes;
  });
}

base::Result<std::vector<base::Warning>> Library::check(const base::Progress& progress) {
  return guarded_sql([&]() -> base::Result<std::vector<base::Warning>> { return findings(parts_->statements, progress); });
}

}  // namespace meridian::library
