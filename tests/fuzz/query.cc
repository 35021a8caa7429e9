// A query → its tree and its reading.
#include "query/search/parse.h"
#include "tests/fuzz/target.h"

MERIDIAN_FUZZ(query) {
  (void)meridian::query::search::parse(query, {}, 20'000);
}
