#include "query/search/suggest.h"

#include <algorithm>

#include "query/search/places.h"
#include "text/unicode.h"

namespace meridian::query::search {
namespace {

using Xapian::Query;

constexpr std::size_t kShortestBeginning = 2;  // letters
constexpr std::size_t kLongestTail = 64;       // bytes: of longer words no more is looked at
constexpr std::size_t kTriedFollowers = 24;

// The run of Han characters, or of letters, that `query` ends with; where it begins.
std::size_t tail_begin(std::string_view query, bool& han) {
  std::size_t begin = query.size();
  bool first = true;
  while (begin > 0 && query.size() - begin < kLongestTail) {
    std::size_t at = text::code_point_boundary(query, begin - 1);
    const std::size_t before = at;
    const char32_t c = text::next_code_point(query, at);
    const bool is_han = text::is_han(c), letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0xC0;
    if ((!is_han && !letter) || (!first && is_han != han) || c == 0xFFFD) break;
    han = is_han;
    first = false;
    begin = before;
  }
  return begin;
}

std::string last_characters(const std::string& run, std::size_t count) {
  std::size_t at = run.size();
  for (; count > 0 && at > 0; --count) at = text::code_point_boundary(run, at - 1);
  return run.substr(at);
}

bool stand_together(const Xapian::Database& database, const std::string& first, const std::string& second) {
  Xapian::Enquire enquire(database);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  enquire.set_query(in_places({first, second}, std::nullopt));
  return !enquire.get_mset(0, 1).empty();
}

std::vector<Completion> complete_han(std::string_view before, const std::string& run, const Xapian::Database& database,
                                     const Vocabulary& vocabulary, std::size_t limit) {
  std::vector<Completion> answer;
  const std::string last = last_characters(run, 1), pair = last_characters(run, 2);
  for (const VocabularyWord& word : vocabulary.beginning(last, kTriedFollowers)) {
    if (answer.size() == limit) break;
    if (pair.size() > last.size() && !stand_together(database, pair, std::string(word.text))) continue;
    const std::string whole = run + std::string(word.text.substr(last.size()));
    answer.push_back({std::string(before) + whole, whole, word.works});
  }
  return answer;
}

}  // namespace

std::vector<Completion> complete(std::string_view query, const Xapian::Database& database,
                                 const text::Analyzer& analyzer, const Vocabulary& vocabulary, std::size_t limit) {
  bool han = false;
  const std::size_t begin = tail_begin(query, han);
  const std::string_view before = query.substr(0, begin);
  const std::string tail = analyzer.fold(query.substr(begin));
  if (han) return complete_han(before, tail, database, vocabulary, limit);
  std::vector<Completion> answer;
  if (tail.size() < kShortestBeginning) return answer;
  for (const VocabularyWord& word : vocabulary.beginning(tail, limit))
    answer.push_back({std::string(before) + std::string(word.text), std::string(word.text), word.works});
  return answer;
}

}  // namespace meridian::query::search
