#include "query/search/paging.h"

#include <algorithm>
#include <utility>

#include "library/index_schema.h"
#include "query/search/ranked_page.h"

namespace meridian::query::search {
namespace {

using library::Slot;
using Xapian::Query;

constexpr char kUnit = '\x1f';

Query term_of(library::WorkId work) {
  return Query(library::field_term(library::Field::work, std::to_string(work)));
}

// The part of a list by date that comes behind a Work of that day.
Query behind(const Cursor& cursor, bool oldest) {
  const auto slot = library::slot(Slot::order);
  return oldest ? Query(Query::OP_VALUE_GE, slot, library::order_key({cursor.day, cursor.last - 1}))
                : Query(Query::OP_VALUE_LE, slot, library::order_key({cursor.day, cursor.last + 1}));
}

std::int64_t day_of(const Xapian::Database& database, library::WorkId work) {
  const std::string term = library::field_term(library::Field::work, std::to_string(work));
  const auto posting = database.postlist_begin(term);
  if (posting == database.postlist_end(term)) return 0;
  return library::read_order(database.get_document(*posting).get_value(library::slot(Slot::order))).day;
}

}  // namespace

std::string bound_to(const Tools& tools, const SearchRequest& request) {
  std::string names = tools.index + kUnit + request.query + kUnit + std::to_string(static_cast<int>(request.sort)) +
                      std::to_string(static_cast<int>(request.match)) + (request.expand ? "e" : "");
  for (const std::string& source : request.without_expansion) names += kUnit + source;
  return names;
}

void go_on(CompiledQuery& query, const Cursor& cursor, bool by_date, bool oldest) {
  std::vector<Query> shown;
  for (const library::WorkId work : cursor.shown) shown.push_back(term_of(work));
  const Query left_out(Query::OP_OR, shown.begin(), shown.end()), place = behind(cursor, oldest);
  for (Query* part : {&query.all, &query.any})
    if (!part->empty())
      *part = by_date ? Query(Query::OP_FILTER, *part, place) : Query(Query::OP_AND_NOT, *part, left_out);
  if (!by_date && !shown.empty()) query.pieces.push_back({Piece::Role::excluded, left_out, ""});
}

std::string place_behind(const Xapian::Database& database, const Tools& tools, const SearchRequest& request,
                         const Found& found, Cursor cursor, bool by_date) {
  const auto& works = found.works;
  const std::int64_t all = std::max(found.reply.total, found.reply.total_any) + found.reply.total_learnt;
  const auto behind_page = cursor.passed + works.size();
  if (works.empty() || static_cast<std::int64_t>(behind_page) >= all) return {};
  if (!by_date && cursor.shown.size() != cursor.passed) return {};
  cursor.number = tools.number;
  cursor.passed = behind_page;
  cursor.last = works.back().work;
  for (const FoundWork& work : works) {
    if (work.all_words) ++cursor.all_words;
    if (!by_date) cursor.shown.push_back(work.work);
  }
  if (cursor.shown.size() > kMostRemembered) return {};
  std::sort(cursor.shown.begin(), cursor.shown.end());
  if (by_date) cursor.day = day_of(database, cursor.last);
  return write_cursor(cursor, bound_to(tools, request));
}

void count_shown(SearchReply& reply, const Cursor& cursor) {
  const auto passed = static_cast<std::int64_t>(cursor.passed), above = static_cast<std::int64_t>(cursor.all_words);
  if (!reply.counts_all_words && above > 0) {
    reply.counts_all_words = true;
    reply.total = 0;
  }
  reply.total += reply.counts_all_words ? above : passed;
  reply.total_any += passed;
}

}  // namespace meridian::query::search
