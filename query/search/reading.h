// A query in plain words, English and Chinese, so that the reader sees how it was understood. Immutable, share freely.
#pragma once

#include "query/answers.h"
#include "query/search/ast.h"
#include "query/search/compile.h"

namespace meridian::query::search {

Reading reading(const Node& root, MatchMode match, bool one_list);
// Why a piece alone holds nothing, or removes what the others find.
Bilingual nothing_holds(const Piece& piece);
Bilingual together_nothing(const Piece& piece);

}  // namespace meridian::query::search
