// Takes out of the library what its source took back: PubMed's DeleteCitation, OAI-PMH's deleted records.
//
// Only the article that the same source's record made goes; a copy that a feed or another record brought stays. One
// thread at a time.
#pragma once

#include <vector>

#include "base/result.h"
#include "indexer/record.h"
#include "library/library.h"

namespace meridian::indexer {

// One transaction. The number of articles removed; records that are not there cost nothing. An article that the reader
// starred stays (FAULTS R1).
base::Result<int> withdraw(library::Library& library, const std::vector<Record>& records);

}  // namespace meridian::indexer
