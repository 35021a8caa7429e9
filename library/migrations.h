// The tables of the library, as an append-only list of steps: user_version counts the steps that a file has seen.
//
// A released step is never edited; a change is a new step at the end. Inside library/ only. One thread at a time.
#pragma once

#include <cstdint>

namespace SQLite {
class Database;
}

namespace meridian::library {

inline constexpr std::int64_t kApplicationId = 0x4D65'7269;  // "Meri", in SQLite's header at byte 68
int newest_version();
// Brings the file to newest_version() inside the caller's transaction. Throws SQLite::Exception.
void migrate(SQLite::Database& database, int from);

}  // namespace meridian::library
