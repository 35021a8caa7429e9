// See withdrawal.h.
#include "indexer/withdrawal.h"

#include <algorithm>

namespace meridian::indexer {

base::Result<int> withdraw(library::Library& library, const std::vector<Record>& records) {
  int removed = 0;
  MERIDIAN_TRY_ASSIGN(const std::set<library::WorkId> starred, library.marks().with(library::Mark::starred));
  const auto written = library.write([&](library::Transaction& transaction) -> base::Status {
    for (const Record& record : records) {
      if (record.id.empty()) continue;
      library::Article sought;
      sought.guid = record.id;
      sought.texts.emplace_back();
      MERIDIAN_TRY_ASSIGN(const library::Articles::Identity identity, library.articles().find_same(sought));
      MERIDIAN_TRY_ASSIGN(const std::vector<library::Article> found, library.articles().get_many(identity.by_address));
      for (const library::Article& article : found) {
        if (article.guid != record.id || article.feed != 0 || starred.contains(article.work)) continue;
        MERIDIAN_TRY(library.articles().remove(transaction, article.id));
        ++removed;
      }
    }
    return {};
  });
  if (!written) return base::fail(written.error());
  return removed;
}

}  // namespace meridian::indexer
