// The vocabularies that say what a paper is, inside any format: Dublin Core, PRISM, content:encoded, arXiv's,
// HighWire's, Media RSS and FeedBurner's original link.
// Immutable, share freely.
#pragma once

#include "indexer/feed/element.h"
#include "indexer/feed/item.h"

namespace meridian::indexer::feed {

// True when the element belongs to one of these vocabularies and was taken. Fields that are filled already stay;
// PRISM's names are taken without a namespace too, since no other vocabulary has them.
bool read_scholarly_field(const Name& name, const Element& element, const Scope& scope, Item& item);
// What a channel says of all its items (journal, ISSN, volume …), given to an item that does not say it.
void inherit_from_channel(const Item& channel, Item& item);

}  // namespace meridian::indexer::feed
