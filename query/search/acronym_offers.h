// What a word of the query stands for in the papers that were found, offered as another query.
//
// Half of all short forms mean several things (METHODS 8), so nothing is searched unasked: the papers on the page that
// define a form say what it means there. Short forms lead to long ones and back. Immutable, share freely.
#pragma once

#include <vector>

#include "query/answers.h"
#include "query/search/ast.h"
#include "text/analyzer.h"

namespace meridian::query::search {

// At most two, the meaning of most papers first. A form counts that two papers of `hits` define, or one where the
// query spells it with its capitals. What `expansions` or the query itself hold already is not offered.
std::vector<Repair> offer_acronyms(const Node& root, const std::vector<Hit>& hits,
                                   const std::vector<Expansion>& expansions, const text::Analyzer& analyzer);

}  // namespace meridian::query::search
