// What the tag, class, id and role of an element say about its part in a page. Immutable, share freely.
#pragma once

#include <string_view>

#include "indexer/clean/html.h"

namespace meridian::indexer::clean {

bool is_block(std::string_view tag);
// Seen from the markup: hidden, display:none, visibility:hidden, font-size:0 (FAULTS 58).
bool is_hidden(const HtmlTree& page, NodeId node);
// Script, form, navigation, hidden …; when `strict` also by class and id: comments, sidebars, share bars, related
// lists.
bool never_article(const HtmlTree& page, NodeId node, bool strict);
// Comments and replies, by class and id.
bool names_comments(const HtmlTree& page, NodeId node);
// Above 0 for names that articles have, under 0 for those that boxes around them have.
double class_weight(const HtmlTree& page, NodeId node);

}  // namespace meridian::indexer::clean
