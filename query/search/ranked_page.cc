#include "query/search/ranked_page.h"

#include <algorithm>
#include <functional>
#include <string>

#include "library/index_schema.h"

namespace meridian::query::search {
namespace {

using library::Slot;
using Xapian::doccount;

constexpr doccount kPastThePage = 10;

void add_all(const Xapian::MSet& set, std::vector<RankedWork>& out) {
  for (doccount i = 0; i < set.size(); ++i) out.push_back({work_of(set[i].get_document()), set[i].get_weight()});
}

// Where a run of equal weight that holds place `begin` ends.
doccount end_of_tie(const Xapian::MSet& set, doccount begin) {
  doccount end = begin + 1;
  while (end < set.size() && set[end].get_weight() == set[begin].get_weight()) ++end;
  return end;
}

void add_tie(const Xapian::MSet& set, doccount begin, doccount end, std::vector<RankedWork>& out) {
  if (end - begin == 1) {
    out.push_back({work_of(set[begin].get_document()), set[begin].get_weight()});
    return;
  }
  std::vector<std::string> tied;
  for (doccount i = begin; i < end; ++i) tied.push_back(set[i].get_document().get_value(library::slot(Slot::order)));
  std::sort(tied.begin(), tied.end(), std::greater<>());
  for (const std::string& key : tied) out.push_back({library::read_order(key).work, set[begin].get_weight()});
}

}  // namespace

library::WorkId work_of(const Xapian::Document& document) {
  return library::read_order(document.get_value(library::slot(Slot::order))).work;
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

RankedPage dated_page(Xapian::Enquire& enquire, doccount first, doccount count, doccount at_least, bool oldest) {
  enquire.set_sort_by_value(library::slot(Slot::order), /*reverse=*/!oldest);
  RankedPage page;
  page.counts = enquire.get_mset(first, count, at_least);
  add_all(page.counts, page.works);
  return page;
}

}  // namespace meridian::query::search
