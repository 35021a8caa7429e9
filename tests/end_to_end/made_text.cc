#include "tests/end_to_end/made_text.h"

#include <cmath>

namespace meridian::tests {

namespace {

constexpr char32_t kFirstHan = 0x4E00;
constexpr std::size_t kHan = 3000;

std::string syllables(std::mt19937_64& random) {
  static constexpr const char* kOnsets[] = {"b", "d", "f", "g", "k", "l",  "m",  "n",
                                            "p", "r", "s", "t", "v", "st", "tr", "pl"};
  static constexpr const char* kRimes[] = {"a", "e", "i", "o", "u", "an", "er", "il", "on", "us", "ar", "em"};
  std::string out;
  for (std::size_t count = 2 + random() % 3; count > 0; --count)
    out.append(kOnsets[random() % 16]).append(kRimes[random() % 12]);
  return out;
}

std::string capital(std::string word) {
  word[0] = static_cast<char>(word[0] - 'a' + 'A');
  return word;
}

void append_utf8(std::string& out, char32_t han) {
  out += static_cast<char>(0xE0 | (han >> 12));
  out += static_cast<char>(0x80 | ((han >> 6) & 0x3F));
  out += static_cast<char>(0x80 | (han & 0x3F));
}

}  // namespace

MadeText::MadeText(std::uint64_t seed, std::size_t vocabulary) : random_(seed) {
  std::mt19937_64 words(20'261'121);  // one language for every seed
  words_.reserve(vocabulary);
  while (words_.size() < vocabulary) words_.push_back(syllables(words));
}

std::size_t MadeText::below(std::size_t bound) {
  return random_() % bound;
}
double MadeText::fraction() {
  return static_cast<double>(random_() >> 11) * 0x1.0p-53;
}

// Rank r about as often as 1/r (Zipf).
std::size_t MadeText::skewed(std::size_t bound) {
  return static_cast<std::size_t>(std::exp(fraction() * std::log(static_cast<double>(bound)))) - 1;
}

const std::string& MadeText::word() {
  return words_[skewed(words_.size())];
}

std::string MadeText::name() {
  return capital(words_[below(words_.size())]) + " " + capital(words_[below(words_.size())]);
}

std::string MadeText::title() {
  std::string out = capital(word());
  for (std::size_t count = 5 + below(7); count > 0; --count) out += " " + word();
  return out;
}

std::string MadeText::abstract(int words) {
  std::string out;
  while (words > 0) {
    out += (out.empty() ? "" : " ") + capital(word());
    for (std::size_t count = 8 + below(16); count > 0 && words > 0; --count, --words) out += " " + word();
    out += ".";
  }
  return out;
}

std::string MadeText::chinese(int characters) {
  std::string out;
  for (int i = 1; i <= characters; ++i) {
    append_utf8(out, kFirstHan + static_cast<char32_t>(skewed(kHan) * 5));
    if (i % 25 == 0) out += "。";
  }
  return out;
}

}  // namespace meridian::tests
