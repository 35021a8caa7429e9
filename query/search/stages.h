// The stages behind the first: words learnt from the best hits, then weight from related papers (METHODS 1.1).
//
//   second(d)  the first stage's weight and that of the learnt words
//   third(d)   second(d) + share * sum over the related j of sim(d,j)*second(j) / sum of sim(d,j)
//   score(d)   third(d)/max third + 0.5 * (first(d)/max first)^8, times freshness(d) where that is asked for
// A work without an abstract borrows nothing. Mixed with the first stage, since what was typed must count most where one
// paper is the answer. A tier is ordered in itself; a later tier is put on the first one's scale. One thread at a time.
#pragma once

#include <xapian.h>
#include <unordered_map>
#include <vector>

#include "library/article.h"
#include "library/derived.h"
#include "query/search/feedback.h"
#include "query/search/rank.h"

namespace meridian::query::search {

struct StagedWork {
  Xapian::docid document = 0;
  library::WorkId work = 0;
  bool typed =
      false;  // the first stage found it; false: only learnt words did. A weight does not tell, keywords have none
  double score = 0;
  // What the steps gave of it; they sum to it.
  struct Parts {
    double words = 0, feedback = 0, neighbours = 0, mixing = 0, freshness = 0;
  } parts;
};

// What a related paper lent.
struct Loan {
  library::WorkId from = 0;
  double similarity = 0, weight = 0;
};

class Stages {
 public:
  struct Settings {
    double feedback = 0;    // weight of the strongest learnt word; 0 = none
    double neighbours = 0;  // `share` above; 0 = none
    double mixing = 0;      // .5 above
    double freshness = 0;   // share of freshness() in ranked_page.h; 0 = none
    std::int64_t today = 0;
    bool keep_loans = false;
  };
  // `related` may be null: then there is no third stage.
  Stages(const Xapian::Database& database, const Ranker& ranker, library::Derived* related, Settings settings)
      : database_(database),
        ranker_(ranker),
        related_(settings.neighbours > 0 ? related : nullptr),
        settings_(settings) {}

  // `best` in the order shown.
  void learn_from(const std::vector<Weighed>& best);
  // The learnt words, one of them; empty when nothing was learnt.
  const Xapian::Query& learnt() const { return learnt_; }
  // What the learnt words add to works that the first stage found, without another search.
  std::vector<Weighed> with_learnt(const std::vector<Weighed>& first) const;
  // A tier in its order: what the first stage and the second found of it.
  std::vector<StagedWork> order(const std::vector<Weighed>& first, const std::vector<Weighed>& second);
  // What a weight of the second or third stage is divided by in a score.
  double scale() const { return most_third_ > 0 ? most_third_ : 1; }
  // Of a work that was ordered; empty unless they are kept.
  const std::vector<Loan>& loans(library::WorkId work) const;

 private:
  double lent(library::WorkId work);
  void settle_ties(std::vector<StagedWork>& works) const;

  const Xapian::Database& database_;
  const Ranker& ranker_;
  library::Derived* related_;
  Settings settings_;
  std::vector<LearntTerm> learnt_terms_;
  Xapian::Query learnt_;
  std::unordered_map<library::WorkId, double> second_;  // of all tiers so far
  std::unordered_map<library::WorkId, std::vector<Loan>> loans_;
  double most_first_ = 0, most_third_ = 0;              // of the first tier
};

}  // namespace meridian::query::search
