// All SQL about articles. Reached through Library; one thread at a time.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "library/article.h"

namespace meridian::library {

class Statements;
class Transaction;

class Articles {
 public:
  Articles(Statements& statements, const base::Clock& clock) : statements_(statements), clock_(clock) {}

  // A new article gets its id, content hash, a Work of its own and, when it
  // has none, the time of its first sight. Updating keeps id, work, added and feed (an
  // imported article may get one); an article that is the
  // same already takes no number. Removing parts its Work anew.
  base::Result<ArticleId> add(Transaction& transaction, Article article);
  base::Status update(Transaction& transaction, const Article& article);
  base::Status remove(Transaction& transaction, ArticleId id);

  base::Result<Article> get(ArticleId id);  // not_found "paper.unknown"; storage "library.damaged_row" names it
  // In the order asked; unknown and damaged ids are left out (get() tells which).
  base::Result<std::vector<Article>> get_many(const std::vector<ArticleId>& ids);
  // Ids sharing an identifier, address or guid with `article` (itself left out), ascending: doi, arxiv, pmid, pmcid,
  // canonical url, (feed, guid), folded title + source. At most kMaxIdentity of each: a feed that gives one id to
  // everything costs no more.
  static constexpr int kMaxIdentity = 64;
  struct Identity {
    std::vector<ArticleId> by_identifier;  // doi, arxiv, pmid or pmcid
    std::vector<ArticleId> by_address;     // canonical url or (feed, guid)
    std::vector<ArticleId> by_title;       // same folded title and same source
    std::vector<ArticleId> by_title_any;   // same folded title, any source; by_title among them
  };
  base::Result<Identity> find_same(const Article& article);
  // Ascending ids after `after`, at most `limit`.
  base::Result<std::vector<ArticleId>> ids_after(ArticleId after, int limit);
  base::Result<std::int64_t> count();
  // field → value → articles, for "language", "type", "source".
  base::Result<std::map<std::string, std::map<std::string, std::int64_t>>> counts();
  // Oldest and newest known publication date.
  base::Result<std::pair<std::string, std::string>> date_range();

 private:
  Statements& statements_;
  const base::Clock& clock_;
};

// Lower-case hex of the hash over the article's content (not ids, numbers, times).
std::string content_hash(const Article& article);

}  // namespace meridian::library
