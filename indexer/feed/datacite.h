// DataCite's metadata (kernel 2.x to 4.x), as Zenodo and other repositories give it through OAI-PMH.
// Immutable, share freely.
#pragma once

#include "indexer/feed/element.h"
#include "indexer/record.h"

namespace meridian::indexer::feed {

// REQUIRES: `resource` is a <resource> element.
Record read_datacite(const Element& resource);

}  // namespace meridian::indexer::feed
