// What a record says it is to another one → links between the two articles: a notice concerns its paper, a preprint and
// its version in a journal are one Work.
//
// Either side may come first, so both ends of a relation are looked for. One thread at a time.
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "indexer/record.h"
#include "library/library.h"

namespace meridian::indexer {

using RelatedRecord = std::pair<library::ArticleId, std::vector<RecordRelation>>;

// One transaction; the number of links made. Relations to what is not in the library cost nothing.
base::Result<int> link_relations(library::Library& library, const std::vector<RelatedRecord>& records);

// Whether a link was made here, so that looking at the texts anew does not part it.
bool is_of_record(const library::Link& link);

}  // namespace meridian::indexer
