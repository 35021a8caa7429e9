// The part of a page that calls itself the abstract: under a heading that says so, or in an element named so.
//
// For pages whose head gives no abstract; publishers print it in the open even where the article is closed. Linear in the
// page. Immutable, share freely.
#pragma once

#include <string>

#include "indexer/clean/html.h"

namespace meridian::indexer::clean {

// Plain text, paragraphs parted by line ends, at most 64 KiB; "" when there is none of at least a sentence or two.
std::string abstract_section(const HtmlTree& page);

}  // namespace meridian::indexer::clean
