// See articles.h.
#include "library/articles.h"

#include <algorithm>

#include "library/grouping.h"
#include "library/library.h"
#include "library/record.h"
#include "library/statements.h"

namespace meridian::library {
namespace {

// One row, bound by place: ?1 id … ?20 record. A missing key is NULL.
class Row {
 public:
  explicit Row(SQLite::Statement& statement) : statement_(statement) {}
  void put(std::int64_t value) { statement_.bind(++at_, value); }
  void put(OptionalKey value) { value ? statement_.bind(++at_, *value) : statement_.bind(++at_); }
  void put_text(const std::string& value) { statement_.bindNoCopy(++at_, value); }
  void put_id(const std::string& value) {
    value.empty() ? statement_.bind(++at_) : statement_.bindNoCopy(++at_, value);
  }
  void put_bytes(const std::string& value) {
    statement_.bindNoCopy(++at_, value.data(), static_cast<int>(value.size()));
  }

 private:
  SQLite::Statement& statement_;
  int at_ = 0;
};

// Bytes that are no UTF-8 became U+FFFD in the record; the columns must say what it says.
void store(Statements& statements, const Article& given) {
  const std::string record = record_of(given), seal = seal_of(given.id, record);
  const bool replaced = record.find("\xEF\xBF\xBD") != std::string::npos;
  const std::optional<Article> written = replaced ? article_of(record) : std::nullopt;
  const Article& article = written ? *written : given;
  const std::string type(name(article.type));
  SQLite::Statement& statement = statements.prepared(
      "INSERT INTO articles (id, work, number, seal, doi, arxiv, pmid, pmcid, address_key, guid_key, title_key, feed, "
      "source, "
      "language, type, published, sort_day, abstract_bytes, truncated, record) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
      "number = excluded.number, seal = excluded.seal, doi = excluded.doi, arxiv = excluded.arxiv, pmid = "
      "excluded.pmid, "
      "pmcid = excluded.pmcid, address_key = excluded.address_key, guid_key = excluded.guid_key, title_key = "
      "excluded.title_key, "
      "feed = excluded.feed, source = excluded.source, language = excluded.language, type = excluded.type, "
      "published = excluded.published, sort_day = excluded.sort_day, abstract_bytes = excluded.abstract_bytes, "
      "truncated = excluded.truncated, record = excluded.record");
  Row row(statement);
  row.put(given.id), row.put(given.work), row.put(given.number), row.put_bytes(seal);
  row.put_id(article.doi), row.put_id(article.arxiv), row.put_id(article.pmid), row.put_id(article.pmcid);
  row.put(address_key(article)), row.put(guid_key(article)), row.put(title_key(article)), row.put(article.feed);
  row.put_text(article.source), row.put_text(article.main().language), row.put_text(type),
      row.put_text(article.published);
  row.put(sort_day(article)), row.put(abstract_bytes(article)), row.put(std::int64_t{article.truncated});
  row.put_bytes(record);
  try {
    statement.exec();
  } catch (const SQLite::Exception&) {
    statement.tryReset();
    throw;
  }
  statement.reset();
  statement.clearBindings();
}

base::Error unknown(ArticleId id) {
  return {base::ErrorKind::not_found, "paper.unknown",
          "The library has no article " + std::to_string(id) +
              ": search for it, or look at the ids that `meridian search` prints."};
}
base::Error damaged(ArticleId id) {
  return {base::ErrorKind::storage, "library.damaged_row",
          "Article " + std::to_string(id) +
              " is damaged on disk; the others are not touched: run `meridian check --repair`, or restore a backup."};
}

// Column order: seal, record, work, number.
base::Result<Article> article_in(Query& query, ArticleId id) {
  const std::string_view record = query.bytes(1);
  if (query.bytes(0) != seal_of(id, record)) return base::fail(damaged(id));
  std::optional<Article> article = article_of(record);
  if (!article) return base::fail(damaged(id));
  article->id = id;
  article->work = query.integer(2);
  article->number = query.integer(3);
  return std::move(*article);
}

base::Result<Article> read_article(Statements& statements, ArticleId id) {
  Query query(statements, "SELECT seal, record, work, number FROM articles WHERE id = ?", id);
  if (!query.next()) return base::fail(unknown(id));
  return article_in(query, id);
}

std::vector<ArticleId> others(Query&& query, ArticleId self) {
  std::vector<ArticleId> ids;
  while (query.next())
    if (query.integer(0) != self) ids.push_back(query.integer(0));
  return ids;
}

void merge_into(std::vector<ArticleId>& ids, std::vector<ArticleId> more) {
  ids.insert(ids.end(), more.begin(), more.end());
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

}  // namespace

base::Result<ArticleId> Articles::add(Transaction& transaction, Article article) {
  return guarded_sql([&]() -> base::Result<ArticleId> {
    if (article.texts.empty()) article.texts.emplace_back();
    {
      Query next(statements_, "UPDATE state SET last_article = last_article + 1 RETURNING last_article");
      next.next();
      article.id = next.integer(0);
    }
    article.work = article.id;
    article.number = transaction.number();
    if (article.added == 0) article.added = clock_.now();
    store(statements_, article);
    Query(statements_, "INSERT INTO works (id, number, representative, sort_day) VALUES (?1, ?2, ?1, ?3)", article.id,
          transaction.number(), sort_day(article))
        .run();
    return article.id;
  });
}

base::Status Articles::update(Transaction& transaction, const Article& given) {
  return guarded_sql([&]() -> base::Status {
    Article article = given;
    if (article.texts.empty()) article.texts.emplace_back();
    const base::Result<Article> stored = read_article(statements_, given.id);
    if (!stored && stored.error().code != "library.damaged_row") return base::fail(stored.error());
    if (stored) {
      article.work = stored->work, article.added = stored->added;
      if (stored->feed != 0) article.feed = stored->feed;
      if (record_of(*stored) == record_of(article)) return {};
    } else {
      Query work(statements_, "SELECT work, feed FROM articles WHERE id = ?", given.id);
      if (work.next()) article.work = work.integer(0), article.feed = work.integer(1);
    }
    article.number = transaction.number();
    store(statements_, article);
    restamp(statements_, transaction.number(), article.work);
    return {};
  });
}

base::Status Articles::remove(Transaction& transaction, ArticleId id) {
  return guarded_sql([&]() -> base::Status {
    std::vector<ArticleId> rest;
    {
      Query members(statements_,
                    "SELECT id FROM articles WHERE work = (SELECT work FROM articles WHERE id = ?) ORDER BY id", id);
      while (members.next()) rest.push_back(members.integer(0));
    }
    if (rest.empty()) return base::fail(unknown(id));
    rest.erase(std::find(rest.begin(), rest.end(), id));
    if (!rest.empty()) {
      Query(statements_, "UPDATE OR IGNORE marks SET article = ? WHERE article = ?", rest.front(), id).run();
      Query(statements_, "UPDATE OR IGNORE tags SET article = ? WHERE article = ?", rest.front(), id).run();
      Query(statements_, "UPDATE OR IGNORE shown SET article = ? WHERE article = ?", rest.front(), id).run();
    }
    MERIDIAN_TRY(Works(statements_).set_sketch(transaction, id, {}));
    const WorkId work = [&] {
      Query query(statements_, "SELECT work FROM articles WHERE id = ?", id);
      query.next();
      return query.integer(0);
    }();
    Query(statements_, "DELETE FROM articles WHERE id = ?", id).run();
    restamp(statements_, transaction.number(), work);
    regroup(statements_, transaction.number(), rest);
    return {};
  });
}

base::Result<Article> Articles::get(ArticleId id) {
  return guarded_sql([&] { return read_article(statements_, id); });
}

base::Result<std::vector<Article>> Articles::get_many(const std::vector<ArticleId>& ids) {
  return guarded_sql([&]() -> base::Result<std::vector<Article>> {
    std::vector<Article> articles;
    for (const ArticleId id : ids)
      if (base::Result<Article> article = read_article(statements_, id)) articles.push_back(std::move(*article));
    return articles;
  });
}

base::Result<Articles::Identity> Articles::find_same(const Article& article) {
  return guarded_sql([&]() -> base::Result<Identity> {
    Identity same;
    const auto by_id = [&](const char* sql, const std::string& value) {
      if (!value.empty())
        merge_into(same.by_identifier, others(Query(statements_, sql, value, kMaxIdentity), article.id));
    };
    by_id("SELECT id FROM articles WHERE doi = ? ORDER BY id LIMIT ?", article.doi);
    by_id("SELECT id FROM articles WHERE arxiv = ? ORDER BY id LIMIT ?", article.arxiv);
    by_id("SELECT id FROM articles WHERE pmid = ? ORDER BY id LIMIT ?", article.pmid);
    by_id("SELECT id FROM articles WHERE pmcid = ? ORDER BY id LIMIT ?", article.pmcid);
    const auto by_address = [&](const char* sql, OptionalKey key) {
      if (key) merge_into(same.by_address, others(Query(statements_, sql, *key, kMaxIdentity), article.id));
    };
    by_address("SELECT id FROM articles WHERE address_key = ? ORDER BY id LIMIT ?", address_key(article));
    by_address("SELECT id FROM articles WHERE guid_key = ? ORDER BY id LIMIT ?", guid_key(article));
    if (const OptionalKey key = title_key(article)) {
      Query titled(statements_, "SELECT id, source = ?2 FROM articles WHERE title_key = ?1 ORDER BY id LIMIT ?3", *key,
                   article.source, kMaxIdentity);
      while (titled.next()) {
        if (titled.integer(0) == article.id) continue;
        same.by_title_any.push_back(titled.integer(0));
        if (titled.integer(1) != 0) same.by_title.push_back(titled.integer(0));
      }
    }
    return same;
  });
}

base::Result<std::vector<ArticleId>> Articles::ids_after(ArticleId after, int limit) {
  return guarded_sql([&]() -> base::Result<std::vector<ArticleId>> {
    return others(Query(statements_, "SELECT id FROM articles WHERE id > ? ORDER BY id LIMIT ?", after, limit), 0);
  });
}

base::Result<std::int64_t> Articles::count() {
  return guarded_sql([&]() -> base::Result<std::int64_t> {
    Query query(statements_, "SELECT count(*) FROM articles");
    query.next();
    return query.integer(0);
  });
}

base::Result<std::map<std::string, std::map<std::string, std::int64_t>>> Articles::counts() {
  return guarded_sql([&]() -> base::Result<std::map<std::string, std::map<std::string, std::int64_t>>> {
    std::map<std::string, std::map<std::string, std::int64_t>> counts;
    const auto count = [&](const std::string& field, const char* sql) {
      Query query(statements_, sql);
      while (query.next()) counts[field][query.text(0)] = query.integer(1);
    };
    count("language", "SELECT language, count(*) FROM articles GROUP BY language");
    count("type", "SELECT type, count(*) FROM articles GROUP BY type");
    count("source", "SELECT source, count(*) FROM articles GROUP BY source");
    return counts;
  });
}

base::Result<std::pair<std::string, std::string>> Articles::date_range() {
  return guarded_sql([&]() -> base::Result<std::pair<std::string, std::string>> {
    Query query(
        statements_,
        "SELECT coalesce(min(published), ''), coalesce(max(published), '') FROM articles WHERE published <> ''");
    query.next();
    return std::pair(query.text(0), query.text(1));
  });
}

}  // namespace meridian::library
