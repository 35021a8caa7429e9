// The abstract of a JATS record, which Crossref's deposits use too: which one of several it is, and what of it is text.
//
// Publishers write highlights, synopses for contents lists and pictures into elements of the same name, and notes on the
// title (where the data are, on whose observations a paper rests) beside it. Immutable, share freely.
#pragma once

#include <string>

#include "indexer/feed/element.h"
#include "indexer/record.h"

namespace meridian::indexer::feed {

// Pictures, footnotes and their marks, labels; of a formula given in several notations all but one.
bool is_no_jats_text(const Element& element);
// The abstracts among the children of `meta`, by language; those without one are in `language`. A synopsis or summary
// only where there is no abstract. The title's notes are the last paragraph of the first one.
void add_jats_abstracts(const Element* meta, const std::string& language, Record& record);

}  // namespace meridian::indexer::feed
