// Searches for words typed plainly, with all stages of ranking, tier by tier (docs/ranking.md).
//
// The first tier holds all words, the second some, or none but words learnt from the best hits. What belongs to the first
// tier and how many that are is the words' affair alone: the later stages order it. One thread at a time.
#pragma once

#include <xapian.h>

#include "query/search/compile.h"
#include "query/search/search.h"
#include "query/search/stages.h"

namespace meridian::query::search {

class StagedSearch {
 public:
  StagedSearch(const Xapian::Database& database, const Tools& tools, const SearchRequest& request, const CompiledQuery& query);
  // True when works, counts and facets were put into `found`. False when the query is to be searched as it stands: it is
  // not made of plain words, is no question of relevance, is the title of a paper, nothing holds all or any of it, or the
  // library is too small to learn from. May throw what Xapian throws.
  bool run(Found& found);

 private:
  // One tier of the list, in the order of all stages as far as they look.
  struct Tier {
    bool below_the_line = false;
    Xapian::Query query;  // what belongs to it; empty when only learnt words can fill it
    Xapian::Query wider;  // the words that learnt ones may stand beside; empty = the tier holds works of its query alone
    Xapian::MSet first;   // by the first stage, with the counts of all of it
    std::vector<StagedWork> order;
    std::size_t learnt = 0;  // works of `order` that hold none of the words
  };

  bool beyond_words() const { return request_.beyond_words && tools_.bounds.learnt_works > 0; }
  Tier first_tier(Found& found) const;
  Tier second_tier() const;
  // `beyond_words`: works that hold none of the words may join, where the tier has room for them.
  void rank(Tier& tier, bool beyond_words);
  void add_page(const Tier& tier, Xapian::doccount first, Xapian::doccount count, bool all_words, Found& found) const;
  bool is_title(Xapian::docid document) const;
  std::optional<Explanation> explained(const StagedWork& work) const;

  const Xapian::Database& database_;
  const Tools& tools_;
  const SearchRequest& request_;
  const CompiledQuery& query_;
  Ranker ranker_;
  Stages stages_;
};

}  // namespace meridian::query::search
