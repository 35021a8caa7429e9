// See marks.h. Rows name an article of the Work, so that a mark follows its paper when Works join or part.
#include "library/marks.h"

#include "library/library.h"
#include "library/statements.h"

namespace meridian::library {
namespace {

std::set<WorkId> works_in(Query&& query) {
  std::set<WorkId> works;
  while (query.next()) works.insert(query.integer(0));
  return works;
}

}  // namespace

base::Status Marks::set(Transaction&, WorkId work, Mark mark, bool on) {
  return guarded_sql([&]() -> base::Status {
    if (!Query(statements_, "SELECT 1 FROM articles WHERE work = ?", work).next())
      return base::fail(base::ErrorKind::not_found, "paper.unknown",
                        "The library has no work " + std::to_string(work) + ".");
    if (on)
      Query(statements_, "INSERT OR IGNORE INTO marks (article, mark) VALUES (?, ?)", work, static_cast<int>(mark))
          .run();
    else
      Query(statements_, "DELETE FROM marks WHERE mark = ? AND article IN (SELECT id FROM articles WHERE work = ?)",
            static_cast<int>(mark), work)
          .run();
    return {};
  });
}

base::Result<std::set<WorkId>> Marks::with(Mark mark) {
  return guarded_sql([&]() -> base::Result<std::set<WorkId>> {
    return works_in(Query(statements_,
                          "SELECT work FROM marks JOIN articles ON articles.id = marks.article WHERE mark = ?",
                          static_cast<int>(mark)));
  });
}

base::Status Marks::add_shown(Transaction&, std::string_view day, const std::vector<WorkId>& works) {
  return guarded_sql([&]() -> base::Status {
    for (const WorkId work : works)
      Query(statements_, "INSERT OR IGNORE INTO shown (day, article) SELECT ?, id FROM articles WHERE id = ?", day,
            work)
          .run();
    return {};
  });
}

base::Status Marks::clear_shown(Transaction&, std::string_view day) {
  return guarded_sql([&]() -> base::Status {
    Query(statements_, "DELETE FROM shown WHERE day = ?", day).run();
    return {};
  });
}

base::Result<std::set<WorkId>> Marks::shown(std::string_view day) {
  return guarded_sql([&]() -> base::Result<std::set<WorkId>> {
    return works_in(
        Query(statements_, "SELECT work FROM shown JOIN articles ON articles.id = shown.article WHERE day = ?", day));
  });
}

}  // namespace meridian::library
