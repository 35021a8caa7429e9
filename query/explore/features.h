// A result list as vectors: what each text says, weighed against the list (METHODS 3.1).
//
// Features are the analyzer's scored terms (English stems, pairs of Chinese characters), the joined names (il6), and
// the concepts of the glossary, through which two languages meet. The query's own words are left out. Immutable, share
// freely.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "query/explore/cluster.h"
#include "query/explore/query_terms.h"
#include "query/explore/similarity.h"

namespace meridian::query::explore {

// A text of a document, cut where a page gets longer than any abstract: its beginning says what it is about.
struct Passage {
  std::string_view text;
  bool title = false;
};
std::vector<Passage> passages(const library::Article& article);

// The languages that the article has words in.
Languages languages_of(const library::Article& article);

struct Features {
  std::vector<Vector> vectors;  // one a document
  std::size_t count = 0;        // of different features
};
Features features(const std::vector<Document>& documents, const QueryTerms& query, const text::Analyzer& analyzer,
                  const text::Glossary& glossary);

}  // namespace meridian::query::explore
