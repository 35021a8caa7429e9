// See intake.h.
#include "indexer/intake.h"

#include <algorithm>
#include <optional>
#include <set>

#include "indexer/dedup.h"
#include "indexer/field_merge.h"
#include "indexer/relations.h"
#include "indexer/same_item.h"

namespace meridian::indexer {
namespace {

using library::Article;
using library::ArticleId;
using library::Articles;
using library::Link;
using library::LinkKind;
using library::Works;

constexpr int kCommon = 16;  // hashes in more articles than these are boilerplate (METHODS 5)
constexpr int kLeastShared = 3;
constexpr double kNearSame = .5;

// Abstract, title and identifiers decide the Work; the rest may change without looking for it again.
bool same_to_works(const Article& a, const Article& b) {
  return a.texts == b.texts && a.authors == b.authors && a.doi == b.doi && a.arxiv == b.arxiv && a.pmid == b.pmid &&
         a.pmcid == b.pmcid && a.type == b.type && a.published.substr(0, 4) == b.published.substr(0, 4);
}

std::vector<ArticleId> all_of(const Articles::Identity& identity) {
  std::set<ArticleId> ids(identity.by_identifier.begin(), identity.by_identifier.end());
  ids.insert(identity.by_address.begin(), identity.by_address.end());
  ids.insert(identity.by_title.begin(), identity.by_title.end());
  return {ids.begin(), ids.end()};
}

class Intake {
 public:
  Intake(library::Library& library, library::Transaction& transaction) : library_(library), transaction_(transaction) {}

  base::Status take(Article article) {
    const bool empty = std::all_of(article.texts.begin(), article.texts.end(), [](const library::LocalizedText& text) {
      return text.title.empty() && text.abstract.empty();
    });
    if (empty) {
      ++report_.refused;
      report_.ids.push_back(0);
      return {};
    }
    article.id = 0;
    MERIDIAN_TRY_ASSIGN(const Articles::Identity identity, library_.articles().find_same(article));
    MERIDIAN_TRY_ASSIGN(const std::vector<Article> candidates, library_.articles().get_many(all_of(identity)));
    const std::optional<ArticleId> known = same_item(article, identity, candidates);
    if (!known) {
      MERIDIAN_TRY_ASSIGN(const std::optional<ArticleId> broken, damaged_among(identity.by_address));
      return broken ? heal(*broken, std::move(article)) : add(std::move(article), identity);
    }
    const auto stored =
        std::find_if(candidates.begin(), candidates.end(), [&](const Article& a) { return a.id == *known; });
    return update(*stored, article);
  }

  base::Status link(ArticleId id) {
    MERIDIAN_TRY_ASSIGN(const Article article, library_.articles().get(id));
    MERIDIAN_TRY_ASSIGN(const Articles::Identity identity, library_.articles().find_same(article));
    return link(article, print_of(article), identity, /*fresh=*/false, /*spread=*/true);
  }

  IntakeReport report() { return std::move(report_); }

 private:
  base::Status add(Article article, const Articles::Identity& identity) {
    MERIDIAN_TRY_ASSIGN(article.id, library_.articles().add(transaction_, article));
    ++report_.added;
    report_.ids.push_back(article.id);
    const TextPrint print = print_of(article);
    if (!print.sketch.empty()) MERIDIAN_TRY(library_.works().set_sketch(transaction_, article.id, print.sketch));
    return link(article, print, identity, /*fresh=*/true, /*spread=*/true);
  }

  base::Status update(const Article& stored, const Article& fresh) {
    report_.ids.push_back(stored.id);
    const Article article = merged(stored, fresh);
    if (library::content_hash(article) == stored.content_hash && article.guid == stored.guid &&
        article.feed == stored.feed) {
      ++report_.unchanged;
      return {};
    }
    ++report_.updated;
    MERIDIAN_TRY(library_.articles().update(transaction_, article));
    return same_to_works(stored, article) ? base::Status() : anew(article);
  }

  // What is stored of it cannot be read: the fresh copy takes its place (FAULTS 172).
  base::Status heal(ArticleId id, Article article) {
    article.id = id;
    report_.ids.push_back(id);
    ++report_.updated;
    MERIDIAN_TRY(library_.articles().update(transaction_, article));
    return anew(article);
  }
  base::Result<std::optional<ArticleId>> damaged_among(const std::vector<ArticleId>& ids) {
    for (const ArticleId id : ids) {
      const base::Result<Article> article = library_.articles().get(id);
      if (!article && article.error().code == "library.damaged_row") return std::optional(id);
      if (!article) return base::fail(article.error());
    }
    return std::optional<ArticleId>();
  }

