// Filters, identifiers and dates as boolean Xapian queries. Immutable, share freely.
#pragma once

#include <xapian.h>
#include <cstdint>

#include "query/search/ast.h"

namespace meridian::query::search {

// REQUIRES: node.kind is filter.
Xapian::Query filter(const Node& node);
// REQUIRES: node.kind is range. Years are terms, anything finer compares a value slot.
Xapian::Query range(const Node& node, std::int64_t today);

}  // namespace meridian::query::search
