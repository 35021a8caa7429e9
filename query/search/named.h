// is:starred, is:unread, tag:NAME and like:ID as Xapian queries: what the reader's library says, joined at query time.
//
// Marked Works are asked for by their unique terms, so any index answers, shards on other machines too; beyond
// kMostMarkedWorks only the newest count, and a warning says so. One thread at a time.
#pragma once

#include <xapian.h>
#include <vector>

#include "query/search/ast.h"
#include "query/search/outside.h"
#include "query/search/rank.h"

namespace meridian::query::search {

inline constexpr std::size_t kMostMarkedWorks = 5'000;

// True for filters whose answer the library has: tag:, and is: with a mark of the reader's.
bool is_marked(const Node& node);
// REQUIRES: is_marked(node). Warnings are appended.
Xapian::Query marked_works(const Node& node, Outside& outside, std::vector<Warning>& warnings);

// True for like: and search:, which may rank and not only filter.
bool is_named(const Node& node);
// Papers that hold words of that one, ranked by them, without it. Empty, with a warning, when there is no such paper.
Xapian::Query papers_like(const Node& node, Outside* outside, const Ranker& ranker, std::vector<Warning>& warnings);

}  // namespace meridian::query::search
