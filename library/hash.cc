// See hash.h.
#include "library/hash.h"

#include <bit>

namespace meridian::library {
namespace {

constexpr std::uint64_t kFirst = 0x87c37b91114253d5, kSecond = 0x4cf5ad432745937f;

// Little endian whatever the machine, so that a library may travel.
std::uint64_t word_at(std::string_view bytes, std::size_t at, std::size_t length) {
  std::uint64_t word = 0;
  for (std::size_t i = length; i-- > 0;) word = word << 8 | static_cast<unsigned char>(bytes[at + i]);
  return word;
}

std::uint64_t mix_first(std::uint64_t word) {
  return std::rotl(word * kFirst, 31) * kSecond;
}
std::uint64_t mix_second(std::uint64_t word) {
  return std::rotl(word * kSecond, 33) * kFirst;
}

std::uint64_t finish(std::uint64_t word) {
  word = (word ^ word >> 33) * 0xff51afd7ed558ccd;
  word = (word ^ word >> 33) * 0xc4ceb9fe1a85ec53;
  return word ^ word >> 33;
}

}  // namespace

Hash128 hash128(std::string_view bytes, std::uint64_t seed) {
  std::uint64_t first = seed, second = seed;
  std::size_t at = 0;
  for (; at + 16 <= bytes.size(); at += 16) {
    first ^= mix_first(word_at(bytes, at, 8));
    first = (std::rotl(first, 27) + second) * 5 + 0x52dce729;
    second ^= mix_second(word_at(bytes, at + 8, 8));
    second = (std::rotl(second, 31) + first) * 5 + 0x38495ab5;
  }
  const std::size_t rest = bytes.size() - at;
  if (rest > 8) second ^= mix_second(word_at(bytes, at + 8, rest - 8));
  if (rest > 0) first ^= mix_first(word_at(bytes, at, rest < 8 ? rest : 8));

  first ^= bytes.size(), second ^= bytes.size();
  first += second, second += first;
  first = finish(first), second = finish(second);
  first += second, second += first;
  return {first, second};
}

std::string hex(const Hash128& hash) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (const std::uint64_t word : hash)
    for (int shift = 60; shift >= 0; shift -= 4) text.push_back(kDigits[word >> shift & 15]);
  return text;
}

}  // namespace meridian::library
