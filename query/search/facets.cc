#include "query/search/facets.h"

#include <algorithm>

namespace meridian::query::search {

void FacetCounter::operator()(const Xapian::Document& document, double) {
  for (std::size_t i = 0; i < kFacets.size(); ++i) {
    const std::string values = document.get_value(library::slot(kFacets[i].first));
    for (std::size_t begin = 0; begin < values.size();) {
      const std::size_t end = std::min(values.find(library::kValueSeparator, begin), values.size());
      if (end > begin) add(i, values.substr(begin, end - begin));
      begin = end + 1;
    }
  }
}

void FacetCounter::add(std::size_t facet, std::string value) {
  Count& count = counts_[facet][library::filter_value(value)];
  if (count.count++ == 0 || value < count.shown) count.shown = std::move(value);
}

std::vector<Facet> FacetCounter::facets(std::size_t most) const {
  std::vector<Facet> answer;
  for (std::size_t i = 0; i < kFacets.size(); ++i) {
    Facet facet;
    facet.field = kFacets[i].second;
    for (const auto& [folded, count] : counts_[i]) facet.values.push_back({count.shown, {}, count.count});
    const bool years = kFacets[i].first == library::Slot::year;
    std::sort(facet.values.begin(), facet.values.end(), [years](const FacetValue& a, const FacetValue& b) {
      if (!years && a.count != b.count) return a.count > b.count;
      return years ? a.value > b.value : a.value < b.value;
    });
    if (facet.values.size() > most) facet.values.resize(most);
    if (!facet.values.empty()) answer.push_back(std::move(facet));
  }
  return answer;
}

}  // namespace meridian::query::search