  base::Status anew(const Article& article) {
    const TextPrint print = print_of(article);
    MERIDIAN_TRY(library_.works().set_sketch(transaction_, article.id, print.sketch));
    MERIDIAN_TRY_ASSIGN(const Articles::Identity identity, library_.articles().find_same(article));
    return link(article, print, identity, /*fresh=*/false, /*spread=*/true);
  }

  // `fresh`: it has no links yet. `spread`: a blurb that it reveals is taken from the others as well.
  base::Status link(const Article& article, const TextPrint& print, const Articles::Identity& identity, bool fresh,
                    bool spread) {
    std::set<ArticleId> by_name(identity.by_identifier.begin(), identity.by_identifier.end());
    by_name.insert(identity.by_title_any.begin(), identity.by_title_any.end());
    std::vector<Works::Shared> sharing;
    if (!print.sketch.empty()) {
      MERIDIAN_TRY_ASSIGN(sharing, library_.works().sharing(print.sketch, kLeastShared, kCommon));
    }
    std::erase_if(sharing, [&](const Works::Shared& other) {
      return other.article == article.id ||
             !is_candidate(other.hashes, print.sketch.size(), static_cast<std::size_t>(other.size));
    });
    if (fresh && by_name.empty() && sharing.empty()) return {};

    std::vector<Link> links;
    std::vector<Article> near_same;
    MERIDIAN_TRY(compare(article, print, by_name, sharing, links, near_same));
    const bool blurb = is_blurb(article, near_same);
    if (blurb)
      for (Link& link : links)
        if (link.kind == LinkKind::same && is_textual(link)) link.kind = LinkKind::shares_text;
    if (!fresh) MERIDIAN_TRY(keep_links_of_records(article.id, links));
    if (!fresh || !links.empty()) MERIDIAN_TRY(library_.works().set_links(transaction_, article.id, links));
    if (fresh && std::any_of(links.begin(), links.end(), [](const Link& l) { return l.kind == LinkKind::same; }))
      ++report_.joined;
    if (blurb && spread) MERIDIAN_TRY(spread_blurb(near_same));
    return {};
  }

  base::Status compare(const Article& article, const TextPrint& print, const std::set<ArticleId>& by_name,
                       const std::vector<Works::Shared>& sharing, std::vector<Link>& links,
                       std::vector<Article>& near_same) {
    std::set<ArticleId> ids = by_name;
    for (const Works::Shared& other : sharing) ids.insert(other.article);
    MERIDIAN_TRY_ASSIGN(std::vector<Article> others, library_.articles().get_many({ids.begin(), ids.end()}));
    for (Article& other : others) {
      const auto shared =
          std::find_if(sharing.begin(), sharing.end(), [&](const Works::Shared& s) { return s.article == other.id; });
      const Overlap overlap = shared == sharing.end() ? Overlap{} : overlap_of(print, print_of(other), shared->own);
      if (std::optional<Link> link = link_between(article, other, overlap)) links.push_back(std::move(*link));
      if (overlap.containment >= kNearSame) near_same.push_back(std::move(other));
    }
    return {};
  }

  // What records say of one another holds, whatever their texts say now.
  base::Status keep_links_of_records(ArticleId article, std::vector<Link>& links) {
    MERIDIAN_TRY_ASSIGN(const std::vector<Link> before, library_.works().links_of(article));
    for (const Link& link : before) {
      const bool known = std::any_of(links.begin(), links.end(), [&](const Link& l) {
        return l.a == link.a && l.b == link.b && l.kind == link.kind;
      });
      if (is_of_record(link) && !known) links.push_back(link);
    }
    return {};
  }

  static bool is_textual(const Link& link) {
    return link.reason.starts_with("text") || link.reason.starts_with("reworded");
  }

  base::Status spread_blurb(const std::vector<Article>& others) {
    for (const Article& other : others) {
      MERIDIAN_TRY_ASSIGN(const Articles::Identity identity, library_.articles().find_same(other));
      MERIDIAN_TRY(link(other, print_of(other), identity, /*fresh=*/false, /*spread=*/false));
    }
    return {};
  }

  library::Library& library_;
  library::Transaction& transaction_;
  IntakeReport report_;
};

}  // namespace

base::Status relink(library::Library& library, library::Transaction& transaction, ArticleId article) {
  return Intake(library, transaction).link(article);
}

base::Result<IntakeReport> take_in(library::Library& library, std::vector<Article> batch,
                                   const std::function<base::Status(library::Transaction&)>& also) {
  IntakeReport report;
  const base::Result<library::Number> written = library.write([&](library::Transaction& transaction) -> base::Status {
    Intake intake(library, transaction);
    for (Article& article : batch) MERIDIAN_TRY(intake.take(std::move(article)));
    report = intake.report();
    return also ? also(transaction) : base::Status();
  });
  if (!written) return base::fail(written.error());
  return report;
}

}  // namespace meridian::indexer
