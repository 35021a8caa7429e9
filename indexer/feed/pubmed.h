// PubMed's XML: PubmedArticle, PubmedBookArticle, MedlineCitation, DeleteCitation, as in baseline and update files and in
// answers of E-utilities (NLM, PubMed DTD 2019-2025).
//
// Labels of structured abstracts are kept as "LABEL: …" paragraphs, titles in the original language stand beside the
// English one, groups are authors by their name. Immutable, share freely.
#pragma once

#include <vector>

#include "indexer/feed/element.h"
#include "indexer/record.h"

namespace meridian::indexer::feed {

// One record, or of a DeleteCitation one deleted record a PMID; none when `root` is none of these elements.
std::vector<Record> read_pubmed(const Element& root);

}  // namespace meridian::indexer::feed
