#include "query/explore/cluster.h"

#include <algorithm>
#include <numeric>

#include "query/explore/features.h"
#include "query/explore/labels.h"
#include "query/explore/louvain.h"
#include "query/explore/phrases.h"
#include "query/explore/query_terms.h"
#include "query/explore/similarity.h"
#include "query/explore/word_runs.h"

namespace meridian::query::explore {
namespace {

constexpr std::size_t kLeastGroup = 3;
constexpr double kResolution = 1.2;
// What Louvain finds depends on where it starts; the best of ten is steady (.41-.42 becomes .43 on the Chinese lists we
// measure).
constexpr int kStarts = 10;
// Two groups as alike as this, against how alike each is in itself, are one that was cut.
constexpr double kMergeAbove = 0.8;
constexpr std::size_t kLeastPhraseDocuments = 2;

using Members = std::vector<std::size_t>;

std::vector<Members> communities(const Similarity& similarity) {
  const std::size_t n = similarity.documents();
  const Graph graph = nearest_neighbours(similarity, std::clamp<std::size_t>(n / 6, 8, 25));
  const std::vector<std::size_t> community = louvain(graph, kResolution, kStarts);
  std::vector<Members> answer(n == 0 ? 0 : *std::max_element(community.begin(), community.end()) + 1);
  for (std::size_t document = 0; document < n; ++document) answer[community[document]].push_back(document);
  return answer;
}

// How alike two groups are, as a share of how alike each is in itself; 0 when either is too small to tell.
double kinship(const Similarity& similarity, const Members& a, const Members& b) {
  if (a.size() < kLeastGroup || b.size() < kLeastGroup) return 0;
  const double within = (mean_similarity(similarity, a, a) + mean_similarity(similarity, b, b)) / 2;
  return within <= 0 ? 0 : mean_similarity(similarity, a, b) / within;
}

// Joins the closest two groups until none are as good as one. Groups are few, so pairs are simply compared again.
void merge_cut_groups(const Similarity& similarity, std::vector<Members>& groups) {
  while (true) {
    double closest = kMergeAbove;
    std::size_t first = 0, second = 0;
    for (std::size_t a = 0; a < groups.size(); ++a)
      for (std::size_t b = a + 1; b < groups.size(); ++b) {
        const double value = kinship(similarity, groups[a], groups[b]);
        if (value > closest) closest = value, first = a, second = b;
      }
    if (first == second) return;
    groups[first].insert(groups[first].end(), groups[second].begin(), groups[second].end());
    std::sort(groups[first].begin(), groups[first].end());
    groups.erase(groups.begin() + static_cast<std::ptrdiff_t>(second));
  }
}

// From positions among the sorted documents to positions in the caller's list, best search score first.
Members in_callers_order(const Members& members, const Members& order, const std::vector<Document>& documents) {
  Members answer;
  for (const std::size_t member : members) answer.push_back(order[member]);
  std::stable_sort(answer.begin(), answer.end(),
                   [&](std::size_t a, std::size_t b) { return documents[a].score > documents[b].score; });
  return answer;
}

// The documents in Work order, so that neither ranks nor ties move anything.
Members work_order(const std::vector<Document>& documents) {
  Members order(documents.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return documents[a].work < documents[b].work; });
  return order;
}

Similarity similarity_of(const std::vector<Document>& documents, const QueryTerms& query,
                         const text::Analyzer& analyzer, const text::Glossary& glossary) {
  const Features found = features(documents, query, analyzer, glossary);
  Similarity similarity = cosines(found.vectors, found.count);
  std::vector<Languages> languages;
  for (const Document& document : documents) languages.push_back(languages_of(*document.article));
  balance_languages(similarity, languages);
  return similarity;
}

Grouping one_list(const std::vector<Document>& documents, const Members& order) {
  Grouping answer;
  if (documents.empty()) return answer;
  Members all(documents.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  answer.groups.push_back({{}, in_callers_order(all, order, documents), 0});
  return answer;
}

}  // namespace

Grouping cluster(const std::vector<Document>& documents, std::string_view query, std::string_view language,
                 const text::Analyzer& analyzer, const text::Glossary& glossary) {
  const Members order = work_order(documents);
  if (documents.size() < kLeastToCluster) return one_list(documents, order);
  std::vector<Document> sorted;
  for (const std::size_t place : order) sorted.push_back(documents[place]);

  const QueryTerms query_terms(query, analyzer, glossary);
  const Similarity similarity = similarity_of(sorted, query_terms, analyzer, glossary);
  std::vector<Members> groups = communities(similarity);
  merge_cut_groups(similarity, groups);
  std::stable_sort(groups.begin(), groups.end(),
                   [](const Members& a, const Members& b) { return a.size() > b.size(); });

  const WordRuns runs(sorted, query_terms, analyzer, glossary);
  const std::vector<Phrase> candidates = phrases(runs, kLeastPhraseDocuments);
  Grouping answer;
  Members rest;
  for (const Members& members : groups) {
    if (members.size() < kLeastGroup)
      rest.insert(rest.end(), members.begin(), members.end());
    else
      answer.groups.push_back({labels(members, candidates, runs, language), in_callers_order(members, order, documents),
                               mean_similarity(similarity, members, members)});
  }
  std::sort(rest.begin(), rest.end());
  answer.rest = in_callers_order(rest, order, documents);
  return answer;
}

}  // namespace meridian::query::explore
