#include "tests/bench/drawn_queries.h"

#include <algorithm>
#include <random>

#include "tests/bench/measure.h"

namespace meridian::bench {

namespace {

constexpr Xapian::doccount kLeastPapers = 5, kMostPart = 20;

class Draw {
 public:
  Draw(const Xapian::Database& index, text::Script script, std::uint64_t seed)
      : index_(index), script_(script), random_(seed) {}

  std::size_t below(std::size_t bound) { return random_() % bound; }

  bool fits(const text::QueryWord& word) const {
    if (word.stop_word || word.script != script_ || word.scoring.empty() || word.exact.empty() ||
        word.surface.size() < 3)
      return false;
    return std::all_of(word.scoring.begin(), word.scoring.end(), [this](const std::string& term) {
      const Xapian::doccount papers = index_.get_termfreq(term);
      return papers >= kLeastPapers && papers <= index_.get_doccount() / kMostPart;
    });
  }

  // Places of `length` different fitting words; none when there are too few.
  std::vector<std::size_t> choose(const std::vector<text::QueryWord>& words, std::size_t length, bool adjacent) {
    std::vector<std::size_t> fitting;
    for (std::size_t at = 0; at < words.size(); ++at)
      if (fits(words[at])) fitting.push_back(at);
    if (fitting.size() < length) return {};
    if (adjacent) return run_of(fitting, length);
    std::shuffle(fitting.begin(), fitting.end(), random_);
    std::vector<std::size_t> chosen;
    for (const std::size_t at : fitting) {
      const bool known = std::any_of(chosen.begin(), chosen.end(),
                                     [&](std::size_t c) { return words[c].scoring == words[at].scoring; });
      if (!known && chosen.size() < length) chosen.push_back(at);
    }
    return chosen.size() == length ? chosen : std::vector<std::size_t>();
  }

 private:
  static std::vector<std::size_t> run_of(const std::vector<std::size_t>& places, std::size_t length) {
    for (std::size_t at = 0; at + length <= places.size(); ++at)
      if (places[at + length - 1] == places[at] + length - 1)
        return {places.begin() + static_cast<std::ptrdiff_t>(at),
                places.begin() + static_cast<std::ptrdiff_t>(at + length)};
    return {};
  }

  const Xapian::Database& index_;
  text::Script script_;
  std::mt19937_64 random_;
};

}  // namespace

std::string DrawnQuery::text() const {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::vector<DrawnQuery> draw_queries(library::Library& library, const Xapian::Database& index,
                                     const text::Analyzer& analyzer, text::Script script, std::size_t length,
                                     bool adjacent, std::size_t many, std::uint64_t seed) {
  const std::vector<library::ArticleId> ids = must(library.articles().ids_after(0, 10'000'000));
  Draw draw(index, script, seed);
  std::vector<DrawnQuery> queries;
  for (std::size_t tries = 0; !ids.empty() && queries.size() < many && tries < 50 * many; ++tries) {
    const library::Article article = must(library.articles().get(ids[draw.below(ids.size())]));
    const std::string& abstract = article.main().abstract;
    const std::vector<text::QueryWord> words = analyzer.words_of_query(abstract);
    const std::vector<std::size_t> chosen = draw.choose(words, length, adjacent);
    if (chosen.empty()) continue;
    DrawnQuery query;
    query.article = article.id;
    query.year = article.published.substr(0, 4);
    for (const std::size_t at : chosen) {
      query.words.push_back(abstract.substr(words[at].begin, words[at].end - words[at].begin));
      query.scored.insert(query.scored.end(), words[at].scoring.begin(), words[at].scoring.end());
      query.places.insert(query.places.end(), words[at].exact.begin(), words[at].exact.end());
    }
    queries.push_back(std::move(query));
  }
  return queries;
}

}  // namespace meridian::bench
