// CSL-JSON, the format of reference managers (citation-style-language schema 1.0), and Crossref's REST answers, which
// share its names (api.crossref.org, "work"). Immutable, share freely.
#pragma once

#include "indexer/record/json_fields.h"

namespace meridian::indexer::record {

bool is_csl(const Json& object);
Record read_csl(const Json& object);

}  // namespace meridian::indexer::record
