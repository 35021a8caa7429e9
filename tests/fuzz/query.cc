// A query → its tree and its reading; the tree, printed and read again, is the same tree.
#include "query/search/parse.h"
#include "query/search/reading.h"
#include "tests/fuzz/target.h"

MERIDIAN_FUZZ(query) {
  using namespace meridian::query;
  const auto once = search::parse(query, {}, 20'000);
  if (!once) return;
  (void)search::reading(once->root, MatchMode::tiers, false);
  const std::string line = search::print(once->root);
  // A printed query may be longer than the bound that the typed one kept.
  meridian::base::SearchConfig bounds;
  bounds.max_query_bytes *= 8;
  bounds.max_query_words *= 8;
  bounds.max_depth *= 8;
  const auto twice = search::parse(line, bounds, 20'000);
  must(twice.has_value() && twice->root == once->root);
}
