// The metadata formats of OAI-PMH repositories that are made for it: oai_dc (Dublin Core), and arXiv's two.
// Immutable, share freely.
#pragma once

#include "indexer/feed/element.h"
#include "indexer/record.h"

namespace meridian::indexer::feed {

Record read_oai_dc(const Element& dc);
Record read_arxiv(const Element& arxiv);
Record read_arxiv_raw(const Element& arxiv_raw);

}  // namespace meridian::indexer::feed
