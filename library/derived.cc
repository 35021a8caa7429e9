#include "library/derived.h"

#include <algorithm>

#include "library/statements.h"

namespace meridian::library {
namespace {

namespace fs = std::filesystem;

constexpr int kVersion = 1;
constexpr int kBusyMilliseconds = 10'000;

// `near` has each pair twice, once from each end, so that reading one Work's is one range.
constexpr const char* kTables =
    "CREATE TABLE state (number INTEGER NOT NULL, work INTEGER NOT NULL, works INTEGER NOT NULL);"
    "INSERT INTO state VALUES (0, 0, 0);"
    "CREATE TABLE done (work INTEGER PRIMARY KEY);"
    "CREATE TABLE near (work INTEGER NOT NULL, similarity REAL NOT NULL, other INTEGER NOT NULL,"
    " PRIMARY KEY (work, similarity DESC, other)) WITHOUT ROWID;";

fs::path file_in(const fs::path& folder) {
  return folder / "derived.db";
}

void remove_database(const fs::path& file) {
  std::error_code ignored;
  for (const char* ending : {"", "-wal", "-shm"}) fs::remove(fs::path(file.string() + ending), ignored);
}

}  // namespace

struct Derived::Parts {
  Parts(const fs::path& file, int flags) : database(file.string(), flags, kBusyMilliseconds), statements(database) {
    database.exec("PRAGMA synchronous = NORMAL");  // a power cut may cost the last batch, which is made again
    database.exec("PRAGMA cache_size = -16384");
  }
  SQLite::Database database;
  Statements statements;
};

Derived::Derived(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Derived::~Derived() = default;

base::Result<std::unique_ptr<Derived>> Derived::open(const fs::path& folder) {
  const fs::path file = file_in(folder);
  std::error_code ignored;
  if (!fs::exists(file, ignored))
    return base::fail(base::ErrorKind::not_found, "derived.missing",
                      "Related papers have not been worked out yet: `meridian derive` does it.");
  return guarded_sql([&]() -> base::Result<std::unique_ptr<Derived>> {
    auto parts = std::make_unique<Parts>(file, SQLite::OPEN_READONLY);
    if (parts->database.execAndGet("PRAGMA user_version").getInt() != kVersion)
      return base::fail(base::ErrorKind::storage, "derived.damaged",
                        file.string() + " is of another version: `meridian derive` makes it again.");
    return std::unique_ptr<Derived>(new Derived(std::move(parts)));
  });
}

base::Result<std::unique_ptr<Derived>> Derived::open_to_write(const fs::path& folder) {
  const fs::path file = file_in(folder);
  const auto open_or_make = [&]() -> base::Result<std::unique_ptr<Derived>> {
    return guarded_sql([&]() -> base::Result<std::unique_ptr<Derived>> {
      auto parts = std::make_unique<Parts>(file, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
      parts->database.exec("PRAGMA journal_mode = WAL");
      if (parts->database.execAndGet("PRAGMA user_version").getInt() == 0) {
        parts->database.exec("BEGIN IMMEDIATE");
        parts->database.exec(kTables);
        parts->database.exec("PRAGMA user_version = " + std::to_string(kVersion));
        parts->database.exec("COMMIT");
      }
      std::unique_ptr<Derived> answer(new Derived(std::move(parts)));
      MERIDIAN_TRY(answer->state());  // another file's tables, or none
      return answer;
    });
  };
  auto opened = open_or_make();
  if (opened) return opened;
  remove_database(file);
  return open_or_make();
}

base::Result<std::vector<Neighbour>> Derived::neighbours(WorkId work, int count) {
  return guarded_sql([&]() -> base::Result<std::vector<Neighbour>> {
    std::vector<Neighbour> answer;
    Query query(parts_->statements,
                "SELECT other, similarity FROM near WHERE work = ? ORDER BY similarity DESC, other LIMIT ?", work, 2 * count);
    while (query.next() && answer.size() < static_cast<std::size_t>(count)) {
      // Each end had its own say, at another size of the library: the higher one counts.
      const WorkId other = query.integer(0);
      const bool known = std::any_of(answer.begin(), answer.end(), [&](const Neighbour& one) { return one.work == other; });
      if (!known) answer.push_back({other, query.real(1)});
    }
    return answer;
  });
}

base::Result<DerivedState> Derived::state() {
  return guarded_sql([&]() -> base::Result<DerivedState> {
    Query query(parts_->statements, "SELECT number, work, works FROM state");
    if (!query.next()) return base::fail(base::ErrorKind::storage, "derived.damaged", "The stored related papers have lost their place.");
    return DerivedState{query.integer(0), query.integer(1), query.integer(2)};
  });
}

base::Status Derived::write(std::span<const Neighbourhood> works, std::span<const WorkId> gone, Number number, WorkId last) {
  return guarded_sql([&]() -> base::Status {
    SQLite::Transaction transaction(parts_->database, SQLite::TransactionBehavior::IMMEDIATE);
    const auto forget = [&](WorkId work) {
      std::vector<Neighbour> known;
      {
        Query query(parts_->statements, "SELECT other, similarity FROM near WHERE work = ?", work);
        while (query.next()) known.push_back({query.integer(0), query.real(1)});
      }
      for (const Neighbour& one : known)
        Query(parts_->statements, "DELETE FROM near WHERE work = ? AND similarity = ? AND other = ?", one.work, one.similarity, work)
            .run();
      Query(parts_->statements, "DELETE FROM near WHERE work = ?", work).run();
      Query(parts_->statements, "DELETE FROM done WHERE work = ?", work).run();
    };
    const auto is_done = [&](WorkId work) { return Query(parts_->statements, "SELECT 1 FROM done WHERE work = ?", work).next(); };
    for (const WorkId work : gone) forget(work);
    for (const Neighbourhood& one : works) {
      if (is_done(one.work)) forget(one.work);
      Query(parts_->statements, "INSERT INTO done VALUES (?)", one.work).run();
      for (const Neighbour& neighbour : one.neighbours) {
        constexpr const char* kInsert = "INSERT OR IGNORE INTO near VALUES (?, ?, ?)";
        Query(parts_->statements, kInsert, one.work, neighbour.similarity, neighbour.work).run();
        Query(parts_->statements, kInsert, neighbour.work, neighbour.similarity, one.work).run();
      }
    }
    Query(parts_->statements, "UPDATE state SET number = ?, work = ?, works = (SELECT count(*) FROM done)", number, last).run();
    transaction.commit();
    return {};
  });
}

}  // namespace meridian::library
