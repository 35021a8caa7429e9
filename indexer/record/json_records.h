// One JSON object of bibliographic data, whoever wrote it: Crossref, CSL-JSON, Europe PMC, bioRxiv and medRxiv.
// Immutable, share freely.
#pragma once

#include <string_view>

#include "base/result.h"
#include "indexer/record.h"

namespace meridian::indexer::record {

// Cheap: whether the text holds a key that only these services write. Lines of our own JSONL hold none.
bool may_be_service_json(std::string_view utf8);
// invalid "json.malformed"; "record.unknown" when it is JSON of another kind.
base::Result<Record> read_json_record(std::string_view utf8);

}  // namespace meridian::indexer::record
