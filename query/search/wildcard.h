// inflam* as the words of the index that begin so, the most frequent first, bounded before the search (FAULTS 117).
//
// Surface forms say what matches; their stems, which alone carry weight, say how well. 疼* is the character itself:
// whatever follows it. One thread at a time.
#pragma once

#include <xapian.h>
#include <string>

#include "query/search/ast.h"
#include "query/search/rank.h"
#include "text/analyzer.h"

namespace meridian::query::search {

struct WildcardQuery {
  Xapian::Query query;
  std::string prefix;       // folded, for marking
  int used = 0, found = 0;  // forms
};
// REQUIRES: node.kind is wildcard.
WildcardQuery wildcard(const Node& node, const Xapian::Database& database, const Ranker& ranker,
                       const text::Analyzer& analyzer, int most_forms);

}  // namespace meridian::query::search
