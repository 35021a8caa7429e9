// Every word of the dictionary that cuts Chinese queries is findable by itself: a paper whose title has it inside a
// sentence answers it, whatever the words around it. A sample drawn with a fixed seed; MERIDIAN_WHOLE_DICTIONARY=1 asks
// for all of them (some minutes).
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>

#include "tests/query/search/small_index.h"

using namespace meridian;

namespace {

constexpr std::size_t kSampled = 1200, kPapers = 150;
constexpr unsigned kSeed = 20261121;

std::vector<std::string> words_of_dictionary() {
  std::ifstream in(text::Analyzer::default_dictionary());
  std::vector<std::string> words;
  for (std::string line; std::getline(in, line);)
    if (const std::size_t blank = line.find(' '); blank != std::string::npos && blank > 0)
      words.push_back(line.substr(0, blank));
  return words;
}

std::vector<std::string> drawn(const std::vector<std::string>& words) {
  if (std::getenv("MERIDIAN_WHOLE_DICTIONARY") != nullptr) return words;
  std::vector<std::string> some;
  std::sample(words.begin(), words.end(), std::back_inserter(some), kSampled, std::mt19937_64(kSeed));
  return some;
}

bool finds(tests::SmallIndex& index, const std::string& word, library::WorkId wanted) {
  const auto found = index.find(word, kPapers);
  return found && std::any_of(found->works.begin(), found->works.end(),
                              [&](const auto& one) { return one.work == wanted && one.all_words; });
}

}  // namespace

TEST_CASE("chinese: every word of the dictionary is found by itself inside a sentence") {
  const std::vector<std::string> words = drawn(words_of_dictionary());
  if (words.empty()) {
    MESSAGE("skipped: there is no dictionary");
    return;
  }
  for (std::size_t first = 0; first < words.size(); first += kPapers) {
    const std::size_t end = std::min(first + kPapers, words.size());
    std::vector<tests::SmallDocument> papers;
    for (std::size_t i = first; i < end; ++i) papers.push_back({"浅谈" + words[i] + "怎样改观", "", "zh"});
    tests::SmallIndex index(papers);
    for (std::size_t i = first; i < end; ++i)
      CHECK_MESSAGE(finds(index, words[i], static_cast<library::WorkId>(i - first + 1)), words[i]);
  }
}
