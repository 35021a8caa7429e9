// Work → Xapian document, by library/index_schema.h and text/analyzer.h alone.
//
// The text is the representative's; ids, sources, feeds, languages and authors are those of all copies, so that any of
// them finds the Work. Nothing but the unprefixed scored terms has a wdf: Xapian counts every wdf into the length of a
// document (METHODS 1.5). The same record gives the same document, always: `check` compares by making it again.
#pragma once

#include <xapian.h>
#include <vector>

#include "base/result.h"
#include "library/library.h"
#include "text/analyzer.h"

namespace meridian::indexer {

struct WorkRecord {
  library::Work work;
  std::vector<library::Article> copies;  // the representative first, then ascending ids; never empty
};

// The Works of `ids` that live and have a readable article; a damaged article is left out (`meridian check` names it).
base::Result<std::vector<WorkRecord>> read_records(library::Library& library, const std::vector<library::WorkId>& ids);

// "Q" and the Work's id: the document's address.
std::string unique_term(library::WorkId work);
// Throws as Xapian does: use inside library::guarded.
Xapian::Document document_of(const WorkRecord& record, const text::Analyzer& analyzer);

}  // namespace meridian::indexer
