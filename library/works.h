// All SQL about Works: membership, links between articles, tombstones, text sketches. Reached through Library; one
// thread at a time.
//
// A Work is a connected component of `same` and `merged` links that no `parted` link cuts (grouping.h); its id is its smallest article id, so Works are a function of the
// articles and links, not of the order in which they came (METHODS 5).
#pragma once

#include <cstdint>
#include <vector>

#include "base/result.h"
#include "library/article.h"

namespace meridian::library {

class Statements;
class Transaction;

// What the index must do to follow: make the Work's document anew, or drop it.
struct WorkChange {
  WorkId work = 0;
  Number number = 0;
  bool gone = false;  // a tombstone: deleted, or merged into another Work
};

class Works {
 public:
  explicit Works(Statements& statements) : statements_(statements) {}

  // The Work of any of its articles. not_found "paper.unknown".
  base::Result<Work> of(ArticleId any);
  base::Result<std::vector<Work>> many(const std::vector<WorkId>& works);  // in the order asked; unknown ones left out
  base::Result<std::vector<Link>> links_of(ArticleId article);

  // Replaces all links of one article but the reader's own, and regroups every Work that this touches; changed Works get the transaction's
  // number, Works that ceased a tombstone. Works that the article concerns or concerned get the number too: they may
  // have become retracted, or ceased to be.
  base::Status set_links(Transaction& transaction, ArticleId article, const std::vector<Link>& links);

  // The reader's word that the Works of these articles are one paper: later crawls keep to it. invalid "works.merge" for
  // fewer than two Works; not_found "paper.unknown".
  base::Status merge(Transaction& transaction, const std::vector<ArticleId>& articles);
  // The reader's word that each of these articles is a paper of its own: it leaves its Work and no crawl brings it back.
  // invalid "works.split" for one that is alone already; not_found "paper.unknown".
  base::Status split(Transaction& transaction, const std::vector<ArticleId>& articles);

  // Changes after (`after`, `after_work`) in (number, work) order, at most `limit`, one a Work (its latest). With
  // `after_work` 0: changes with number > `after`.
  base::Result<std::vector<WorkChange>> changed_after(Number after, WorkId after_work, int limit);
  // Every living Work in id order after `after`, at most `limit`.
  base::Result<std::vector<Work>> list_after(WorkId after, int limit);
  base::Result<std::int64_t> count();
  // Newest first by the date that sorting uses, ties by id; for pages without a query.
  base::Result<std::vector<WorkId>> newest(int offset, int limit);

  // Text sketches (METHODS 5): the kept 3-gram hashes of an article, and who shares them.
  base::Status set_sketch(Transaction& transaction, ArticleId article, const std::vector<std::uint64_t>& hashes);
  struct Shared {
    ArticleId article = 0;
    int hashes = 0;  // in common
    int size = 0;    // of its sketch
    double own = 1;  // the part of what they share that is not common: boilerplate counts for nothing
  };
  // Articles sharing at least `least` hashes, most first, at most 64. Only a sample of the hashes is inverted
  // (sketches.cc); of these, hashes in more than `common` articles lead to nobody.
  base::Result<std::vector<Shared>> sharing(const std::vector<std::uint64_t>& hashes, int least, int common);

 private:
  void decide(ArticleId a, ArticleId b, LinkKind kind);
  void unindex_sketch(ArticleId article);
  void settle_sketches();

  Statements& statements_;
  std::int64_t recent_rows_ = -1;  // of sketch_recent; -1 = not counted yet
};

}  // namespace meridian::library
