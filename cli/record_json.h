// A record as a file said it, as JSON: what `import --dry-run --json` shows beside the article made of it (docs/records.md).
//
// Immutable, share freely.
#pragma once

#include <nlohmann/json.hpp>

#include "indexer/record.h"

namespace meridian::cli {

nlohmann::json record_json(const indexer::Record& record);

}  // namespace meridian::cli
