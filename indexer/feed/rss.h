// RSS 0.9x, 1.0 and 2.0: the fields of an item or of a channel. One reader, because publishers use one version's words
// under another's number. RSS 1.0 (RDF) differs in where items stand, which parse.cc walks, and in rdf:about. Immutable,
// share freely.
#pragma once

#include "indexer/feed/element.h"
#include "indexer/feed/item.h"

namespace meridian::indexer::feed {

// True when the element was one of RSS's and was taken. Fields that are filled already stay.
bool read_rss_field(const Name& name, const Element& element, const Scope& scope, Item& item);
// What only the whole item tells: rdf:about, and a permanent guid as the link of an item that has no other.
void complete_rss_item(const Element& element, Item& item);

}  // namespace meridian::indexer::feed
