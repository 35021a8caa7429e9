#include "query/search/fuzzy.h"

#include <algorithm>
#include <set>

#include "query/search/places.h"

namespace meridian::query::search {

using Xapian::Query;

FuzzyQuery fuzzy(const Node& node, const Vocabulary& vocabulary, const Ranker& ranker, const text::Analyzer& analyzer,
                 int most_forms) {
  FuzzyQuery answer;
  const std::string word = analyzer.fold(node.text);
  const auto near = vocabulary.near(word, node.distance);
  std::vector<std::string> surfaces{word};
  for (const NearWord& one : near) surfaces.emplace_back(one.text);
  answer.found = static_cast<int>(surfaces.size());
  surfaces.resize(std::min(surfaces.size(), static_cast<std::size_t>(most_forms)));
  answer.used = static_cast<int>(surfaces.size());

  std::vector<Query> found;
  std::set<std::string> stems;
  for (const std::string& surface : surfaces) {
    found.push_back(holding(node.field, surface));
    for (const text::QueryWord& read : analyzer.words_of_query(surface))
      if (!read.stop_word) stems.insert(read.scoring.begin(), read.scoring.end());
  }
  answer.query = Query(Query::OP_OR, found.begin(), found.end());
  std::vector<Frequency> frequencies;
  for (const std::string& stem : stems) frequencies.push_back(ranker.frequency(stem));
  const double scale = node.boost * ranker.scale(ranker.either(frequencies));
  answer.query = Query(Query::OP_AND_MAYBE, Query(0.0, answer.query),
                       Query(scale, Query(Query::OP_SYNONYM, stems.begin(), stems.end())));
  answer.forms = std::move(surfaces);
  answer.forms.insert(answer.forms.end(), stems.begin(), stems.end());
  return answer;
}

}  // namespace meridian::query::search
