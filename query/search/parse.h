// The query language, read by recursive descent. No form of query fails: a strange one gives a tree and warnings.
//
// Grammar, loosest first (docs/query_syntax.md tells it in prose):
//   query   = or                            words side by side at the top stay a list, whose single words may be
//   relaxed or      = and { "OR" and } and     = list { "AND" list }           side by side binds tightest: back pain
//   AND exercise = (back pain) AND exercise list    = { sign operand { "NEAR/n" operand } } operand = "(" or ")" |
//   field ":" operand | word | "quoted"
// Only a query over a named bound is refused (FAULTS Q). Immutable, share freely.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/config.h"
#include "base/result.h"
#include "query/search/ast.h"

namespace meridian::query::search {

struct ParsedQuery {
  Node root;                      // a list
  std::vector<Warning> warnings;  // in the order of the query
};

// `today` (days since 1970-01-01) is only needed to check dates. refused "query.too_long", "query.too_deep",
// "query.too_broad"; invalid "query.empty" when nothing is left to search for.
base::Result<ParsedQuery> parse(std::string_view query, const base::SearchConfig& bounds, std::int64_t today);

}  // namespace meridian::query::search
