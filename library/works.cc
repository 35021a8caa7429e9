// See works.h. The text sketches are in sketches.cc.
#include "library/works.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "library/grouping.h"
#include "library/library.h"
#include "library/statements.h"

namespace meridian::library {
namespace {

bool is_retracted(Statements& statements, const std::vector<ArticleId>& articles) {
  static_assert(static_cast<int>(LinkKind::concerns) == 2);
  for (const ArticleId article : articles) {
    Query notice(
        statements,
        "SELECT 1 FROM links JOIN articles ON articles.id = links.a + links.b - ?1 WHERE (a = ?1 OR b = ?1) AND "
        "kind = 2 AND articles.type = 'retraction' LIMIT 1",
        article);
    if (notice.next()) return true;
  }
  return false;
}

std::optional<Work> read_work(Statements& statements, WorkId id) {
  Work work;
  {
    Query query(statements, "SELECT id, number, representative FROM works WHERE id = ? AND representative IS NOT NULL",
                id);
    if (!query.next()) return std::nullopt;
    work.id = query.integer(0), work.number = query.integer(1), work.representative = query.integer(2);
  }
  {
    Query members(statements, "SELECT id FROM articles WHERE work = ? ORDER BY id", id);
    while (members.next()) work.articles.push_back(members.integer(0));
  }
  work.retracted = is_retracted(statements, work.articles);
  return work;
}

std::vector<WorkId> ids(Query&& query) {
  std::vector<WorkId> ids;
  while (query.next()) ids.push_back(query.integer(0));
  return ids;
}

std::vector<Work> read_works(Statements& statements, const std::vector<WorkId>& ids) {
  std::vector<Work> works;
  for (const WorkId id : ids)
    if (std::optional<Work> work = read_work(statements, id)) works.push_back(std::move(*work));
  return works;
}

std::vector<Link> read_links(Statements& statements, ArticleId article) {
  std::vector<Link> links;
  Query query(
      statements,
      "SELECT a, b, kind, reason FROM links WHERE a = ?1 UNION ALL SELECT a, b, kind, reason FROM links WHERE b = ?1 "
      "ORDER BY a, b, kind",
      article);
  while (query.next())
    links.push_back({query.integer(0), query.integer(1), static_cast<LinkKind>(query.integer(2)), query.text(3)});
  return links;
}

}  // namespace

base::Result<Work> Works::of(ArticleId any) {
  return guarded_sql([&]() -> base::Result<Work> {
    const std::vector<WorkId> found = ids(Query(statements_, "SELECT work FROM articles WHERE id = ?", any));
    std::optional<Work> work = found.empty() ? std::nullopt : read_work(statements_, found.front());
    if (!work)
      return base::fail(base::ErrorKind::not_found, "paper.unknown",
                        "The library has no article " + std::to_string(any) +
                            ": search for it, or look at the ids that `meridian search` prints.");
    return std::move(*work);
  });
}

base::Result<std::vector<Work>> Works::many(const std::vector<WorkId>& works) {
  return guarded_sql([&]() -> base::Result<std::vector<Work>> { return read_works(statements_, works); });
}

base::Result<std::vector<Link>> Works::links_of(ArticleId article) {
  return guarded_sql([&]() -> base::Result<std::vector<Link>> { return read_links(statements_, article); });
}

base::Status Works::set_links(Transaction& transaction, ArticleId article, const std::vector<Link>& links) {
  return guarded_sql([&]() -> base::Status {
    std::vector<ArticleId> seeds{article}, concerned;
    const auto other_end = [&](const Link& link) {
      const ArticleId other = link.a == article ? link.b : link.a;
      seeds.push_back(other);
      if (link.kind == LinkKind::concerns) concerned.push_back(other);
    };
    for (const Link& old : read_links(statements_, article)) other_end(old);
    Query(statements_, "DELETE FROM links WHERE (a = ?1 OR b = ?1) AND kind < ?2", article,
          static_cast<int>(LinkKind::merged))
        .run();
    for (const Link& link : links) {
      if (link.a >= link.b || (link.a != article && link.b != article))
        return base::fail(base::ErrorKind::bug, "works.link",
                          "A link must name its article and put the smaller id first.");
      Query(statements_, "INSERT OR REPLACE INTO links (a, b, kind, reason) VALUES (?, ?, ?, ?)", link.a, link.b,
            static_cast<int>(link.kind), link.reason)
          .run();
      other_end(link);
    }
    regroup(statements_, transaction.number(), seeds);
    // Whether a Work is retracted is said by a notice that is no part of it.
    for (const ArticleId other : concerned)
      for (const WorkId work : ids(Query(statements_, "SELECT work FROM articles WHERE id = ?", other)))
        restamp(statements_, transaction.number(), work);
    return {};
  });
}

// One pair is merged or parted, never both.
void Works::decide(ArticleId a, ArticleId b, LinkKind kind) {
  const auto [low, high] = std::minmax(a, b);
  Query(statements_, "DELETE FROM links WHERE a = ? AND b = ? AND kind >= ?", low, high,
        static_cast<int>(LinkKind::merged))
      .run();
  Query(statements_, "INSERT INTO links (a, b, kind, reason) VALUES (?, ?, ?, 'by hand')", low, high,
        static_cast<int>(kind))
      .run();
}

base::Status Works::merge(Transaction& transaction, const std::vector<ArticleId>& articles) {
  std::map<WorkId, Work> works;
  for (const ArticleId article : articles) {
    MERIDIAN_TRY_ASSIGN(Work work, of(article));
    works.emplace(work.id, std::move(work));
  }
  if (works.size() < 2)
    return base::fail(base::ErrorKind::invalid, "works.merge",
                      "These articles are one paper already; name articles of two or more papers.");
  return guarded_sql([&]() -> base::Status {
    const Work& first = works.begin()->second;
    for (auto one = works.begin(); one != works.end(); ++one)
      for (auto other = std::next(one); other != works.end(); ++other)
        for (const ArticleId a : one->second.articles)
          for (const ArticleId b : other->second.articles)
            Query(statements_, "DELETE FROM links WHERE a = min(?1, ?2) AND b = max(?1, ?2) AND kind = ?3", a, b,
                  static_cast<int>(LinkKind::parted))
                .run();
    for (auto other = std::next(works.begin()); other != works.end(); ++other)
      decide(first.representative, other->second.representative, LinkKind::merged);
    regroup(statements_, transaction.number(), {first.id});
    return {};
  });
}

base::Status Works::split(Transaction& transaction, const std::vector<ArticleId>& articles) {
  for (const ArticleId article : articles) {
    MERIDIAN_TRY_ASSIGN(const Work work, of(article));
    if (work.articles.size() < 2)
      return base::fail(base::ErrorKind::invalid, "works.split",
                        "Article " + std::to_string(article) + " is a paper of its own already.");
    MERIDIAN_TRY(guarded_sql([&]() -> base::Status {
      for (const ArticleId other : work.articles)
        if (other != article) decide(article, other, LinkKind::parted);
      regroup(statements_, transaction.number(), work.articles);
      return {};
    }));
  }
  return {};
}

base::Result<std::vector<WorkChange>> Works::changed_after(Number after, WorkId after_work, int limit) {
  return guarded_sql([&]() -> base::Result<std::vector<WorkChange>> {
    const WorkId from = after_work == 0 ? INT64_MAX : after_work;
    std::vector<WorkChange> changes;
    Query query(
        statements_,
        "SELECT id, number, representative IS NULL FROM works WHERE (number, id) > (?, ?) ORDER BY number, id LIMIT ?",
        after, from, limit);
    while (query.next()) changes.push_back({query.integer(0), query.integer(1), query.integer(2) != 0});
    return changes;
  });
}

base::Result<std::vector<Work>> Works::list_after(WorkId after, int limit) {
  return guarded_sql([&]() -> base::Result<std::vector<Work>> {
    return read_works(
        statements_,
        ids(Query(statements_, "SELECT id FROM works WHERE id > ? AND representative IS NOT NULL ORDER BY id LIMIT ?",
                  after, limit)));
  });
}

base::Result<std::int64_t> Works::count() {
  return guarded_sql([&]() -> base::Result<std::int64_t> {
    Query query(statements_, "SELECT count(*) FROM works WHERE representative IS NOT NULL");
    query.next();
    return query.integer(0);
  });
}

base::Result<std::vector<WorkId>> Works::newest(int offset, int limit) {
  return guarded_sql([&]() -> base::Result<std::vector<WorkId>> {
    return ids(
        Query(statements_,
              "SELECT id FROM works WHERE representative IS NOT NULL ORDER BY sort_day DESC, id DESC LIMIT ? OFFSET ?",
              limit, offset));
  });
}

}  // namespace meridian::library
