#include "query/search/ranked_page.h"

#include <algorithm>
#include <string>
#include <tuple>

#include "library/index_schema.h"

namespace meridian::query::search {
namespace {

using library::Slot;
using Xapian::doccount;

constexpr doccount kPastThePage = 10;

// Newest first (oldest first when `oldest`), then by Work id.
class ByDate : public Xapian::MultiValueKeyMaker {
 public:
  explicit ByDate(bool oldest) {
    add_value(library::slot(Slot::sort_date), !oldest);
    add_value(library::slot(Slot::work));
  }
};

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
  std::vector<std::pair<std::string, library::WorkId>> tied;
  for (doccount i = begin; i < end; ++i) {
    const Xapian::Document document = set[i].get_document();
    tied.emplace_back(document.get_value(library::slot(Slot::sort_date)), work_of(document));
  }
  std::sort(tied.begin(), tied.end(), [](const auto& a, const auto& b) {
    return std::tie(b.first, a.second) < std::tie(a.first, b.second);
  });
  for (const auto& [date, work] : tied) out.push_back({work, set[begin].get_weight()});
}

}  // namespace

library::WorkId work_in(const std::string& value) {
  library::WorkId work = 0;
  for (const char c : value) work = work << 8 | static_cast<unsigned char>(c);
  return work;
}

library::WorkId work_of(const Xapian::Document& document) {
  return work_in(document.get_value(library::slot(Slot::work)));
}

std::string key_of(library::WorkId work) {
  std::string bytes(8, '\0');
  for (std::size_t i = bytes.size(); i-- > 0; work >>= 8) bytes[i] = static_cast<char>(work & 0xFF);
  return bytes;
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
    ByDate order(false);
    enquire.clear_matchspies();
    enquire.set_sort_by_relevance_then_key(&order, false);
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
  ByDate order(oldest);
  enquire.set_sort_by_key(&order, false);
  RankedPage page;
  page.counts = enquire.get_mset(first, count, at_least);
  add_all(page.counts, page.works);
  return page;
}

}  // namespace meridian::query::search
