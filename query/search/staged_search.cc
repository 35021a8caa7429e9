#include "query/search/staged_search.h"

#include <algorithm>
#include <unordered_set>

#include "library/index_schema.h"
#include "query/search/asking.h"
#include "query/search/combine.h"
#include "query/search/facets.h"
#include "query/search/ranked_page.h"
#include "text/unicode.h"

namespace meridian::query::search {
namespace {

using Xapian::doccount;
using Xapian::Query;

constexpr doccount kDepth = kRankedDepth;      // works of a tier that all stages look at
constexpr doccount kFewestDocuments = 50;      // the best eight of fewer say nothing of a subject
// Works without any of the words that a list goes on with: so small a part of the library, since a small one has little
// that is near.
constexpr std::size_t kLearntPart = 20;

std::vector<Weighed> weighed(const Xapian::MSet& set) {
  std::vector<Weighed> answer;
  for (auto it = set.begin(); it != set.end(); ++it) answer.push_back({*it, it.get_weight()});
  return answer;
}

double share(int percent) {
  return percent / 100.0;
}

}  // namespace

StagedSearch::StagedSearch(const Xapian::Database& database, const Tools& tools, const SearchRequest& request,
                           const CompiledQuery& query)
    : database_(database),
      tools_(tools),
      request_(request),
      query_(query),
      ranker_(database, tools.bounds.bursts_percent),
      stages_(database, ranker_, tools.related,
              {share(tools.bounds.feedback_percent), share(tools.bounds.neighbours_percent), share(tools.bounds.mixing_percent),
               request.sort == Sort::fresh ? share(tools.bounds.freshness_percent) : 0, tools.today, request.explain}) {}

bool StagedSearch::run(Found& found) {
  if (!is_by_relevance(request_.sort) || !query_.words_only || database_.get_doccount() < kFewestDocuments) return false;
  Tier top = first_tier(found);
  if (top.first.empty() || is_title(*top.first[0])) return false;
  SearchReply& reply = found.reply;
  const bool has_second = reply.counts_all_words && !query_.one_list && request_.match != MatchMode::all;
  Tier second = has_second ? second_tier() : Tier{};

  std::vector<Weighed> best = weighed(top.first);
  for (const Weighed& one : weighed(second.first)) best.push_back(one);
  stages_.learn_from(best);
  if (request_.explain) found.learnt = stages_.learnt();
  // Where three hundred works hold words of the query nobody needs others.
  const bool few = top.first.size() + second.first.size() < kDepth;
  rank(top, few);
  reply.total = top.first.get_matches_estimated();
  reply.total_any = reply.total + second.first.get_matches_estimated();
  reply.estimated = top.first.get_matches_lower_bound() != top.first.get_matches_upper_bound();
  const auto offset = static_cast<doccount>(request_.offset), count = static_cast<doccount>(request_.limit);
  add_page(top, offset, count, reply.counts_all_words, found);
  reply.all_words_on_page = reply.counts_all_words ? static_cast<int>(found.works.size()) : 0;
  const auto above = static_cast<doccount>(reply.total), open = count - static_cast<doccount>(found.works.size());
  if (has_second && (few || open > 0)) rank(second, few);
  if (has_second && open > 0) add_page(second, offset > above ? offset - above : 0, open, false, found);
  reply.total_learnt = static_cast<std::int64_t>(top.learnt + second.learnt);
  return true;
}

// All words, or some of them where none holds all.
StagedSearch::Tier StagedSearch::first_tier(Found& found) const {
  for (const Query* query : {&query_.all, &query_.any}) {
    if (query->empty()) break;
    Xapian::Enquire enquire = asking(database_, *query);
    FacetCounter counter;
    if (request_.facets) counter.watch(enquire);
    Tier tier;
    tier.query = *query;
    tier.first = enquire.get_mset(0, kDepth, std::max(kDepth, counted_up_to(request_, tools_.bounds)));
    if (tier.first.empty()) continue;
    if (request_.facets) found.reply.facets = counter.facets(kMostFacetValues, tier.first.get_matches_estimated());
    found.reply.counts_all_words = query == &query_.all;
    if (beyond_words() && (query_.one_list || query == &query_.any)) tier.wider = query_.words;
    return tier;
  }
  return {};
}

StagedSearch::Tier StagedSearch::second_tier() const {
  Tier tier;
  tier.below_the_line = true;
  if (!query_.any.empty()) {
    tier.query = Query(Query::OP_AND_NOT, query_.any, without_weights(query_.all));
    tier.first = asking(database_, tier.query).get_mset(0, kDepth, kCountedBelowTheLine);
  }
  if (beyond_words()) tier.wider = query_.words;
  return tier;
}

void StagedSearch::rank(Tier& tier, bool beyond_words) {
  const std::vector<Weighed> first = weighed(tier.first);
  const Query& learnt = stages_.learnt();
  std::vector<Weighed> second;
  if (!learnt.empty() && beyond_words && !tier.wider.empty()) {
    Query query = query_.whole(Query(Query::OP_OR, tier.wider, learnt));
    if (tier.below_the_line) query = Query(Query::OP_AND_NOT, query, without_weights(query_.all));
    second = weighed(asking(database_, query).get_mset(0, kDepth));
  } else if (!learnt.empty()) {
    second = stages_.with_learnt(first);
  }
  tier.order = stages_.order(first, second);
  const std::size_t part = database_.get_doccount() / kLearntPart,
                    most = std::min(static_cast<std::size_t>(tools_.bounds.learnt_works), part);
  std::erase_if(tier.order, [&](const StagedWork& one) { return !one.typed && ++tier.learnt > most; });
  tier.learnt = std::min(tier.learnt, most);
}

// Behind what the stages looked at, the rest of the tier follows as the first stage has it.
void StagedSearch::add_page(const Tier& tier, doccount first, doccount count, bool all_words, Found& found) const {
  const auto end = std::min<std::size_t>(first + count, tier.order.size());
  for (std::size_t i = first; i < end; ++i) {
    const StagedWork& one = tier.order[i];
    found.works.push_back({one.work, one.score, all_words && one.typed, {}, explained(one)});
  }
  if (first + count <= tier.order.size() || tier.first.size() < kDepth) return;
  std::unordered_set<Xapian::docid> ordered;
  for (const StagedWork& one : tier.order) ordered.insert(one.document);
  const Xapian::MSet all = asking(database_, tier.query).get_mset(0, first + count);
  std::size_t place = tier.order.size();
  for (auto it = all.begin(); it != all.end(); ++it)
    if (!ordered.contains(*it) && place++ >= first && place <= first + count)
      found.works.push_back({work_of(it.get_document()), 0, all_words, {}});
}

std::optional<Explanation> StagedSearch::explained(const StagedWork& work) const {
  if (!request_.explain) return std::nullopt;
  const StagedWork::Parts& parts = work.parts;
  Explanation answer{parts.words, parts.feedback, parts.neighbours, parts.mixing, parts.freshness, stages_.scale()};
  for (const Loan& loan : stages_.loans(work.work))
    answer.loans.push_back({loan.from, loan.similarity, loan.weight / stages_.scale()});
  return answer;
}

// What is typed is the title of a paper, or most of one: then that paper is wanted.
bool StagedSearch::is_title(Xapian::docid document) const {
  constexpr std::size_t kFewest = 4;
  constexpr double kMost = 0.6;
  std::unordered_set<std::string> typed;
  for (const text::QueryWord& word : tools_.analyzer.words_of_query(request_.query))
    if (!word.stop_word) typed.insert(word.scoring.begin(), word.scoring.end());
  const std::string prefix = library::field_term(library::Field::title, "");
  std::size_t words = 0, both = 0;
  auto term = database_.termlist_begin(document);
  for (term.skip_to(prefix); term != database_.termlist_end(document) && (*term).starts_with(prefix); ++term) {
    const std::string name = (*term).substr(prefix.size());
    const bool is_stem = name.starts_with('Z') || (!name.empty() && static_cast<unsigned char>(name[0]) >= 0x80);
    if (!is_stem || !text::is_word_term(name)) continue;
    ++words;
    both += typed.contains(name);
  }
  const auto least = kMost * static_cast<double>(std::max(words, typed.size()));
  return words >= kFewest && static_cast<double>(both) >= least;
}

}  // namespace meridian::query::search
