#include "query/search/rank.h"

#include <cmath>

namespace meridian::query::search {
namespace {

constexpr double kK1 = 1.2, kB = 0.75;

// The idf inside Xapian 1.4's BM25Weight.
double builtin_idf(double ratio) {
  return std::log(ratio < 2 ? ratio / 2 + 1 : ratio);
}

}  // namespace

Xapian::BM25Weight weighting() {
  return {kK1, 0, 0, kB, 0};
}

Frequency Ranker::frequency(const std::string& term) const {
  return {static_cast<double>(database_.get_termfreq(term)), static_cast<double>(database_.get_collection_freq(term))};
}

Frequency Ranker::either(const std::vector<Frequency>& parts) const {
  if (size_ == 0) return {};
  double none = 1, occurrences = 0;
  for (const Frequency& part : parts) {
    none *= 1 - part.documents / size_;
    occurrences += part.occurrences;
  }
  return {size_ * (1 - none), occurrences};
}

double Ranker::idf(const Frequency& frequency) const {
  const double n = frequency.documents;
  return n <= 0 ? 0 : std::log(1 + (size_ - n + 0.5) / (n + 0.5));
}

double Ranker::burst(const Frequency& frequency) const {
  const auto [n, cf] = frequency;
  return n <= 0 || cf <= 0 ? 1 : std::pow(cf / n, power_);
}

double Ranker::importance(const Frequency& frequency) const {
  return frequency.documents <= 0 || frequency.occurrences <= 0 ? 0 : idf(frequency) * burst(frequency);
}

double Ranker::scale(const Frequency& frequency) const {
  const double n = frequency.documents, ours = importance(frequency);
  return ours > 0 ? ours / builtin_idf((size_ - n + 0.5) / (n + 0.5)) : 1;
}

double Ranker::saturation(double wdf, double length) const {
  return (kK1 + 1) * wdf / (wdf + kK1 * (1 - kB + kB * length / average_length_));
}

double Ranker::weight(const Frequency& frequency, double wdf, double length) const {
  return importance(frequency) * saturation(wdf, length);
}

Xapian::Query Ranker::scored(const std::string& term, double times) const {
  return {times * scale(frequency(term)), Xapian::Query(term)};
}

}  // namespace meridian::query::search
