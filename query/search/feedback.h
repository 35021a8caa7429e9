// Weak relevance feedback: words that the best hits share count too (METHODS 1.1, stage 2).
//
//   a(t) = sum over the best hits d of s(d)/sum(s) * score(t,d);   weight of t = share * a(t) / max a
// An own form of Rocchio's method: it weighs by the same BM25 as the search, so it needs nothing that the index does
// not hold. Weak, since a wrong word costs more than a right one brings. One thread at a time.
#pragma once

#include <xapian.h>
#include <string>
#include <vector>

#include "query/search/rank.h"

namespace meridian::query::search {

// A document and what the query gave it.
struct Weighed {
  Xapian::docid document = 0;
  double weight = 0;
};

struct LearntTerm {
  std::string term;
  double times = 0;  // as in a query that says a word once: 1
};

// At most 15 words of the first eight of `best`, strongest first. None when `best` has no weight, and none when it is
// mostly Chinese: there the characters and pairs that papers share cost more than they bring (docs/ranking.md), and
// what Latin words stand among them are chance. `share` of a word typed is what the strongest has. May throw what
// Xapian throws.
std::vector<LearntTerm> learn(const Xapian::Database& database, const Ranker& ranker, const std::vector<Weighed>& best,
                              double share);

}  // namespace meridian::query::search
