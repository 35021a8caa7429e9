#include "query/search/search.h"

#include <algorithm>
#include <set>

#include "library/index_schema.h"
#include "query/search/asking.h"
#include "query/search/combine.h"
#include "query/search/compile.h"
#include "query/search/cost.h"
#include "query/search/explain.h"
#include "query/search/facets.h"
#include "query/search/paging.h"
#include "query/search/parse.h"
#include "query/search/ranked_page.h"
#include "query/search/reading.h"
#include "query/search/spelling.h"
#include "query/search/staged_search.h"
#include "query/search/suggest.h"
#include "query/search/zero_hits.h"

namespace meridian::query::search {
namespace {

using base::ErrorKind;
using library::Slot;
using Xapian::Query;

base::Status check_page(const SearchRequest& request, const base::SearchConfig& bounds) {
  if (request.limit < 1 || request.limit > bounds.max_page_size)
    return base::fail(ErrorKind::invalid, "query.limit",
                      "A page holds 1 to " + std::to_string(bounds.max_page_size) + " hits; " +
                          std::to_string(request.limit) + " were asked for.");
  if (request.offset < 0 || request.offset > bounds.max_hit)
    return base::fail(ErrorKind::invalid, "query.offset",
                      "Hits can be paged up to number " + std::to_string(bounds.max_hit) +
                          "; narrow the query with a year, a source or another word.");
  return {};
}

constexpr std::size_t kMostWarnings = 20;

// A query of sixteen thousand brackets has as much to be said of it.
std::vector<Warning> first_of(std::vector<Warning> warnings) {
  if (warnings.size() <= kMostWarnings) return warnings;
  const std::string more = std::to_string(warnings.size() - kMostWarnings);
  warnings.resize(kMostWarnings);
  warnings.push_back({"query.more",
                      {},
                      {"And " + more + " more remarks on this query.", "另有 " + more + " 条提示未列出。"}});
  return warnings;
}

class Search {
 public:
  Search(const Xapian::Database& database, const Tools& tools, const SearchRequest& request, const CompiledQuery& query,
         Found& found)
      : database_(database), tools_(tools), request_(request), query_(query), found_(found) {}

  void run() {
    if (!StagedSearch(database_, tools_, request_, query_).run(found_)) run_in_one();
    add_missing_words();
    if (request_.explain) explain(database_, Ranker(database_, tools_.bounds.bursts_percent), query_, found_);
  }

 private:
  bool by_relevance() const { return is_by_relevance(request_.sort) && !query_.filters_only; }

  void run_in_one() {
    const bool has_line = !query_.any.empty() && by_relevance();
    const auto first = static_cast<Xapian::doccount>(request_.offset),
               count = static_cast<Xapian::doccount>(request_.limit);
    Xapian::MSet top = ask(query_.all, first, count, counted_up_to(request_, tools_.bounds), request_.facets, true);
    if (top.get_matches_estimated() == 0 && !query_.any.empty()) {
      top = ask(query_.any, first, count, counted_up_to(request_, tools_.bounds), request_.facets, false);
      found_.reply.counts_all_words = false;
    }
    SearchReply& reply = found_.reply;
    reply.total = reply.total_any = top.get_matches_estimated();
    reply.estimated = top.get_matches_lower_bound() != top.get_matches_upper_bound() ||
                      (request_.facets && reply.total > tools_.bounds.exact_count_up_to);
    reply.all_words_on_page = reply.counts_all_words ? static_cast<int>(found_.works.size()) : 0;
    if (reply.counts_all_words && has_line) below_the_line(top);
  }

  // Adds a page of matches to what was found; the counts of all.
  Xapian::MSet ask(const Query& query, Xapian::doccount first, Xapian::doccount count, Xapian::doccount at_least,
                   bool facets, bool all_words) {
    Xapian::Enquire enquire = asking(database_, query);
    FacetCounter counter;
    if (facets && by_relevance()) counter.watch(enquire);
    const double share = tools_.bounds.freshness_percent / 100.0;
    const RankedPage page =
        !by_relevance()                ? dated_page(enquire, first, count, at_least, request_.sort == Sort::oldest)
        : request_.sort == Sort::fresh ? fresh_page(enquire, first, count, at_least, tools_.today, share)
                                       : ranked_page(enquire, first, count, at_least);
    // An order by date looks at every match, and five values of each are more than a page can wait for.
    if (facets && !by_relevance()) {
      Xapian::Enquire counting(database_);
      counting.set_weighting_scheme(Xapian::BoolWeight());
      counting.set_query(query);
      counter.watch(counting);
      static_cast<void>(counting.get_mset(0, 0, at_least));
    }
    if (facets) found_.reply.facets = counter.facets(kMostFacetValues, page.counts.get_matches_estimated());
    for (const RankedWork& work : page.works) {
      found_.works.push_back({work.work, work.weight, all_words, {}});
      if (!request_.explain || !by_relevance() || request_.sort != Sort::fresh) continue;
      const double words = work.weight / freshness(work.day, tools_.today, share);
      found_.works.back().explanation = Explanation{.words = words, .freshness = work.weight - words};
    }
    return page.counts;
  }

  void below_the_line(const Xapian::MSet& top) {
    const auto page = static_cast<Xapian::doccount>(request_.limit), above = top.get_matches_estimated();
    const auto open = page - static_cast<Xapian::doccount>(found_.works.size());
    const auto offset = static_cast<Xapian::doccount>(request_.offset);
    const Xapian::doccount first = open > 0 && offset > above ? offset - above : 0;
    const Query rest(Query::OP_AND_NOT, query_.any, without_weights(query_.all));
    // Looking at a thousand works costs more than finding the ten to show; a page that counts wants them.
    const Xapian::doccount at_least = request_.counts ? std::max(first + open, kCountedBelowTheLine) : first + open;
    const Xapian::MSet matches = ask(rest, first, open, at_least, false, false);
    found_.reply.total_any = found_.reply.total + matches.get_matches_estimated();
  }

