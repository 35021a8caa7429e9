// Crossref's XML: a doi_record of UNIXREF (crossref_query_output 3.0, deposit schemas 4.x and 5.x), as content
// negotiation, the query service and the OAI service give it. Immutable, share freely.
#pragma once

#include <optional>

#include "indexer/feed/element.h"
#include "indexer/record.h"

namespace meridian::indexer::feed {

// The work that `doi_record`, or what it holds, is about; nothing when it holds none.
std::optional<Record> read_crossref_xml(const Element& doi_record);

}  // namespace meridian::indexer::feed
