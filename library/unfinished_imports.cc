// See unfinished_imports.h.
#include "library/unfinished_imports.h"

#include <string>

#include "library/library.h"
#include "library/statements.h"

namespace meridian::library {

base::Result<std::int64_t> UnfinishedImports::records(std::string_view file) {
  return guarded_sql([&]() -> base::Result<std::int64_t> {
    Query query(statements_, "SELECT records FROM unfinished_imports WHERE file = ?", std::string(file));
    return query.next() ? query.integer(0) : 0;
  });
}

base::Status UnfinishedImports::note(Transaction&, std::string_view file, std::int64_t records) {
  return guarded_sql([&]() -> base::Status {
    Query(statements_, "INSERT OR REPLACE INTO unfinished_imports (file, records) VALUES (?, ?)", std::string(file), records).run();
    return {};
  });
}

base::Status UnfinishedImports::finished(Transaction&, std::string_view file) {
  return guarded_sql([&]() -> base::Status {
    Query(statements_, "DELETE FROM unfinished_imports WHERE file = ?", std::string(file)).run();
    return {};
  });
}

}  // namespace meridian::library
