// word~2 as the words of the index that differ from it by so many letters, bounded before the search like wildcards.
//
// One thread at a time.
#pragma once

#include <xapian.h>
#include <string>
#include <vector>

#include "query/search/ast.h"
#include "query/search/rank.h"
#include "query/search/vocabulary.h"
#include "text/analyzer.h"

namespace meridian::query::search {

struct FuzzyQuery {
  Xapian::Query query;
  std::vector<std::string> forms;  // surface terms and stems, for marking
  int used = 0, found = 0;
};
// REQUIRES: node.kind is fuzzy.
FuzzyQuery fuzzy(const Node& node, const Vocabulary& vocabulary, const Ranker& ranker, const text::Analyzer& analyzer,
                 int most_forms);

}  // namespace meridian::query::search
