// See grouping.h.
#include "library/grouping.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "library/statements.h"

namespace meridian::library {
namespace {

// Smaller is better. A peer-reviewed text with its DOI is the version of record, its preprint comes next.
int rank_of(const Copy& copy) {
  switch (copy.type) {
    case ArticleType::article:
    case ArticleType::review:
      return copy.has_doi ? 0 : 2;
    case ArticleType::preprint:
      return 1;
    case ArticleType::editorial:
      return 3;
    case ArticleType::dataset:
      return 4;
    case ArticleType::news:
      return 5;
    case ArticleType::page:
      return 6;
    case ArticleType::erratum:
    case ArticleType::retraction:
      return 7;
  }
  return 7;
}

auto order_of(const Copy& copy) {
  const bool notice = copy.type == ArticleType::erratum || copy.type == ArticleType::retraction;
  const bool whole = copy.abstract_bytes > 0 && !copy.truncated;
  return std::tuple(notice, !whole, rank_of(copy), -copy.abstract_bytes, copy.id);
}

std::vector<Copy> copies_in(Statements& statements, WorkId work) {
  std::vector<Copy> copies;
  Query query(
      statements,
      "SELECT id, type, doi IS NOT NULL, truncated, abstract_bytes, sort_day FROM articles WHERE work = ? ORDER BY id",
      work);
  while (query.next())
    copies.push_back({query.integer(0), article_type(query.bytes(1)), query.integer(2) != 0, query.integer(3) != 0,
                      query.integer(4), query.integer(5)});
  return copies;
}

std::vector<ArticleId> members_of(Statements& statements, WorkId work) {
  std::vector<ArticleId> members;
  Query query(statements, "SELECT id FROM articles WHERE work = ? ORDER BY id", work);
  while (query.next()) members.push_back(query.integer(0));
  return members;
}

// Also into `reached`: the articles at the other ends of links that join.
void add_ties(Statements& statements, ArticleId article, Ties& ties, std::vector<ArticleId>& reached) {
  Query query(statements,
              "SELECT a, b, kind FROM links WHERE a = ?1 UNION ALL SELECT a, b, kind FROM links WHERE b = ?1", article);
  while (query.next()) {
    const auto kind = static_cast<LinkKind>(query.integer(2));
    ties.add(query.integer(0), query.integer(1), kind);
    if (kind == LinkKind::same || kind == LinkKind::merged)
      reached.push_back(query.integer(0) == article ? query.integer(1) : query.integer(0));
  }
}

WorkId work_of(Statements& statements, ArticleId article) {
  Query query(statements, "SELECT work FROM articles WHERE id = ?", article);
  return query.next() ? query.integer(0) : 0;
}

// Every Work that can be reached from the seeds, with its members, and the links among them.
struct Neighbourhood {
  std::map<WorkId, std::vector<ArticleId>> works;
  Ties ties;
};
Neighbourhood reach(Statements& statements, const std::vector<ArticleId>& seeds) {
  Neighbourhood found;
  std::vector<ArticleId> waiting = seeds;
  while (!waiting.empty()) {
    const WorkId work = work_of(statements, waiting.back());
    waiting.pop_back();
    if (work == 0 || found.works.contains(work)) continue;
    const std::vector<ArticleId>& members = found.works[work] = members_of(statements, work);
    for (const ArticleId member : members) add_ties(statements, member, found.ties, waiting);
  }
  return found;
}

void bury(Statements& statements, Number number, WorkId work) {
  Query(statements, "UPDATE works SET number = ?, representative = NULL WHERE id = ?", number, work).run();
}

}  // namespace

const Copy& representative_of(std::span<const Copy> copies) {
  return *std::min_element(copies.begin(), copies.end(),
                           [](const Copy& a, const Copy& b) { return order_of(a) < order_of(b); });
}

void restamp(Statements& statements, Number number, WorkId work) {
  const std::vector<Copy> copies = copies_in(statements, work);
  if (copies.empty()) return bury(statements, number, work);
  const Copy& shown = representative_of(copies);
  Query(statements,
        "INSERT INTO works (id, number, representative, sort_day) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
        "number = excluded.number, representative = excluded.representative, sort_day = excluded.sort_day",
        work, number, shown.id, shown.sort_day)
      .run();
}

void regroup(Statements& statements, Number number, const std::vector<ArticleId>& seeds) {
  const Neighbourhood old = reach(statements, seeds);
  std::vector<ArticleId> articles;
  for (const auto& [work, members] : old.works) articles.insert(articles.end(), members.begin(), members.end());
  Components components = components_of(std::move(articles), old.ties);

  std::map<WorkId, std::vector<ArticleId>> fresh;
  for (const ArticleId article : components.articles()) fresh[components.root(article)].push_back(article);
  for (const auto& [work, members] : fresh)
    if (const auto before = old.works.find(work); before == old.works.end() || before->second != members)
      for (const ArticleId member : members)
        Query(statements, "UPDATE articles SET work = ?1 WHERE id = ?2 AND work <> ?1", work, member).run();
  for (const auto& [work, members] : fresh)
    if (const auto before = old.works.find(work); before == old.works.end() || before->second != members)
      restamp(statements, number, work);
  for (const auto& [work, members] : old.works)
    if (!fresh.contains(work)) bury(statements, number, work);
}

Components::Components(std::vector<ArticleId> articles) : articles_(std::move(articles)) {
  std::sort(articles_.begin(), articles_.end());
  articles_.erase(std::unique(articles_.begin(), articles_.end()), articles_.end());
  parents_.resize(articles_.size());
  for (std::size_t i = 0; i < parents_.size(); ++i) parents_[i] = i;
}

std::size_t Components::index(ArticleId article) const {
  const auto found = std::lower_bound(articles_.begin(), articles_.end(), article);
  if (found == articles_.end() || *found != article) return articles_.size();
  return static_cast<std::size_t>(found - articles_.begin());
}

std::size_t Components::find(std::size_t at) {
  while (parents_[at] != at) at = parents_[at] = parents_[parents_[at]];
  return at;
}

void Components::join(ArticleId a, ArticleId b) {
  const std::size_t first = index(a), second = index(b);
  if (first == articles_.size() || second == articles_.size()) return;
  const std::size_t one = find(first), other = find(second);
  const auto [low, high] = std::minmax(one, other);
  parents_[high] = low;
}

ArticleId Components::root(ArticleId article) {
  const std::size_t at = index(article);
  return at == articles_.size() ? article : articles_[find(at)];
}

void Ties::add(ArticleId a, ArticleId b, LinkKind kind) {
  if (kind == LinkKind::same) same.emplace_back(a, b);
  if (kind == LinkKind::merged) merged.emplace_back(a, b);
  if (kind == LinkKind::parted) parted.emplace_back(a, b);
}

Components components_of(std::vector<ArticleId> articles, Ties ties) {
  Components components(std::move(articles));
  for (const auto& [a, b] : ties.merged) components.join(a, b);
  const auto parts = [&](ArticleId a, ArticleId b) {
    const ArticleId one = components.root(a), other = components.root(b);
    return std::any_of(ties.parted.begin(), ties.parted.end(), [&](const Ties::Pair& pair) {
      const ArticleId first = components.root(pair.first), second = components.root(pair.second);
      return (first == one && second == other) || (first == other && second == one);
    });
  };
  if (!ties.parted.empty()) std::sort(ties.same.begin(), ties.same.end());
  for (const auto& [a, b] : ties.same)
    if (ties.parted.empty() || !parts(a, b)) components.join(a, b);
  return components;
}

}  // namespace meridian::library
