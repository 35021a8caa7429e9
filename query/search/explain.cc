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
    for (const docid document : documents) page_[document] = Query(work_term(document));
  }

  // What each word of `query` gives those of `documents` that it gives anything.
  void add(const Query& query, const std::vector<docid>& documents) {
    const Query unscaled = query.get_type() == Query::OP_SCALE_WEIGHT ? query.get_subquery(0) : query;
    if (is_one_term(unscaled)) return add_term(query, *unscaled.get_terms_begin(), documents);
    const Weights weights = weights_of(query, documents);
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

  Weights weights_of(const Query& query, const std::vector<docid>& documents) const {
    std::vector<Query> each;
    for (const docid document : documents) each.push_back(page_.at(document));
    const Query these(Query::OP_OR, each.begin(), each.end());
    const Xapian::MSet found =
        asking(database_, Query(Query::OP_FILTER, query, these)).get_mset(0, static_cast<Xapian::doccount>(each.size()));
    Weights weights;
    for (auto it = found.begin(); it != found.end(); ++it) weights[*it] = it.get_weight();
    return weights;
  }

  // A single term, the usual case: Xapian weighs it in one document, which tells what it is multiplied by.
  void add_term(const Query& query, const std::string& term, std::vector<docid> documents) {
    std::sort(documents.begin(), documents.end());
    std::vector<ExplainedTerm> lines;
    std::vector<docid> holding;
    std::size_t most = 0;
    const Frequency frequency = ranker_.frequency(term);
    auto posting = database_.postlist_begin(term);
    const auto end = database_.postlist_end(term);
    for (const docid document : documents) {
      if (posting != end) posting.skip_to(document);
      if (posting == end) break;
      if (*posting != document || posting.get_wdf() == 0) continue;
      holding.push_back(document);
      lines.push_back(line_of(frequency, document, {term}, posting.get_wdf()));
      if (lines.back().count > lines[most].count) most = lines.size() - 1;
    }
    if (lines.empty()) return;
    const Weights weighed = weights_of(query, {holding[most]});
    const auto known = weighed.find(holding[most]);
    if (known == weighed.end() || known->second <= kNothing) return;
    const double times = known->second / once(lines[most], frequency);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      lines[i].times = times;
      lines[i].weight = times * once(lines[i], frequency);
      terms_[holding[i]].push_back(std::move(lines[i]));
    }
  }

  ExplainedTerm line_of(const Frequency& frequency, docid document, std::vector<std::string> terms, std::int64_t count) const {
    ExplainedTerm line;
    line.terms = std::move(terms);
    line.count = count;
    line.length = static_cast<std::int64_t>(database_.get_doclength(document));
    line.works = frequency.documents;
    line.idf = ranker_.idf(frequency);
    line.burst = ranker_.burst(frequency);
    return line;
  }
  double once(const ExplainedTerm& line, const Frequency& frequency) const {
    return ranker_.weight(frequency, static_cast<double>(line.count), static_cast<double>(line.length));
  }

  void add_word(const Query& query, const Weights& weights, const std::vector<docid>& documents) {
    const std::vector<Query> members = members_of(query);
    std::vector<Weights> held;
    std::vector<Frequency> frequencies;
    for (const Query& member : members) {
      if (members.size() > 1) held.push_back(weights_of(member, documents));
      frequencies.push_back(ranker_.frequency(counted_term(member)));
    }
    const Frequency frequency = members.size() > 1 ? ranker_.either(frequencies) : frequencies.front();
    for (const docid document : documents) {
      std::vector<std::string> terms;
      std::int64_t count = 0;
      for (std::size_t i = 0; i < members.size(); ++i) {
        if (members.size() > 1 && !held[i].contains(document)) continue;
        terms.push_back(counted_term(members[i]));
        count += wdf_of(terms.back(), document);
      }
      ExplainedTerm line = line_of(frequency, document, std::move(terms), count);
      line.weight = weights.at(document);
      const double plain = once(line, frequency);
      line.times = plain > 0 ? line.weight / plain : 1;
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
  std::map<docid, Query> page_;  // the hits shown, by their unique terms
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
