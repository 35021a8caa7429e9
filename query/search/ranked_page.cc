#include "query/search/ranked_page.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>

#include "library/index_schema.h"

namespace meridian::query::search {
namespace {

using library::Slot;
using Xapian::doccount;

constexpr doccount kPastThePage = 10;

library::Order order_of(const Xapian::Document& document) {
  return library::read_order(document.get_value(library::slot(Slot::order)));
}

RankedWork ranked(const Xapian::MSetIterator& at) {
  const library::Order order = order_of(at.get_document());
  return {order.work, at.get_weight(), order.day};
}

void add_all(const Xapian::MSet& set, std::vector<RankedWork>& out) {
  for (doccount i = 0; i < set.size(); ++i) out.push_back(ranked(set[i]));
}

// Where a run of equal weight that holds place `begin` ends.
doccount end_of_tie(const Xapian::MSet& set, doccount begin) {
  doccount end = begin + 1;
  while (end < set.size() && set[end].get_weight() == set[begin].get_weight()) ++end;
  return end;
}

void add_tie(const Xapian::MSet& set, doccount begin, doccount end, std::vector<RankedWork>& out) {
  if (end - begin == 1) {
    out.push_back(ranked(set[begin]));
    return;
  }
  std::vector<std::string> tied;
  for (doccount i = begin; i < end; ++i) tied.push_back(set[i].get_document().get_value(library::slot(Slot::order)));
  std::sort(tied.begin(), tied.end(), std::greater<>());
  for (const std::string& key : tied) {
    const library::Order order = library::read_order(key);
    out.push_back({order.work, set[begin].get_weight(), order.day});
  }
}

}  // namespace

library::WorkId work_of(const Xapian::Document& document) {
  return order_of(document).work;
}

RankedPage ranked_page(Xapian::Enquire& enquire, doccount first, doccount count, doccount at_least) {
  const doccount wanted = first + count + kPastThePage;
  RankedPage page;
  page.counts = enquire.get_mset(0, wanted, at_least);
  const Xapian::MSet& set = page.counts;
  const doccount end = std::min(first + count, set.size());
  if (first >= end) return page;

  doccount begin = first;
  while (begin > 0 && set[begin - 1].get_weight() == set[first].get_weight()) --begin;
  const doccount tied_end = end_of_tie(set, end - 1);
  if (tied_end == set.size() && set.size() == wanted) {
    enquire.clear_matchspies();
    enquire.set_sort_by_relevance_then_value(library::slot(Slot::order), /*reverse=*/true);
    add_all(enquire.get_mset(first, count), page.works);
    return page;
  }
  std::vector<RankedWork> works;
  for (doccount at = begin; at < tied_end;) {
    const doccount next = end_of_tie(set, at);
    add_tie(set, at, next, works);
    at = next;
  }
  page.works.assign(works.begin() + (first - begin), works.begin() + (end - begin));
  return page;
}

double freshness(std::int64_t day, std::int64_t today, double share) {
  constexpr double kHalfLife = 180;
  return 1 + share * std::exp2(-static_cast<double>(std::max<std::int64_t>(0, today - day)) / kHalfLife);
}

RankedPage fresh_page(Xapian::Enquire& enquire, doccount first, doccount count, doccount at_least, std::int64_t today,
                      double share) {
  RankedPage page = ranked_page(enquire, 0, std::max(kRankedDepth, first + count), at_least);
  const auto looked_at = page.works.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(kRankedDepth, page.works.size()));
  for (auto work = page.works.begin(); work != looked_at; ++work) work->weight *= freshness(work->day, today, share);
  std::stable_sort(page.works.begin(), looked_at, [](const RankedWork& a, const RankedWork& b) { return a.weight > b.weight; });
  page.works.resize(std::min<std::size_t>(page.works.size(), first + count));
  page.works.erase(page.works.begin(), page.works.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(first, page.works.size())));
  return page;
}

RankedPage dated_page(Xapian::Enquire& enquire, doccount first, doccount count, doccount at_least, bool oldest) {
  enquire.set_sort_by_value(library::slot(Slot::order), /*reverse=*/!oldest);
  RankedPage page;
  page.counts = enquire.get_mset(first, count, at_least);
  add_all(page.counts, page.works);
  return page;
}

}  // namespace meridian::query::search
