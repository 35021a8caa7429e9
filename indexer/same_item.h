// Whether what a source says now is an item that it said before.
//
// Narrower than dedup.h: two copies of one paper are one Work; the same item of the same source is one article. Pure;
// immutable, share freely.
#pragma once

#include <optional>
#include <vector>

#include "library/articles.h"

namespace meridian::indexer {

// The stored article that `fresh` is a re-fetch of. `candidates`: the articles that `identity` names, as far as they
// can be read.
std::optional<library::ArticleId> same_item(const library::Article& fresh, const library::Articles::Identity& identity,
                                            const std::vector<library::Article>& candidates);

}  // namespace meridian::indexer
