// Groups a result list by what its texts say, with labels and an honest rest (METHODS 3).
//
// Features → nearest-neighbour graph → Louvain, fixed seed, nodes in Work order: the same list gives the same groups.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "library/article.h"
#include "text/analyzer.h"
#include "text/glossary.h"

namespace meridian::query::explore {

struct Document {
  library::WorkId work = 0;
  const library::Article* article = nullptr;  // must outlive the call
  double score = 0;                           // of the search
};
struct Group {
  std::vector<std::string> labels;
  std::vector<std::size_t> members;  // indexes into the documents, best search score first
  double cohesion = 0;               // mean similarity inside
};
struct Grouping {
  std::vector<Group> groups;  // largest first
  std::vector<std::size_t> rest;
};

// Fewer documents are read faster as one list (METHODS 3.6).
inline constexpr std::size_t kLeastToCluster = 12;

// `query`'s words are no features: everything shares them. Fewer than kLeastToCluster documents give one group without
// labels. `language` ("en", "zh") is the reader's: labels come in it where the glossary knows them.
Grouping cluster(const std::vector<Document>& documents, std::string_view query, std::string_view language,
                 const text::Analyzer& analyzer, const text::Glossary& glossary);

}  // namespace meridian::query::explore
