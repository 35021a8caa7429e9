// Stage-1 ranking (METHODS 1.1, 10): BM25 with k1 1.2, b .75, a plain idf, and a reward for words that come in bursts.
//
//   score(t,d) = wqf * ln(1 + (N-n+.5)/(n+.5)) * (cf/n)^.25 * (k1+1)*wdf / (wdf + k1*(1-b+b*dl/avdl))
// idf and burst are constants of the term, so the built-in BM25Weight does the rest and each term is scaled: only
// built-in classes and client-side statistics, which stock remote shards understand. One thread at a time.
#pragma once

#include <xapian.h>
#include <string>
#include <vector>

namespace meridian::query::search {

Xapian::BM25Weight weighting();

// How often something occurs: n documents, cf times in all.
struct Frequency {
  double documents = 0, occurrences = 0;
};

class Ranker {
 public:
  // `bursts_percent` of base::SearchConfig: 25 is the power of .25 above.
  Ranker(const Xapian::Database& database, int bursts_percent)
      : database_(database),
        size_(database.get_doccount()),
        average_length_(database.get_average_length()),
        power_(bursts_percent / 100.0) {}

  Frequency frequency(const std::string& term) const;
  // At least one of them, as if they were independent: what Xapian itself assumes of an OP_SYNONYM.
  Frequency either(const std::vector<Frequency>& parts) const;
  // The two constants of a term; 0 and 1 for what does not occur. Their product is 0 for what has no weight at all.
  double idf(const Frequency& frequency) const;
  double burst(const Frequency& frequency) const;
  double importance(const Frequency& frequency) const;
  // What the built-in weight must be multiplied by; 1 for what does not occur.
  double scale(const Frequency& frequency) const;
  // What a term's count in a document of that length multiplies its constants by.
  double saturation(double wdf, double length) const;
  // The whole formula for one term in one document of that length; 0 for what does not occur.
  double weight(const Frequency& frequency, double wdf, double length) const;
  // `term` with its weight, `times` as in a query that says it that often.
  Xapian::Query scored(const std::string& term, double times = 1) const;

 private:
  const Xapian::Database& database_;
  double size_, average_length_, power_;
};

}  // namespace meridian::query::search