  // Which words the works below the line lack: one small search a word over the page's works alone.
  void add_missing_words() {
    std::vector<Query> works;
    for (const FoundWork& work : found_.works)
      if (!work.all_words) works.emplace_back(library::field_term(library::Field::work, std::to_string(work.work)));
    if (works.empty()) return;
    const Query page(Query::OP_OR, works.begin(), works.end());
    for (const Piece& piece : query_.pieces) {
      if (piece.role != Piece::Role::word) continue;
      Xapian::Enquire enquire(database_);
      enquire.set_weighting_scheme(Xapian::BoolWeight());
      enquire.set_query(Query(Query::OP_FILTER, page, piece.query));
      std::set<library::WorkId> holding;
      const Xapian::MSet matches = enquire.get_mset(0, static_cast<Xapian::doccount>(works.size()));
      for (auto it = matches.begin(); it != matches.end(); ++it) holding.insert(work_of(it.get_document()));
      for (FoundWork& work : found_.works)
        if (!work.all_words && !holding.contains(work.work)) work.without.push_back(piece.label);
    }
  }

  const Xapian::Database& database_;
  const Tools& tools_;
  const SearchRequest& request_;
  const CompiledQuery& query_;
  Found& found_;
};

}  // namespace

base::Result<Found> search(const Xapian::Database& database, const Tools& tools, const SearchRequest& asked) {
  SearchRequest request = asked;
  Cursor cursor;
  if (!request.cursor.empty()) {
    MERIDIAN_TRY_ASSIGN(cursor, read_cursor(request.cursor, bound_to(tools, request)));
    request.offset = static_cast<int>(std::min<std::uint64_t>(cursor.passed, 1U << 30));
  } else {
    cursor.passed = static_cast<std::uint64_t>(std::max(0, request.offset));
  }
  MERIDIAN_TRY(check_page(request, tools.bounds));
  MERIDIAN_TRY_ASSIGN(ParsedQuery parsed, parse(request.query, tools.bounds, tools.today));
  const CompileSettings settings{.bounds = tools.bounds,
                                 .today = tools.today,
                                 .match = request.match,
                                 .words = {request.expand && tools.bounds.synonyms != 0, request.without_expansion,
                                           tools.bounds.bursts_percent},
                                 .outside = tools.outside,
                                 .vocabulary = tools.vocabulary};
  MERIDIAN_TRY_ASSIGN(CompiledQuery query, compile(parsed, database, tools.analyzer, tools.glossary, settings));
  MERIDIAN_TRY_ASSIGN(const double steps, affordable(query, database, tools.bounds));
  const bool by_date = !is_by_relevance(request.sort) || query.filters_only;
  const bool moved = !request.cursor.empty() && cursor.number != tools.number;
  Found found;
  found.reply.reading = reading(parsed.root, request.match, query.one_list);
  found.reply.warnings = first_of(std::move(query.warnings));
  found.reply.expansions = query.expansions;
  found.reply.passed = static_cast<std::int64_t>(cursor.passed);
  found.reply.generation = tools.generation;
  found.reply.related_used = tools.related != nullptr && tools.bounds.neighbours_percent > 0;
  if (moved) {
    go_on(query, cursor, by_date, request.sort == Sort::oldest);
    request.offset = 0;
    found.reply.warnings.push_back({"cursor.moved",
                                    {},
                                    {"Papers were added or changed since the page before; none is shown twice.",
                                     "上一页之后文献库有变动；已显示的文献不会重复。"}});
  }
  Search(database, tools, request, query, found).run();
  if (moved) count_shown(found.reply, cursor);
  found.reply.next = place_behind(database, tools, request, found, std::move(cursor), by_date);
  if (tools.vocabulary) found.reply.did_you_mean = did_you_mean(parsed, database, tools.analyzer, tools.vocabulary);
  if (found.works.empty() && found.reply.total_any == 0) {
    const ParsedQuery parts = in_parts(parsed);
    MERIDIAN_TRY_ASSIGN(const CompiledQuery apart, compile(parts, database, tools.analyzer, tools.glossary, settings));
    const double looks = most_steps(database, tools.bounds) / std::max(steps, 1.0);
    explain_none(database, parts, apart, static_cast<int>(looks), found.reply);
    if (const auto& meant = found.reply.did_you_mean)
      found.reply.repairs.insert(found.reply.repairs.begin(),
                                 {"spelling", *meant, {"Search for " + *meant, "改为检索 " + *meant}});
  }
  found.marked = std::move(query.marked);
  found.root = std::move(parsed.root);
  return found;
}

base::Result<SuggestReply> suggest(const Xapian::Database& database, const Tools& tools, std::string_view query,
                                   int limit) {
  SuggestReply reply;
  reply.query = query;
  if (static_cast<std::int64_t>(query.size()) > tools.bounds.max_query_bytes)
    return base::fail(ErrorKind::refused, "query.too_long", "The query is too long to be completed. Shorten it.");
  const auto vocabulary = tools.vocabulary ? tools.vocabulary() : Vocabulary::read(database);
  reply.completions = complete(query, database, tools.analyzer, *vocabulary, static_cast<std::size_t>(limit));
  if (const auto parsed = parse(query, tools.bounds, tools.today))
    reply.did_you_mean = did_you_mean(*parsed, database, tools.analyzer, [&] { return vocabulary; });
  return reply;
}

}  // namespace meridian::query::search
