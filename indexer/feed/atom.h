// Atom 1.0 (RFC 4287) and 0.3: the fields of an entry or of a feed. Immutable, share freely.
#pragma once

#include "indexer/feed/element.h"
#include "indexer/feed/item.h"

namespace meridian::indexer::feed {

// True when the element was one of Atom's and was taken. Fields that are filled already stay.
bool read_atom_field(const Name& name, const Element& element, Scope& scope, Item& item);
// A text construct as HTML: by its type (and 0.3's mode), text is escaped, HTML taken as it is, XML written out, base64
// decoded when it holds UTF-8.
std::string atom_html(const Element& element);
// The link that `element` is, resolved.
Link read_link(const Element& element, const Scope& scope);
// Puts a link where items keep it: among all links, and as the item's own, its enclosure or an identifier.
void add_link(Link link, Item& item);

}  // namespace meridian::indexer::feed
