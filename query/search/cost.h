// What a query will cost, estimated before it is asked: no time limit of Xapian's stops a wide OR, a phrase of common words or a
// wildcard once it runs (FAULTS 117 and the bounds of section 1).
//
// A step is about 20 to 30 ns: one posting read, or lifted over one level of an OR's tree. How many works an AND leaves is guessed
// as for words that like each other's company: each further word counts with half the exponent of the one before.
// One thread at a time.
#pragma once

#include <xapian.h>

#include <string>
#include <unordered_map>

#include "base/config.h"
#include "base/result.h"
#include "query/search/compile.h"

namespace meridian::query::search {

class CostEstimate {
 public:
  explicit CostEstimate(const Xapian::Database& database) : database_(database), size_(database.get_doccount()) {}
  // Steps of asking it once.
  double steps(const Xapian::Query& query) { return cost(query).steps; }

 private:
  struct Cost {
    double works = 0;      // that match, at most or about
    double steps = 0;      // of going through all of them
    double per_check = 0;  // of asking about one document
  };
  Cost cost(const Xapian::Query& query);
  Cost term(const Xapian::Query& query);
  Cost any(const Xapian::Query& query);
  Cost all(const Xapian::Query& query);
  Cost left(const Xapian::Query& query);
  Cost near(const Xapian::Query& query);

  const Xapian::Database& database_;
  const double size_;
  std::unordered_map<std::string, double> frequencies_;
};

// What a search of this library may cost: bounds.max_query_steps, and more in proportion where there are more than 150,000 papers,
// up to four times as many.
double most_steps(const Xapian::Database& database, const base::SearchConfig& bounds);

// Steps of a whole search: all that it asks for, but for the second time that plain words which few works hold are asked, together
// with learnt ones. refused "query.too_broad", naming the dearest part, when there are too many.
base::Result<double> affordable(const CompiledQuery& query, const Xapian::Database& database, const base::SearchConfig& bounds);

}  // namespace meridian::query::search
