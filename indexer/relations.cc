// See relations.h.
#include "indexer/relations.h"

#include <algorithm>

#include "library/identifiers.h"

namespace meridian::indexer {
namespace {

using library::ArticleId;
using library::Link;
using library::LinkKind;

constexpr std::string_view kReason = "record: ";

std::string_view without_has(std::string_view kind) {
  return kind.starts_with("has ") ? kind.substr(4) : kind;
}

// Comments are papers of their own.
bool is_linked(std::string_view kind) {
  kind = without_has(kind);
  return kind == "erratum" || kind == "retraction" || kind == "concern" || kind == "version";
}

base::Result<std::vector<ArticleId>> named(library::Library& library, const std::string& identifier) {
  library::Article sought;
  sought.texts.emplace_back();
  if (identifier.starts_with("pmid:"))
    sought.pmid = library::canonical_pmid(identifier);
  else
    sought.doi = library::canonical_doi(identifier);
  if (sought.pmid.empty() && sought.doi.empty()) return std::vector<ArticleId>();
  MERIDIAN_TRY_ASSIGN(library::Articles::Identity identity, library.articles().find_same(sought));
  return std::move(identity.by_identifier);
}

base::Result<int> link_one(library::Library& library, library::Transaction& transaction, const RelatedRecord& record) {
  const ArticleId article = record.first;
  MERIDIAN_TRY_ASSIGN(std::vector<Link> links, library.works().links_of(article));
  int made = 0;
  for (const RecordRelation& relation : record.second) {
    if (!is_linked(relation.kind)) continue;
    const std::string_view kind = without_has(relation.kind);
    MERIDIAN_TRY_ASSIGN(const std::vector<ArticleId> others, named(library, relation.identifier));
    for (const ArticleId other : others) {
      Link link{std::min(article, other), std::max(article, other), kind == "version" ? LinkKind::same : LinkKind::concerns,
                std::string(kReason) + std::string(kind)};
      const bool known = std::any_of(links.begin(), links.end(), [&](const Link& l) {
        return l.a == link.a && l.b == link.b && l.kind == link.kind;
      });
      if (other == article || known) continue;
      links.push_back(std::move(link));
      ++made;
    }
  }
  if (made > 0) MERIDIAN_TRY(library.works().set_links(transaction, article, links));
  return made;
}

}  // namespace

base::Result<int> link_relations(library::Library& library, const std::vector<RelatedRecord>& records) {
  int made = 0;
  const auto written = library.write([&](library::Transaction& transaction) -> base::Status {
    for (const RelatedRecord& record : records) {
      MERIDIAN_TRY_ASSIGN(const int links, link_one(library, transaction, record));
      made += links;
    }
    return {};
  });
  if (!written) return base::fail(written.error());
  return made;
}

bool is_of_record(const Link& link) {
  return link.reason.starts_with(kReason);
}

}  // namespace meridian::indexer
