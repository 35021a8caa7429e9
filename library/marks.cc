// See marks.h. Rows name an article of the Work, so that a mark follows its paper when Works join or part.
#include "library/marks.h"

#include <array>

#include "library/index_schema.h"
#include "library/library.h"
#include "library/statements.h"

namespace meridian::library {
namespace {

constexpr std::array<std::pair<Mark, std::string_view>, 3> kNames{
    {{Mark::starred, "starred"}, {Mark::read, "read"}, {Mark::hidden, "hidden"}}};
constexpr std::size_t kLongestTag = 64;

base::Status must_be_known(Statements& statements, WorkId work) {
  if (Query(statements, "SELECT 1 FROM articles WHERE work = ?", work).next()) return {};
  return base::fail(base::ErrorKind::not_found, "paper.unknown",
                    "The library has no work " + std::to_string(work) + ".");
}

std::set<WorkId> works_in(Query&& query) {
  std::set<WorkId> works;
  while (query.next()) works.insert(query.integer(0));
  return works;
}

}  // namespace

std::string_view name(Mark mark) {
  for (const auto& [known, word] : kNames)
    if (known == mark) return word;
  return {};
}

std::optional<Mark> mark_named(std::string_view name) {
  for (const auto& [mark, word] : kNames)
    if (word == name) return mark;
  return std::nullopt;
}

base::Status Marks::set(Transaction&, WorkId work, Mark mark, bool on) {
  return guarded_sql([&]() -> base::Status {
    MERIDIAN_TRY(must_be_known(statements_, work));
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

base::Status Marks::set_tag(Transaction&, WorkId work, std::string_view tag, bool on) {
  const std::string folded = filter_value(tag);
  if (folded.empty() || folded.size() > kLongestTag || folded.find('"') != std::string::npos)
    return base::fail(base::ErrorKind::invalid, "tag.name", "A tag has 1 to 64 bytes and no quotation marks.");
  return guarded_sql([&]() -> base::Status {
    MERIDIAN_TRY(must_be_known(statements_, work));
    if (on)
      Query(statements_,
            "INSERT INTO tags (article, tag) SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM tags JOIN articles ON "
            "articles.id = tags.article WHERE work = ?1 AND tag = ?2)",
            work, folded)
          .run();
    else
      Query(statements_, "DELETE FROM tags WHERE tag = ? AND article IN (SELECT id FROM articles WHERE work = ?)",
            folded, work)
          .run();
    return {};
  });
}

base::Result<std::set<WorkId>> Marks::tagged(std::string_view tag) {
  return guarded_sql([&]() -> base::Result<std::set<WorkId>> {
    return works_in(Query(statements_,
                          "SELECT work FROM tags JOIN articles ON articles.id = tags.article WHERE tag = ?",
                          filter_value(tag)));
  });
}

base::Result<std::map<std::string, std::int64_t>> Marks::tags() {
  return guarded_sql([&]() -> base::Result<std::map<std::string, std::int64_t>> {
    std::map<std::string, std::int64_t> counts;
    Query query(statements_,
                "SELECT tag, count(DISTINCT work) FROM tags JOIN articles ON articles.id = tags.article GROUP BY tag");
    while (query.next()) counts[query.text(0)] = query.integer(1);
    return counts;
  });
}

base::Result<MarksOfWork> Marks::of(WorkId work) {
  return guarded_sql([&]() -> base::Result<MarksOfWork> {
    MarksOfWork answer;
    Query marks(statements_,
                "SELECT DISTINCT mark FROM marks JOIN articles ON articles.id = marks.article WHERE work = ?", work);
    while (marks.next()) answer.marks.insert(static_cast<Mark>(marks.integer(0)));
    Query tags(statements_,
               "SELECT DISTINCT tag FROM tags JOIN articles ON articles.id = tags.article WHERE work = ? ORDER BY tag",
               work);
    while (tags.next()) answer.tags.push_back(tags.text(0));
    return answer;
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
