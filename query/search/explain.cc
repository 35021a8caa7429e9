#include "query/search/explain.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "library/index_schema.h"
#include "query/search/asking.h"

namespace meridian::query::search {
namespace {

using Xapian::docid;
using Xapian::Query;

// What a query gives each of the documents that match it.
using Weights = std::map<docid, double>;
using Terms = std::map<docid, std::vector<ExplainedTerm>>;

constexpr double kNothing = 1e-9;

bool is_one_term(const Query& query) {
  return query.get_type() == Query::LEAF_TERM;
}

// The words of a synonym group, each as it must be held: some stand in places (words.cc).
std::vector<Query> members_of(const Query& query) {
  if (query.get_type() != Query::OP_SYNONYM) return {query};
  std::vector<Query> members;
  for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) members.push_back(query.get_subquery(i));
  return members;
}

// The word of a member that is counted.
std::string counted_term(const Query& member) {
  const Query first = is_one_term(member) || member.get_num_subqueries() == 0 ? member : member.get_subquery(0);
  const auto term = first.get_terms_begin();
  return term == first.get_terms_end() ? std::string() : *term;
}

class Walk {
 public:
  Walk(const Xapian::Database& database, const Ranker& ranker, const std::vector<docid>& documents)
      : database_(database), ranker_(ranker) {
    for (const docid document : documents) page_.push_back(work_term(document));
  }

  // What each word of `query` gives those of `documents` that it gives anything.
  void add(const Query& query, const std::vector<docid>& documents) {
    Weights weights = weights_of(query);
    std::vector<docid> weighed;
    for (const docid document : documents)
      if (const auto known = weights.find(document); known != weights.end() && known->second > kNothing)
        weighed.push_back(document);
    if (weighed.empty()) return;
    switch (query.get_type()) {
      case Query::OP_AND:
      case Query::OP_OR:
      case Query::OP_AND_MAYBE:
        for (std::size_t i = 0; i < query.get_num_subqueries(); ++i) add(query.get_subquery(i), weighed);
        return;
      case Query::OP_FILTER:
      case Query::OP_AND_NOT:
        add(query.get_subquery(0), weighed);
        return;
      case Query::OP_SCALE_WEIGHT:
        add_word(query.get_subquery(0), weights, weighed);
        return;
      default:
        add_word(query, weights, weighed);
    }
  }

  std::vector<ExplainedTerm> take(docid document) {
    std::vector<ExplainedTerm> terms = std::move(terms_[document]);
    std::sort(terms.begin(), terms.end(), [](const ExplainedTerm& a, const ExplainedTerm& b) {
      return std::tie(b.weight, a.terms) < std::tie(a.weight, b.terms);
    });
    return terms;
  }

 private:
  std::string work_term(docid document) const {
    const std::string prefix = library::field_term(library::Field::work, "");
    auto term = database_.termlist_begin(document);
    term.skip_to(prefix);
    return term == database_.termlist_end(document) ? std::string() : *term;
  }

  Weights weights_of(const Query& query) const {
    const Query page(Query::OP_OR, page_.begin(), page_.end());
    const Xapian::MSet found =
        asking(database_, Query(Query::OP_FILTER, query, page)).get_mset(0, static_cast<Xapian::doccount>(page_.size()));
    Weights weights;
    for (auto it = found.begin(); it != found.end(); ++it) weights[*it] = it.get_weight();
    return weights;
  }

  void add_word(const Query& query, const Weights& weights, const std::vector<docid>& documents) {
    const std::vector<Query> members = members_of(query);
    std::vector<Weights> held;
    std::vector<Frequency> frequencies;
    for (const Query& member : members) {
      if (members.size() > 1) held.push_back(weights_of(member));
      frequencies.push_back(ranker_.frequency(counted_term(member)));
    }
    const Frequency frequency = members.size() > 1 ? ranker_.either(frequencies) : frequencies.front();
    for (const docid document : documents) {
      ExplainedTerm line;
      for (std::size_t i = 0; i < members.size(); ++i) {
        if (members.size() > 1 && !held[i].contains(document)) continue;
        line.terms.push_back(counted_term(members[i]));
        line.count += wdf_of(line.terms.back(), document);
      }
      line.length = static_cast<std::int64_t>(database_.get_doclength(document));
      line.works = frequency.documents;
      line.idf = ranker_.idf(frequency);
      line.burst = ranker_.burst(frequency);
      line.weight = weights.at(document);
      const double once = ranker_.weight(frequency, static_cast<double>(line.count), static_cast<double>(line.length));
      line.times = once > 0 ? line.weight / once : 1;
      terms_[document].push_back(std::move(line));
    }
  }

  std::int64_t wdf_of(const std::string& wanted, docid document) const {
    auto term = database_.termlist_begin(document);
    term.skip_to(wanted);
    return term != database_.termlist_end(document) && *term == wanted ? term.get_wdf() : 0;
  }

  const Xapian::Database& database_;
  const Ranker& ranker_;
  std::vector<std::string> page_;  // the unique terms of the hits shown
  Terms terms_;
};

docid document_of(const Xapian::Database& database, library::WorkId work) {
  const std::string term = library::field_term(library::Field::work, std::to_string(work));
  const auto posting = database.postlist_begin(term);
  return posting == database.postlist_end(term) ? 0 : *posting;
}

std::vector<ExplainedTerm> scaled(std::vector<ExplainedTerm> terms, double scale) {
  for (ExplainedTerm& term : terms) term.part = term.weight / scale;
  return terms;
}

}  // namespace

void explain(const Xapian::Database& database, const Ranker& ranker, const CompiledQuery& query, Found& found) {
  std::vector<docid> documents, above, below, taught;
  for (FoundWork& work : found.works) {
    const docid document = documents.emplace_back(document_of(database, work.work));
    if (!work.explanation) work.explanation = Explanation{.words = work.score};
    if (document == 0) continue;
    if (work.explanation->words > 0) (work.all_words || query.any.empty() ? above : below).push_back(document);
    if (work.explanation->feedback > kNothing) taught.push_back(document);
  }
  std::vector<docid> shown = documents;
  std::erase(shown, 0);
  if (shown.empty()) return;
  Walk words(database, ranker, shown), learnt(database, ranker, shown);
  if (!above.empty()) words.add(query.all, above);
  if (!below.empty()) words.add(query.any, below);
  if (!taught.empty()) learnt.add(found.learnt, taught);
  for (std::size_t i = 0; i < documents.size(); ++i) {
    Explanation& explanation = *found.works[i].explanation;
    explanation.typed = scaled(words.take(documents[i]), explanation.scale);
    explanation.learnt = scaled(learnt.take(documents[i]), explanation.scale);
  }
}

}  // namespace meridian::query::search
