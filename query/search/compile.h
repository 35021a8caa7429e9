// A tree as Xapian queries: what must be held, what may be relaxed, what is only a filter, what is left out.
//
// The pieces stay apart so that the search can show hits that hold all words before those that hold some, and can say
// which word or filter removed everything. One thread at a time.
#pragma once

#include <xapian.h>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/config.h"
#include "base/result.h"
#include "query/search/outside.h"
#include "query/search/parse.h"
#include "query/search/vocabulary.h"
#include "query/search/words.h"

namespace meridian::query::search {

struct Piece {
  enum class Role { word, required, filter, excluded } role = Role::word;
  Xapian::Query query;  // `role` word: holds all of it
  std::string label;    // as typed
  // Where it stands in the root: so many children from the first on; of words side by side, also the bytes of their
  // texts, each followed by a blank.
  std::size_t first = 0, nodes = 1;
  std::size_t begin = 0, end = 0;
};

struct CompiledQuery {
  // `core` narrowed to what the filters keep, without what is excluded.
  Xapian::Query whole(Xapian::Query core) const;

  Xapian::Query all;          // every word, everything required, the filters, nothing excluded
  Xapian::Query any;          // the same with words relaxed; empty when that would be the same or is not asked for
  bool one_list = false;      // `all` is already the relaxed one: a longer query, or MatchMode::any
  bool filters_only = false;  // nothing to rank by: newest first
  bool words_only = false;    // words to rank by, all typed plainly: no quotes, brackets, fields, =, * or plus
  Xapian::Query words;        // of `words_only`: the words that are searched, one of them is enough
  std::vector<Piece> pieces;
  std::vector<Expansion> expansions;
  std::vector<Warning> warnings;  // the parser's first
  MarkedTerms marked;
};

// What a query has cost so far, with the saved queries that it names.
struct Spent {
  int words = 0, forms = 0, radars = 0, named = 0;
};

struct CompileSettings {
  const base::SearchConfig& bounds;
  std::int64_t today = 0;  // days since 1970-01-01
  MatchMode match = MatchMode::tiers;
  Words::Options words;
  Outside* outside = nullptr;            // without it nothing is marked, saved or like anything
  VocabularySource vocabulary;           // for word~; without it the index's own is read
  std::vector<std::string> inside = {};  // the radars whose queries this one is part of, folded
  Spent* spent = nullptr;                // of the whole question; its own when there is none
};

// refused "query.too_broad" (wildcards, fuzzy words, saved queries), "query.too_long" (more words than the bound once
// Chinese is split).
base::Result<CompiledQuery> compile(const ParsedQuery& parsed, const Xapian::Database& database,
                                    const text::Analyzer& analyzer, const text::Glossary& glossary,
                                    const CompileSettings& settings);

}  // namespace meridian::query::search
