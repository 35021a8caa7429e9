#include "query/search/facets.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace meridian::query::search {
namespace {

// By the value as filters compare it; shown is the least of its display forms, the same in whatever order documents
// come.
struct Count {
  std::string shown;
  std::int64_t count = 0;
};
using Counts = std::unordered_map<std::string, Count>;

void add(Counts& counts, std::string value, std::int64_t times) {
  Count& count = counts[library::filter_value(value)];
  if (count.count == 0 || value < count.shown) count.shown = std::move(value);
  count.count += times;
}

Counts values_of(const Xapian::ValueCountMatchSpy& spy) {
  Counts counts;
  for (auto one = spy.values_begin(); one != spy.values_end(); ++one) {
    const std::string content = *one;
    for (std::size_t begin = 0; begin < content.size();) {
      const std::size_t end = std::min(content.find(library::kValueSeparator, begin), content.size());
      if (end > begin) add(counts, content.substr(begin, end - begin), one.get_termfreq());
      begin = end + 1;
    }
  }
  return counts;
}

}  // namespace

FacetCounter::FacetCounter() {
  for (std::size_t i = 0; i < kFacets.size(); ++i)
    spies_[i] = std::make_unique<Xapian::ValueCountMatchSpy>(library::slot(kFacets[i].first));
}

void FacetCounter::watch(Xapian::Enquire& enquire) {
  for (const auto& spy : spies_) enquire.add_matchspy(spy.get());
}

std::vector<Facet> FacetCounter::facets(std::size_t most, Xapian::doccount matches) const {
  const double seen = static_cast<double>(std::max<std::size_t>(1, spies_.front()->get_total())),
               raise = std::max(1.0, matches / seen);
  std::vector<Facet> answer;
  for (std::size_t i = 0; i < kFacets.size(); ++i) {
    Facet facet;
    facet.field = kFacets[i].second;
    for (const auto& [folded, count] : values_of(*spies_[i]))
      facet.values.push_back({count.shown, {}, std::llround(raise * static_cast<double>(count.count))});
    const bool years = kFacets[i].first == library::Slot::year;
    const auto shown_first = [years](const FacetValue& a, const FacetValue& b) {
      if (!years && a.count != b.count) return a.count > b.count;
      return years ? a.value > b.value : a.value < b.value;
    };
    const auto end = facet.values.begin() + static_cast<std::ptrdiff_t>(std::min(most, facet.values.size()));
    std::partial_sort(facet.values.begin(), end, facet.values.end(), shown_first);
    facet.values.erase(end, facet.values.end());
    if (!facet.values.empty()) answer.push_back(std::move(facet));
  }
  return answer;
}

}  // namespace meridian::query::search
