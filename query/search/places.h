// Where a term stands, as Xapian queries without weight: in a field, or anywhere.
//
// The index keeps the places of each word once (docs/index_schema.md): those of abstracts in the unprefixed list, those
// of titles and keywords under their prefixes. So words side by side "anywhere" are three questions, and a word of the
// abstract is one that does not stand elsewhere only. Immutable, share freely.
#pragma once

#include <xapian.h>
#include <optional>
#include <string>
#include <vector>

#include "library/index_schema.h"

namespace meridian::query::search {

// The documents that hold `term` in `field`; anywhere when there is none.
Xapian::Query holding(const std::optional<library::Field>& field, const std::string& term);

enum class Order { as_given, any };
// `terms` side by side, with up to `slack` other words between them; never across two texts. One term alone is
// `holding`; none matches nothing.
Xapian::Query in_places(const std::vector<std::string>& terms, const std::optional<library::Field>& field,
                        Order order = Order::as_given, int slack = 0);

}  // namespace meridian::query::search
