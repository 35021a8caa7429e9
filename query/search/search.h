// Runs a compiled query over the index: match tiers, pages, order, counts, facets, and why nothing was found.
//
// Works that hold all words come first, then those that hold some; a page may cross that line and none is repeated or
// skipped. Equal scores: newer first, then Work id, so the order is the same in every index. One thread at a time.
#pragma once

#include <xapian.h>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/config.h"
#include "base/result.h"
#include "library/derived.h"
#include "query/answers.h"
#include "query/search/ast.h"
#include "query/search/outside.h"
#include "query/search/vocabulary.h"
#include "query/search/words.h"
#include "text/analyzer.h"
#include "text/glossary.h"

namespace meridian::query::search {

struct FoundWork {
  library::WorkId work = 0;
  double score = 0;
  bool all_words = true;
  std::vector<std::string> without;
  std::optional<Explanation> explanation = {};
};

struct Found {
  std::vector<FoundWork> works;
  MarkedTerms marked;
  SearchReply reply;  // all but the hits
  Node root;          // the query as it was read
  Xapian::Query learnt = {};  // words learnt from the best hits; kept to explain them
};

struct Tools {
  const text::Analyzer& analyzer;
  const text::Glossary& glossary;
  const base::SearchConfig& bounds;
  std::int64_t today = 0;            // days since 1970-01-01
  Outside* outside = nullptr;        // see CompileSettings
  VocabularySource vocabulary = {};  // without it no word is put right
  std::string index = {};            // names the index: cursors hold for no other
  library::Number number = 0;        // of the library when the index was last committed
  library::Derived* related = nullptr;  // stored related papers, when there are enough of them
  std::string generation = {};          // of both
};

// invalid "cursor.invalid", "query.limit", "query.offset", "query.empty"; refused as parse and compile do. May throw
// what Xapian throws: the caller runs it inside library::Index::read.
base::Result<Found> search(const Xapian::Database& database, const Tools& tools, const SearchRequest& request);

// Ways to go on with what is being typed, at most `limit`, and its words put right. refused "query.too_long".
base::Result<SuggestReply> suggest(const Xapian::Database& database, const Tools& tools, std::string_view query,
                                   int limit);

}  // namespace meridian::query::search
