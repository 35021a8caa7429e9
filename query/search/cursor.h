// A place in a list of hits as opaque text, good for one query over one index (FAULTS 129, 130).
//
// While the index stays as it is, the place is a number of hits passed. When Works were added or removed since, a list
// by date goes on behind the last hit's date and id, and a ranked list leaves out what it has shown: none comes twice,
// and none that was there throughout is passed over. A checksum tells a cursor that was cut or changed; it keeps no
// secret. Immutable, share freely.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "library/article.h"

namespace meridian::query::search {

// A ranked list is remembered so far; deeper places are reached by offset alone.
inline constexpr std::size_t kMostRemembered = 2'000;

struct Cursor {
  library::Number number = 0;          // of the library when the index was last committed
  std::uint64_t passed = 0;            // hits before this place
  std::uint64_t all_words = 0;         // of these, above the line
  std::int64_t day = 0;                // of the last hit, for lists by date; days since 1970-01-01
  library::WorkId last = 0;            // the last hit
  std::vector<library::WorkId> shown;  // all of them, ascending, for ranked lists
};

// `bound_to` names the query, its settings and the index.
std::string write_cursor(const Cursor& cursor, std::string_view bound_to);
// invalid "cursor.invalid": cut, changed, of another query or another index, or none at all.
base::Result<Cursor> read_cursor(std::string_view text, std::string_view bound_to);

}  // namespace meridian::query::search
