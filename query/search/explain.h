// Why a hit has its score: the steps' parts, and under them each word of the index with what it gave (docs/ranking.md).
//
// The query is taken apart as it was searched, and Xapian itself is asked what each of its words weighs in the hits shown, so
// that the parts sum to the score whatever the form of the query. Costs a search for one paper a word, only when asked.
// One thread at a time.
#pragma once

#include <xapian.h>

#include "query/search/compile.h"
#include "query/search/rank.h"
#include "query/search/search.h"

namespace meridian::query::search {

// Adds to each of found.works the words behind its steps; works without an explanation get one, of the words alone.
// May throw what Xapian throws.
void explain(const Xapian::Database& database, const Ranker& ranker, const CompiledQuery& query, Found& found);

}  // namespace meridian::query::search
