// All SQL about articles. Reached through Library; one thread at a time.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "library/article.h"

namespace SQLite {
class Database;
}

namespace meridian::library {

class Transaction;

class Articles {
 public:
  explicit Articles(SQLite::Database& database) : database_(database) {}

  // A new article gets its id, content hash and a Work of its own. Updating keeps id, work, feed and added.
  base::Result<ArticleId> add(Transaction& transaction, Article article);
  base::Status update(Transaction& transaction, const Article& article);
  base::Status remove(Transaction& transaction, ArticleId id);

  base::Result<Article> get(ArticleId id);  // not_found "paper.unknown"; storage "library.damaged_row" names it
  // In the order asked; unknown ids are left out.
  base::Result<std::vector<Article>> get_many(const std::vector<ArticleId>& ids);
  // Ids sharing an identifier, address or guid with `article` (itself left out), ascending: doi, arxiv, pmid, pmcid, canonical url,
  // (feed, guid), folded title + source.
  struct Identity {
    std::vector<ArticleId> by_identifier;  // doi, arxiv, pmid or pmcid
    std::vector<ArticleId> by_address;     // canonical url or (feed, guid)
    std::vector<ArticleId> by_title;       // same folded title and same source
    std::vector<ArticleId> by_title_any;   // same folded title, any source
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
  SQLite::Database& database_;
};

// Lower-case hex of the hash over the article's content (not ids, numbers, times).
std::string content_hash(const Article& article);

}  // namespace meridian::library
