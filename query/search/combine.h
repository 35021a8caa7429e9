// How queries are put together, clear of what Xapian 1.4.22 gets wrong:
//
//   OP_MAX      when both of its lists end at one step while the root of the query is being simplified, their greatest
//               weight is asked of freed memory: a crash. Use first_of().
//   OP_AND_NOT  matches nothing when its right side is an AND that holds an AND_MAYBE. Give it without_weights().
// One thread at a time.
#pragma once

#include <xapian.h>
#include <vector>

namespace meridian::query::search {

// Nothing when there are no parts.
Xapian::Query joined(Xapian::Query::op op, const std::vector<Xapian::Query>& parts);
// The same documents without weights.
Xapian::Query without_weights(const Xapian::Query& query);
// What either finds; `second` gives weight only where `first` finds nothing.
Xapian::Query first_of(const Xapian::Query& first, const Xapian::Query& second);

}  // namespace meridian::query::search
