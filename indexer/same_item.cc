// See same_item.h.
#include "indexer/same_item.h"

#include <algorithm>

#include "indexer/dedup.h"

namespace meridian::indexer {
namespace {

using library::Article;
using library::ArticleId;

constexpr std::size_t kTellingBytes = 24;  // a title of four English words or eight Chinese characters
constexpr double kSameText = .35;

bool holds(const std::vector<ArticleId>& ids, ArticleId id) {
  return std::binary_search(ids.begin(), ids.end(), id);
}

// Two feeds are two sources, even when they bring the same papers; an import belongs to whoever has the item.
bool one_feed(const Article& a, const Article& b) {
  return a.feed == b.feed || a.feed == 0 || b.feed == 0;
}
bool one_source(const Article& a, const Article& b) {
  return a.feed != 0 && b.feed != 0 ? a.feed == b.feed : a.source == b.source;
}

// An erratum is neither its original nor its retraction.
bool same_kind_of_item(const Article& a, const Article& b) {
  return is_notice(a) || is_notice(b) ? a.type == b.type : true;
}
bool may_be_same(const Article& a, const Article& b) {
  return same_kind_of_item(a, b) && !titles_differ_strongly(a, b);
}

const std::string& abstract_of(const Article& article) {
  return article.main().abstract;
}

bool same_abstract(const Article& a, const Article& b) {
  if (abstract_of(a) == abstract_of(b)) return true;
  // A teaser is the beginning of its abstract, but for its last mark.
  const auto& [shorter, longer] =
      std::minmax(abstract_of(a), abstract_of(b), [](const auto& x, const auto& y) { return x.size() < y.size(); });
  const std::string_view beginning =
      std::string_view(shorter).substr(0, shorter.size() - std::min<std::size_t>(shorter.size(), 12));
  return (beginning.size() >= kTellingBytes && std::string_view(longer).starts_with(beginning)) ||
         overlap_of(print_of(a), print_of(b)).containment >= kSameText;
}

// Guid and address are new, the title is not. A column called the same every week is no re-fetch, so nothing else may
// speak against it, and a short title needs something that speaks for it.
bool same_by_title(const Article& a, const Article& b) {
  const bool both_dated = !a.published.empty() && !b.published.empty(),
             both_signed = !a.authors.empty() && !b.authors.empty(),
             both_told = !abstract_of(a).empty() && !abstract_of(b).empty();
  const std::size_t precision = std::min(a.published.size(), b.published.size());
  if (identifiers_conflict(a, b)) return false;
  if (both_dated && a.published.compare(0, precision, b.published, 0, precision) != 0) return false;
  if (both_signed && !share_first_author(a, b)) return false;
  if (both_told && !same_abstract(a, b)) return false;
  return a.main().title.size() >= kTellingBytes || both_signed || both_told || (both_dated && precision >= 10);
}

}  // namespace

std::optional<ArticleId> same_item(const Article& fresh, const library::Articles::Identity& identity,
                                   const std::vector<Article>& candidates) {
  const Article* best = nullptr;
  double best_title = -1;
  const auto consider = [&](const Article& stored) {
    const std::optional<TitleLikeness> titles = title_likeness(stored, fresh);
    const double likeness = titles ? titles->jaccard : 0;
    if (likeness > best_title) best = &stored, best_title = likeness;
  };
  for (const Article& stored : candidates)
    if (holds(identity.by_identifier, stored.id) && one_source(stored, fresh) && may_be_same(stored, fresh))
      consider(stored);
  if (best != nullptr) return best->id;
  for (const Article& stored : candidates)
    if (holds(identity.by_address, stored.id) && one_feed(stored, fresh) && may_be_same(stored, fresh) &&
        (stored.doi.empty() || fresh.doi.empty() || stored.doi == fresh.doi))
      consider(stored);
  if (best != nullptr) return best->id;
  for (const Article& stored : candidates)
    if (holds(identity.by_title, stored.id) && one_feed(stored, fresh) && same_kind_of_item(stored, fresh) &&
        same_by_title(stored, fresh))
      return stored.id;
  return std::nullopt;
}

}  // namespace meridian::indexer
