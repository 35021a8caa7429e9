// A tree as Xapian queries: what must be held, what may be relaxed, what is only a filter, what is left out.
//
// The pieces stay apart so that the search can show hits that hold all words before those that hold some, and can say
// which word or filter removed everything. One thread at a time.
#pragma once

#include <xapian.h>
#include <cstdint>
#include <string>
#include <vector>

#include "base/config.h"
#include "base/result.h"
#include "query/search/parse.h"
#include "query/search/words.h"

namespace meridian::query::search {

struct Piece {
  enum class Role { word, required, filter, excluded } role = Role::word;
  Xapian::Query query;  // `role` word: holds all of it
  std::string label;    // as typed
};

struct CompiledQuery {
  Xapian::Query all;          // every word, everything required, the filters, nothing excluded
  Xapian::Query any;          // the same with words relaxed; empty when that would be the same or is not asked for
  bool one_list = false;      // `all` is already the relaxed one: a longer query, or MatchMode::any
  bool filters_only = false;  // nothing to rank by: newest first
  std::vector<Piece> pieces;
  std::vector<Expansion> expansions;
  std::vector<Warning> warnings;  // the parser's first
  MarkedTerms marked;
};

struct CompileSettings {
  const base::SearchConfig& bounds;
  std::int64_t today = 0;  // days since 1970-01-01
  MatchMode match = MatchMode::tiers;
  Words::Options words;
};

// refused "query.too_broad" (wildcards), "query.too_long" (more words than the bound once Chinese is split).
base::Result<CompiledQuery> compile(const ParsedQuery& parsed, const Xapian::Database& database,
                                    const text::Analyzer& analyzer, const text::Glossary& glossary,
                                    const CompileSettings& settings);

}  // namespace meridian::query::search
