#include "query/search/named.h"

#include <algorithm>
#include <charconv>
#include <functional>

#include "library/marks.h"

namespace meridian::query::search {
namespace {

using library::Field;
using Xapian::Query;

constexpr std::string_view kUnread = "unread";

Query work_term(library::WorkId work) {
  return Query(library::field_term(Field::work, std::to_string(work)));
}

library::ArticleId article_id(const std::string& text) {
  library::ArticleId id = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), id);
  return error == std::errc() && end == text.data() + text.size() ? id : 0;
}

}  // namespace

bool is_marked(const Node& node) {
  if (node.kind != Kind::filter || !node.field) return false;
  if (*node.field == Field::tag) return true;
  if (*node.field != Field::is) return false;
  const std::string value = library::filter_value(node.text);
  return value == kUnread || library::mark_named(value);
}

Query marked_works(const Node& node, Outside& outside, std::vector<Warning>& warnings) {
  const std::string value = library::filter_value(node.text);
  const bool unread = *node.field == Field::is && value == kUnread;
  auto works = outside.marked(*node.field, unread ? std::string(library::name(library::Mark::read)) : value);
  if (!works) works.emplace();
  if (works->size() > kMostMarkedWorks) {
    const auto newest = works->begin() + static_cast<std::ptrdiff_t>(kMostMarkedWorks);
    std::nth_element(works->begin(), newest, works->end(), std::greater<>());
    works->resize(kMostMarkedWorks);
    warnings.push_back({"query.marks",
                        node.where,
                        {"Of the papers marked so, only the " + std::to_string(kMostMarkedWorks) + " newest count.",
                         "标记的文献过多，只计最新的 " + std::to_string(kMostMarkedWorks) + " 篇。"}});
  }
  if (works->empty()) return unread ? Query(0.0, Query::MatchAll) : Query::MatchNothing;
  std::vector<Query> terms;
  terms.reserve(works->size());
  for (const library::WorkId work : *works) terms.push_back(work_term(work));
  const Query any(0.0, Query(Query::OP_OR, terms.begin(), terms.end()));
  return unread ? Query(Query::OP_AND_NOT, Query::MatchAll, any) : any;
}

bool is_named(const Node& node) {
  return node.kind == Kind::filter && node.field && (*node.field == Field::like || *node.field == Field::search);
}

Query papers_like(const Node& node, Outside* outside, const Ranker& ranker, std::vector<Warning>& warnings) {
  const library::ArticleId id = article_id(node.text);
  const auto paper = outside != nullptr && id > 0 ? outside->paper(id) : std::nullopt;
  if (!paper || paper->terms.empty()) {
    warnings.push_back({"query.like",
                        node.where,
                        {"There is no paper " + node.text + " to be like; this was left out.",
                         "没有编号为 " + node.text + " 的文献可供比较，已忽略。"}});
    return {};
  }
  std::vector<Query> terms;
  for (const TellingTerm& term : paper->terms) terms.push_back(ranker.scored(term.term, term.times));
  return {Query::OP_AND_NOT, Query(Query::OP_OR, terms.begin(), terms.end()), work_term(paper->work)};
}

}  // namespace meridian::query::search
