// The JSON of two services: Europe PMC's search (resultType lite and core) and the API of bioRxiv and medRxiv
// ("details" and "pubs"). Immutable, share freely.
#pragma once

#include "indexer/record/json_fields.h"

namespace meridian::indexer::record {

bool is_europe_pmc(const Json& object);
Record read_europe_pmc(const Json& object);

bool is_biorxiv(const Json& object);
Record read_biorxiv(const Json& object);

}  // namespace meridian::indexer::record
