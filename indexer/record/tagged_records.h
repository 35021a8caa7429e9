// RIS, the exchange format of reference managers and databases (Research Information Systems, 2001 and 2011), and
// MEDLINE's own, as PubMed saves it (.nbib; NLM, MEDLINE/PubMed data element descriptions).
// Immutable, share freely.
#pragma once

#include <string_view>

#include "indexer/record.h"

namespace meridian::indexer::record {

Record read_ris(std::string_view utf8);
Record read_nbib(std::string_view utf8);

}  // namespace meridian::indexer::record
