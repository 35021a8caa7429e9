// See radars.h. A row's key is the name as filters compare it.
#include "library/radars.h"

#include <algorithm>

#include "library/index_schema.h"
#include "library/library.h"
#include "library/statements.h"

namespace meridian::library {
namespace {

constexpr std::size_t kLongestName = 64;

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= kLongestName && std::none_of(name.begin(), name.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F || c == '"';
  });
}

base::Error unknown(std::string_view name) {
  return {base::ErrorKind::not_found, "radar.unknown", "There is no radar “" + std::string(name) + "”."};
}

Radar read_row(Query& query) {
  return {query.text(0), query.text(1), query.integer(2)};
}

}  // namespace

base::Status Radars::add(Transaction&, const Radar& radar) {
  const std::string key = filter_value(radar.name);
  if (!is_name(key))
    return base::fail(base::ErrorKind::invalid, "radar.name",
                      "A radar's name has 1 to 64 bytes, without quotation marks and control characters.");
  return guarded_sql([&]() -> base::Status {
    if (Query known(statements_, "SELECT query FROM radars WHERE key = ?", key); known.next()) {
      if (known.text(0) == radar.query) return {};
      return base::fail(base::ErrorKind::refused, "radar.known",
                        "There is a radar “" + radar.name + "” with another query: " + known.text(0));
    }
    Query(statements_, "INSERT INTO radars (key, name, query, created) VALUES (?, ?, ?, ?)", key, radar.name,
          radar.query, radar.created)
        .run();
    return {};
  });
}

base::Status Radars::remove(Transaction&, std::string_view name) {
  return guarded_sql([&]() -> base::Status {
    Query gone(statements_, "DELETE FROM radars WHERE key = ? RETURNING 1", filter_value(name));
    if (!gone.next()) return base::fail(unknown(name));
    gone.run();
    return {};
  });
}

base::Result<Radar> Radars::get(std::string_view name) {
  return guarded_sql([&]() -> base::Result<Radar> {
    Query query(statements_, "SELECT name, query, created FROM radars WHERE key = ?", filter_value(name));
    if (!query.next()) return base::fail(unknown(name));
    return read_row(query);
  });
}

base::Result<std::vector<Radar>> Radars::list() {
  return guarded_sql([&]() -> base::Result<std::vector<Radar>> {
    std::vector<Radar> radars;
    Query query(statements_, "SELECT name, query, created FROM radars ORDER BY key");
    while (query.next()) radars.push_back(read_row(query));
    return radars;
  });
}

}  // namespace meridian::library
