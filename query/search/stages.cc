#include "query/search/stages.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "library/index_schema.h"
#include "query/search/ranked_page.h"

namespace meridian::query::search {
namespace {

constexpr int kNeighbours = 5;
// The first stage's share falls off steeply: where one paper is the answer it and its near equals keep their places,
// while what the later stages say orders the rest.
constexpr double kMixingPower = 8;

}  // namespace

void Stages::learn_from(const std::vector<Weighed>& best) {
  if (settings_.feedback <= 0) return;
  learnt_terms_ = learn(database_, ranker_, best, settings_.feedback);
  std::vector<Xapian::Query> words;
  for (const LearntTerm& term : learnt_terms_) words.push_back(ranker_.scored(term.term, term.times));
  if (!words.empty()) learnt_ = Xapian::Query(Xapian::Query::OP_OR, words.begin(), words.end());
}

std::vector<Weighed> Stages::with_learnt(const std::vector<Weighed>& first) const {
  std::vector<Weighed> works = first;
  std::sort(works.begin(), works.end(), [](const Weighed& a, const Weighed& b) { return a.document < b.document; });
  std::vector<double> lengths;
  for (const Weighed& work : works) lengths.push_back(database_.get_doclength(work.document));
  for (const LearntTerm& term : learnt_terms_) {
    const Frequency frequency = ranker_.frequency(term.term);
    auto posting = database_.postlist_begin(term.term);
    const auto end = database_.postlist_end(term.term);
    for (std::size_t i = 0; i < works.size(); ++i) {
      posting.skip_to(works[i].document);
      if (posting == end) break;
      if (*posting == works[i].document) works[i].weight += term.times * ranker_.weight(frequency, posting.get_wdf(), lengths[i]);
    }
  }
  return works;
}

double Stages::lent(library::WorkId work) {
  const auto neighbours = related_->neighbours(work, kNeighbours);
  if (!neighbours) return 0;  // a damaged file lends nothing; `derive` makes it anew
  double sum = 0, similarities = 0;
  for (const library::Neighbour& neighbour : *neighbours) {
    const auto known = second_.find(neighbour.work);
    if (known != second_.end()) sum += neighbour.similarity * known->second;
    similarities += neighbour.similarity;
  }
  if (similarities <= 0) return 0;
  if (settings_.keep_loans)
    for (const library::Neighbour& neighbour : *neighbours)
      if (const auto known = second_.find(neighbour.work); known != second_.end())
        loans_[work].push_back({neighbour.work, neighbour.similarity,
                                settings_.neighbours * neighbour.similarity * known->second / similarities});
  return settings_.neighbours * sum / similarities;
}

const std::vector<Loan>& Stages::loans(library::WorkId work) const {
  static const std::vector<Loan> kNone;
  const auto known = loans_.find(work);
  return known == loans_.end() ? kNone : known->second;
}

std::vector<StagedWork> Stages::order(const std::vector<Weighed>& first, const std::vector<Weighed>& second) {
  struct Parts {
    Xapian::docid document;
    double first = 0, second = 0;
    bool typed = false, abstract = false;
    library::WorkId work = 0;
    std::int64_t day = 0;
  };
  std::vector<Parts> parts;
  for (const Weighed& one : first) parts.push_back({one.document, one.weight, 0, true});
  for (const Weighed& one : second) parts.push_back({one.document, 0, one.weight});
  std::sort(parts.begin(), parts.end(), [](const Parts& a, const Parts& b) { return a.document < b.document; });
  std::vector<Parts> all;
  for (const Parts& one : parts)
    if (all.empty() || all.back().document != one.document) {
      all.push_back(one);
    } else {
      all.back().first += one.first;
      all.back().second += one.second;
      all.back().typed |= one.typed;
    }

  // In the order of documents a value is found where the last one was.
  auto works = database_.valuestream_begin(library::slot(library::Slot::order));
  // Who lends nothing need not know who has an abstract.
  const std::string has_abstract = library::field_term(library::Field::has, "abstract");
  const auto end = database_.postlist_end(has_abstract);
  auto with_abstract = related_ ? database_.postlist_begin(has_abstract) : end;
  for (Parts& one : all) {
    works.skip_to(one.document);
    const library::Order order = library::read_order(*works);
    one.work = order.work;
    one.day = order.day;
    if (with_abstract != end) with_abstract.skip_to(one.document);
    one.abstract = with_abstract != end && *with_abstract == one.document;
    // The second stage looks at as many as the first: what it pushed out of sight keeps what it had.
    one.second = std::max(one.second, one.first);
    second_[one.work] = one.second;
  }
  std::vector<StagedWork> answer;
  double most_first = 0, most_third = 0;
  for (const Parts& one : all) {
    // What is near a title alone is chance (METHODS 2.3).
    const double borrowed = related_ && one.abstract ? lent(one.work) : 0, third = one.second + borrowed;
    most_first = std::max(most_first, one.first);
    most_third = std::max(most_third, third);
    answer.push_back({one.document, one.work, one.typed, third, {one.first, one.second - one.first, borrowed, 0}});
  }
  if (most_first_ <= 0) most_first_ = most_first;
  if (most_third_ <= 0) most_third_ = most_third;
  for (std::size_t i = 0; i < all.size(); ++i) {
    StagedWork::Parts& given = answer[i].parts;
    for (double* part : {&given.words, &given.feedback, &given.neighbours}) *part /= scale();
    given.mixing = most_first_ > 0 ? settings_.mixing * std::pow(all[i].first / most_first_, kMixingPower) : 0;
    answer[i].score = answer[i].score / scale() + given.mixing;
    if (settings_.freshness <= 0) continue;
    given.freshness = answer[i].score * (freshness(all[i].day, settings_.today, settings_.freshness) - 1);
    answer[i].score += given.freshness;
  }
  std::sort(answer.begin(), answer.end(), [](const StagedWork& a, const StagedWork& b) {
    return a.score != b.score ? a.score > b.score : a.work < b.work;
  });
  settle_ties(answer);
  return answer;
}

void Stages::settle_ties(std::vector<StagedWork>& works) const {
  const auto order_of = [&](const StagedWork& one) {
    return database_.get_document(one.document).get_value(library::slot(library::Slot::order));
  };
  for (auto begin = works.begin(); begin != works.end();) {
    auto end = std::find_if(begin, works.end(), [&](const StagedWork& one) { return one.score != begin->score; });
    if (end - begin > 1) {
      std::vector<std::pair<std::string, StagedWork>> tied;
      for (auto one = begin; one != end; ++one) tied.emplace_back(order_of(*one), *one);
      std::sort(tied.begin(), tied.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
      std::transform(tied.begin(), tied.end(), begin, [](const auto& one) { return one.second; });
    }
    begin = end;
  }
}

}  // namespace meridian::query::search
