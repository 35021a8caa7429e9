// A corpus of any size out of a real one: each article's sentences come from articles of about the same date.
//
// So words, their frequencies and their company stay those of the field and the time, while texts are new; how many
// Works they make is for the import to say. Titles are two halves of titles. The same seed writes the same file.
#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>

#include "tests/bench/measure.h"
#include "tests/bench/programs.h"
#include "text/sentences.h"

namespace meridian::bench {

namespace {

constexpr std::size_t kAbout = 200;  // articles by date that lend their sentences

struct Source {
  std::string date, journal;
  std::vector<std::string> title, sentences;  // the title's words
  nlohmann::json authors;
};

std::vector<std::string> words_of(const std::string& text) {
  std::istringstream words(text);
  return {std::istream_iterator<std::string>(words), {}};
}

std::vector<Source> read(const std::string& file) {
  std::ifstream lines(file);
  if (!lines) give_up("Could not read " + file + ".");
  std::vector<Source> sources;
  for (std::string line; std::getline(lines, line);) {
    const auto record = nlohmann::json::parse(line);
    const std::string abstract = record.contains("abstract") ? record.value("abstract", "") : record.value("text", "");
    Source source{record.value("date", ""),
                  record.value("source", ""),
                  words_of(record.value("title", "")),
                  {},
                  record.contains("authors") ? record["authors"] : nlohmann::json::array()};
    for (const text::Sentence& span : text::sentences(abstract))
      source.sentences.push_back(abstract.substr(span.begin, span.end - span.begin));
    if (!source.title.empty() && !source.sentences.empty()) sources.push_back(std::move(source));
  }
  if (sources.empty()) give_up(file + " has no article with a title and an abstract.");
  std::stable_sort(sources.begin(), sources.end(), [](const Source& a, const Source& b) { return a.date < b.date; });
  return sources;
}

}  // namespace

int shuffled_corpus(const Words& words) {
  if (words.size() != 4) return 2;
  const std::vector<Source> sources = read(words[0]);
  const long long articles = std::atoll(words[2].c_str());
  std::mt19937_64 random(std::strtoull(words[3].c_str(), nullptr, 10));
  const auto below = [&](std::size_t end) { return static_cast<std::size_t>(random() % end); };
  const std::size_t about = std::min(kAbout, sources.size());
  std::ofstream out(words[1], std::ios::binary);
  for (long long number = 1; number <= articles; ++number) {
    const std::size_t middle = below(sources.size()), first = std::min(middle, sources.size() - about);
    const auto lender = [&]() -> const Source& { return sources[first + below(about)]; };
    const Source &model = sources[middle], &other = lender();
    std::string title, abstract;
    for (std::size_t i = 0; i < (model.title.size() + 1) / 2; ++i) title += model.title[i] + " ";
    for (std::size_t i = other.title.size() / 2; i < other.title.size(); ++i) title += other.title[i] + " ";
    for (std::size_t i = 0; i < model.sentences.size(); ++i) {
      const Source& one = lender();
      abstract += (i == 0 ? "" : " ") + one.sentences[below(one.sentences.size())];
    }
    const nlohmann::json record = {{"id", "shuffled:" + std::to_string(number)},
                                   {"title", title},
                                   {"abstract", abstract},
                                   {"authors", model.authors},
                                   {"date", model.date},
                                   {"source", model.journal}};
    out << record.dump() << '\n';
  }
  if (!out.flush()) give_up("Could not write " + words[1] + ".");
  return 0;
}

}  // namespace meridian::bench
