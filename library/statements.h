// Prepared statements, kept; and the one place where SQLite's exceptions become Errors.
//
// Inside library/ only. A Query resets its statement when it goes, so that no read stays open behind it (an open read
// keeps the write-ahead log growing). One thread at a time.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>

#include "base/result.h"

namespace meridian::library {

class Statements {
 public:
  explicit Statements(SQLite::Database& database) : database_(database) {}
  // REQUIRES: `sql` is a literal; its address is the key.
  SQLite::Statement& prepared(const char* sql);
  SQLite::Database& database() { return database_; }

 private:
  SQLite::Database& database_;
  std::unordered_map<const char*, std::unique_ptr<SQLite::Statement>> prepared_;
};

// One run of a prepared statement. Throws SQLite::Exception: use inside guarded_sql(). The same literal must not be
// nested.
class Query {
 public:
  template <class... Values>
  Query(Statements& statements, const char* sql, const Values&... values) : statement_(statements.prepared(sql)) {
    int index = 0;
    (bind(++index, values), ...);
  }
  ~Query() {
    statement_.tryReset();
    statement_.clearBindings();
  }
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  bool next() { return statement_.executeStep(); }
  void run() {
    while (next()) {
    }
  }
  std::int64_t integer(int column) { return statement_.getColumn(column).getInt64(); }
  double real(int column) { return statement_.getColumn(column).getDouble(); }
  bool is_null(int column) { return statement_.getColumn(column).isNull(); }
  std::string text(int column) { return std::string(bytes(column)); }
  // Valid until the next step.
  std::string_view bytes(int column) {
    const SQLite::Column value = statement_.getColumn(column);
    const auto* data = static_cast<const char*>(value.getBlob());
    return data == nullptr ? std::string_view() : std::string_view(data, static_cast<std::size_t>(value.getBytes()));
  }

 private:
  template <class Value>
  void bind(int index, const Value& value) {
    if constexpr (std::is_integral_v<Value>)
      statement_.bind(index, static_cast<std::int64_t>(value));
    else
      statement_.bind(index, value);
  }
  void bind(int index, std::string_view value) { statement_.bind(index, std::string(value)); }
  SQLite::Statement& statement_;
};

// What a failure of SQLite means to the user.
base::Error error_of(const SQLite::Exception& exception);

// Runs `body`, which returns a Result or Status.
template <class Body>
auto guarded_sql(Body&& body) -> decltype(body()) {
  try {
    return body();
  } catch (const SQLite::Exception& exception) {
    return base::fail(error_of(exception));
  }
}

}  // namespace meridian::library
