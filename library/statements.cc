// See statements.h.
#include "library/statements.h"

#include <sqlite3.h>

namespace meridian::library {

SQLite::Statement& Statements::prepared(const char* sql) {
  std::unique_ptr<SQLite::Statement>& statement = prepared_[sql];
  if (!statement) statement = std::make_unique<SQLite::Statement>(database_, sql);
  return *statement;
}

base::Error error_of(const SQLite::Exception& exception) {
  using base::ErrorKind;
  const std::string detail = " (SQLite: " + std::string(exception.what()) + ")";
  switch (exception.getErrorCode()) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorKind::refused, "library.busy",
              "Another Meridian process held the library for 30 seconds: wait until it is done and try again."};
    case SQLITE_FULL:
      return {ErrorKind::storage, "disk.full", "The disk is full; nothing was changed: free some space and try again."};
    case SQLITE_IOERR:
      return {ErrorKind::storage, "disk.failed",
              "The disk failed while the library was used: check the disk and try again" + detail};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return {ErrorKind::storage, "disk.denied",
              "The library cannot be opened for this: check who owns its folder" + detail};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {ErrorKind::storage, "library.damaged",
              "The library's file is damaged; it was left as it is: put a backup of the file in its place" + detail};
    default:
      return {ErrorKind::storage, "library.failed", "The library could not do this" + detail};
  }
}

}  // namespace meridian::library
