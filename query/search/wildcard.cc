#include "query/search/wildcard.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "library/index_schema.h"
#include "query/search/places.h"
#include "text/unicode.h"

namespace meridian::query::search {
namespace {

using Xapian::Query;

bool has_han(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (text::is_han(text::next_code_point(text, at))) return true;
  return false;
}

// What an index term looks like when its field's own prefix is before it.
std::string term_of(const Node& node, const std::string& term) {
  return node.field ? library::field_term(*node.field, term) : term;
}

std::vector<std::string> forms(const Xapian::Database& database, const std::string& prefix, std::size_t most,
                               int* found) {
  std::vector<std::pair<Xapian::doccount, std::string>> all;
  for (auto it = database.allterms_begin(prefix); it != database.allterms_end(prefix); ++it)
    all.emplace_back(it.get_termfreq(), *it);
  if (found != nullptr) *found = static_cast<int>(all.size());
  const auto keep = all.begin() + static_cast<std::ptrdiff_t>(std::min(most, all.size()));
  std::partial_sort(all.begin(), keep, all.end(), [](const auto& a, const auto& b) {
    return a.first != b.first ? a.first > b.first : a.second < b.second;
  });
  std::vector<std::string> answer;
  for (auto it = all.begin(); it != keep; ++it) answer.push_back(std::move(it->second));
  return answer;
}

Query characters(const Node& node, const text::Analyzer& analyzer) {
  std::vector<std::string> places;
  for (const auto& word : analyzer.words_of_query(node.text))
    places.insert(places.end(), word.exact.begin(), word.exact.end());
  return in_places(places, node.field);
}

// `surfaces` are index terms, the field's prefix with them.
Query any_of(const std::vector<std::string>& surfaces, const std::optional<library::Field>& field) {
  std::vector<Query> parts;
  for (const std::string& surface : surfaces)
    parts.push_back(field == library::Field::abstract ? holding(field, surface) : Query(surface));
  return {0.0, Query(Query::OP_OR, parts.begin(), parts.end())};
}

}  // namespace

WildcardQuery wildcard(const Node& node, const Xapian::Database& database, const Ranker& ranker,
                       const text::Analyzer& analyzer, int most_forms) {
  WildcardQuery answer;
  answer.prefix = analyzer.fold(node.text);
  if (has_han(answer.prefix)) {
    answer.used = answer.found = 1;
    answer.query = characters(node, analyzer);
    std::vector<Query> weights;
    for (const auto& word : analyzer.words_of_query(node.text))
      for (const std::string& term : word.scoring) weights.push_back(ranker.scored(term, node.boost));
    if (!weights.empty())
      answer.query =
          Query(Query::OP_AND_MAYBE, Query(0.0, answer.query), Query(Query::OP_OR, weights.begin(), weights.end()));
    return answer;
  }
  const auto most = static_cast<std::size_t>(most_forms);
  const auto surfaces = forms(database, term_of(node, answer.prefix), most, &answer.found);
  answer.used = static_cast<int>(surfaces.size());
  if (surfaces.empty()) {
    answer.query = Query::MatchNothing;
    return answer;
  }
  answer.query = any_of(surfaces, node.field);
  const auto stems = forms(database, "Z" + answer.prefix, most, nullptr);
  if (stems.empty()) return answer;
  std::vector<Frequency> frequencies;
  for (const std::string& stem : stems) frequencies.push_back(ranker.frequency(stem));
  const double scale = node.boost * ranker.scale(ranker.either(frequencies));
  answer.query =
      Query(Query::OP_AND_MAYBE, answer.query, Query(scale, Query(Query::OP_SYNONYM, stems.begin(), stems.end())));
  return answer;
}

}  // namespace meridian::query::search
