// See page_visits.h.
#include "library/page_visits.h"

#include "library/library.h"
#include "library/statements.h"

namespace meridian::library {

base::Result<std::vector<PageVisits::Wanted>> PageVisits::wanted(FeedId feed, base::UnixTime now, int limit) {
  return guarded_sql([&]() -> base::Result<std::vector<Wanted>> {
    Query query(statements_,
                "SELECT articles.id, coalesce(tries, 0) FROM articles LEFT JOIN page_visits ON article = articles.id "
                "WHERE feed = ? AND (abstract_bytes = 0 OR truncated = 1) AND (article IS NULL OR due <= ?) "
                "AND NOT EXISTS (SELECT 1 FROM articles copy WHERE copy.work = articles.work AND copy.abstract_bytes > 0 "
                "AND copy.truncated = 0) "
                "ORDER BY articles.id DESC LIMIT ?",
                feed, now, limit);
    std::vector<Wanted> wanted;
    while (query.next()) wanted.push_back({query.integer(0), static_cast<int>(query.integer(1))});
    return wanted;
  });
}

base::Status PageVisits::note(Transaction&, ArticleId article, std::optional<base::UnixTime> due) {
  return guarded_sql([&]() -> base::Status {
    if (due)
      Query(statements_,
            "INSERT INTO page_visits (article, due, tries) VALUES (?, ?, 1) "
            "ON CONFLICT (article) DO UPDATE SET due = excluded.due, tries = tries + 1",
            article, *due)
          .run();
    else
      Query(statements_,
            "INSERT INTO page_visits (article, due, tries) VALUES (?, NULL, 1) "
            "ON CONFLICT (article) DO UPDATE SET due = NULL, tries = tries + 1",
            article)
          .run();
    return {};
  });
}

}  // namespace meridian::library
