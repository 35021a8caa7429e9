// Invented papers: words, sentences, titles and abstracts from a seed, with the skew that words of a language have.
//
// The same seed gives the same text. One thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace meridian::tests {

class MadeText {
 public:
  explicit MadeText(std::uint64_t seed, std::size_t vocabulary = 30'000);
  // Uniform in [0, bound). REQUIRES: bound > 0.
  std::size_t below(std::size_t bound);
  double fraction();  // [0, 1)
  const std::string& word();
  std::string name();  // "Bareko Tumila"
  std::string title();
  std::string abstract(int words);
  std::string chinese(int characters);

 private:
  std::size_t skewed(std::size_t bound);
  std::mt19937_64 random_;
  std::vector<std::string> words_;
};

}  // namespace meridian::tests
