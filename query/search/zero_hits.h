// Why a query finds nothing: which word or filter removed everything, and queries like it that find something.
//
// At most sixteen parts are tried, each with a search for one paper. One thread at a time.
#pragma once

#include <xapian.h>

#include "query/search/compile.h"

namespace meridian::query::search {

// Fills why_none and repairs of `reply`, asking at most `most_looks` times; each costs what the query did or less. REQUIRES: the
// query finds nothing. May throw what Xapian throws.
void explain_none(const Xapian::Database& database, const ParsedQuery& parsed, const CompiledQuery& query, int most_looks,
                  SearchReply& reply);

// The same query with what AND joins at the top as parts of their own: "pain AND sleep year:2024" is "+pain +sleep
// year:2024".
ParsedQuery in_parts(ParsedQuery parsed);

// The root without a part of it; its list may be empty.
Node without(const Node& root, const Piece& piece);

}  // namespace meridian::query::search
