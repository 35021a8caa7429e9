// Articles and their `same`, `merged` and `parted` links → Works: components, the smallest id, the copy that is shown.
//
// Inside library/ only: Articles and Works call it inside a write. Throws SQLite::Exception. One thread at a time.
#pragma once

#include <span>
#include <vector>

#include "library/article.h"

namespace meridian::library {

class Statements;

// What choosing a representative looks at.
struct Copy {
  ArticleId id = 0;
  ArticleType type = ArticleType::article;
  bool has_doi = false;
  bool truncated = false;
  std::int64_t abstract_bytes = 0;
  std::int64_t sort_day = 0;
};
// The copy that stands for the Work. An erratum or retraction never does beside another kind; then: a whole abstract,
// the better kind of source, the longest abstract, the smallest id. REQUIRES: not empty.
const Copy& representative_of(std::span<const Copy> copies);

// Groups anew every Work that `seeds` are in or are linked to.
void regroup(Statements& statements, Number number, const std::vector<ArticleId>& seeds);
// A Work whose articles changed in content only: stamps it and chooses again.
void restamp(Statements& statements, Number number, WorkId work);

// Sets of articles joined pair by pair; the root of a set is its smallest id.
class Components {
 public:
  explicit Components(std::vector<ArticleId> articles);  // any order, duplicates allowed
  void join(ArticleId a, ArticleId b);                   // no effect when either is unknown
  ArticleId root(ArticleId article);                     // itself when unknown
  const std::vector<ArticleId>& articles() const { return articles_; }

 private:
  std::size_t index(ArticleId article) const;
  std::size_t find(std::size_t at);
  std::vector<ArticleId> articles_;  // ascending
  std::vector<std::size_t> parents_;
};

// What decides who belongs together. The reader's word comes first: a `same` link that would bring parted articles into
// one set, directly or through others, is passed over. Links are taken in the order of their ids, so the sets are a
// function of the links, not of the order in which they came.
struct Ties {
  using Pair = std::pair<ArticleId, ArticleId>;
  std::vector<Pair> merged, same, parted;

  void add(ArticleId a, ArticleId b, LinkKind kind);
};
Components components_of(std::vector<ArticleId> articles, Ties ties);

}  // namespace meridian::library
