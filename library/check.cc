// See check.h.
#include "library/check.h"

#include "library/grouping.h"
#include "library/record.h"

namespace meridian::library {
namespace {

constexpr std::size_t kMaxFindings = 1000;
constexpr std::int64_t kReportEvery = 1000;

class Check {
 public:
  Check(Statements& statements, const base::Progress& progress) : statements_(statements), progress_(progress) {}

  std::vector<base::Warning> run() {
    part("structure", [this] { structure(); });
    part("articles", [this] { articles(); });
    part("works", [this] { works(); });
    return std::move(findings_);
  }

 private:
  template <class Body>
  void part(const std::string& what, Body body) {
    try {
      body();
    } catch (const SQLite::Exception& exception) {
      found({"check.part_unread", {what, error_of(exception).message}});
    }
  }

  void found(base::Warning finding) {
    if (findings_.size() < kMaxFindings) findings_.push_back(std::move(finding));
  }

  void structure() {
    Query whole(statements_, "PRAGMA integrity_check");
    while (whole.next())
      if (whole.bytes(0) != "ok") found({"check.sqlite", {whole.text(0)}});
    Query references(statements_, "PRAGMA foreign_key_check");
    while (references.next()) found({"check.reference", {references.text(0)}});
  }

  void articles() {
    const std::int64_t total = count("SELECT count(*) FROM articles");
    std::int64_t done = 0;
    Query row(statements_,
              "SELECT id, seal, record, doi, arxiv, pmid, pmcid, address_key, guid_key, title_key, feed, source, "
              "language, type, "
              "published, sort_day, abstract_bytes, truncated FROM articles ORDER BY id");
    while (row.next()) {
      article(row);
      if (++done % kReportEvery == 0) base::report(progress_, {"check", done, total, "", false});
    }
    base::report(progress_, {"check", done, total, "", true});
  }

  void article(Query& row) {
    const ArticleId id = row.integer(0);
    const std::optional<Article> article =
        row.bytes(1) == seal_of(id, row.bytes(2)) ? article_of(row.bytes(2)) : std::nullopt;
    if (!article) return found({"check.article_damaged", {std::to_string(id)}});
    if (!columns_fit(row, *article)) found({"check.columns", {std::to_string(id)}});
  }

  static bool columns_fit(Query& row, const Article& article) {
    const auto key = [&](int column) { return row.is_null(column) ? OptionalKey() : row.integer(column); };
    return row.bytes(3) == article.doi && row.bytes(4) == article.arxiv && row.bytes(5) == article.pmid &&
           row.bytes(6) == article.pmcid && key(7) == address_key(article) && key(8) == guid_key(article) &&
           key(9) == title_key(article) && row.integer(10) == article.feed && row.bytes(11) == article.source &&
           row.bytes(12) == article.main().language && row.bytes(13) == name(article.type) &&
           row.bytes(14) == article.published && row.integer(15) == sort_day(article) &&
           row.integer(16) == abstract_bytes(article) && (row.integer(17) != 0) == article.truncated;
  }

  // Works made anew from articles and links must be those that are stored.
  void works() {
    std::vector<ArticleId> linked;
    Ties ties;
    Query links(statements_, "SELECT a, b, kind FROM links");
    while (links.next()) {
      ties.add(links.integer(0), links.integer(1), static_cast<LinkKind>(links.integer(2)));
      linked.push_back(links.integer(0)), linked.push_back(links.integer(1));
    }
    Components components = components_of(std::move(linked), std::move(ties));
    Query stored(statements_, "SELECT id, work FROM articles ORDER BY id");
    while (stored.next())
      if (const WorkId wanted = components.root(stored.integer(0)); wanted != stored.integer(1))
        found({"check.work_membership",
               {std::to_string(stored.integer(0)), std::to_string(stored.integer(1)), std::to_string(wanted)}});
    each("SELECT DISTINCT work FROM articles WHERE work NOT IN (SELECT id FROM works WHERE representative IS NOT NULL)",
         "check.work_unlisted");
    each(
        "SELECT id FROM works WHERE representative IS NOT NULL AND NOT EXISTS (SELECT 1 FROM articles WHERE "
        "articles.id = "
        "works.representative AND articles.work = works.id)",
        "check.work_representative");
  }

  void each(const char* sql, const std::string& code) {
    Query query(statements_, sql);
    while (query.next()) found({code, {std::to_string(query.integer(0))}});
  }

  std::int64_t count(const char* sql) {
    Query query(statements_, sql);
    return query.next() ? query.integer(0) : 0;
  }

  Statements& statements_;
  const base::Progress& progress_;
  std::vector<base::Warning> findings_;
};

}  // namespace

std::vector<base::Warning> findings(Statements& statements, const base::Progress& progress) {
  return Check(statements, progress).run();
}

}  // namespace meridian::library
