// What is this like? Document as query, two stages, with the words that tie (METHODS 2.1).
#pragma once

#include <xapian.h>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "library/article.h"
#include "text/analyzer.h"

namespace meridian::query::explore {

struct RelatedWork {
  library::WorkId work = 0;
  double score = 0;
  std::vector<std::string> shared_terms;  // index terms ("Zinflamm", "炎症"), strongest first, at most 8
};

// The Works most like `source`, best first, at most `limit`, itself left out. not_found when the index does not hold
// it.
base::Result<std::vector<RelatedWork>> related(Xapian::Database& database, library::WorkId source, int limit);
// The index terms that say most of what a Work is about, with how often it says them, strongest first, at most 25; none
// when the index does not hold it. May throw what Xapian throws.
std::vector<std::pair<std::string, double>> telling_terms(const Xapian::Database& database, library::WorkId work);
// The surface form of an index term as it stands in `text` ("Zinflamm" → "inflammatory"); "" when it does not occur.
std::string surface_of(std::string_view term, std::string_view text, const text::Analyzer& analyzer);

}  // namespace meridian::query::explore
