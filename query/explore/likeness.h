// How like two documents of the index are: document as query, two stages (METHODS 2.1).
//
// The strongest terms of a paper find candidates; all terms rate them, by three measures put on one scale. Terms and the documents
// met are kept, since the neighbours of one paper are those of the next. Of one state of the database: it must not be
// reopened meanwhile. One thread at a time.
#pragma once

#include <xapian.h>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "library/article.h"

namespace meridian::query::explore {

using TermId = std::uint32_t;  // of one Likenesses

struct Likeness {
  library::WorkId work = 0;
  double score = 0;                                // sum of three z-scores over the candidates
  double cosine = 0;                               // 0 to 1
  std::vector<std::pair<double, TermId>> shared;   // what each term that both have adds to the cosine
};

class Likenesses {
 public:
  explicit Likenesses(const Xapian::Database& database);
  ~Likenesses();

  // The candidates by score, best first, ties by id; itself left out. Nothing when the index does not hold `work`: `known`
  // tells. May throw what Xapian throws.
  std::vector<Likeness> of(library::WorkId work, Xapian::doccount candidates);
  // The `most` of the candidates whose cosine is highest, with it, in that order, ties by id.
  std::vector<std::pair<library::WorkId, double>> nearest(library::WorkId work, Xapian::doccount candidates, std::size_t most);
  // The terms that find the candidates, with how often the Work says them, strongest first, at most 25.
  std::vector<std::pair<std::string, double>> telling_terms(library::WorkId work);
  bool known(library::WorkId work) const;
  const std::string& term(TermId id) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace meridian::query::explore
