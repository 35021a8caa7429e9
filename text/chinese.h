// Chinese words, by dictionary, for queries only; the index needs none (METHODS 7, 10).
//
// A maximum-probability path over the words of a jieba-format list ("word frequency tag"); ICU's word break when there
// is no list. Safe from many threads once made.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace meridian::text {

class ChineseSegmenter {
 public:
  // The list is read on the first use (a quarter of a second), not here.
  explicit ChineseSegmenter(std::filesystem::path dictionary);
  ~ChineseSegmenter();
  // The words of a run of Han characters as lengths in characters, in order. `run`: simplified, one code point an
  // element.
  std::vector<std::size_t> cut(const std::u32string& run) const;

 private:
  struct Words;
  const Words& words() const;
  std::filesystem::path dictionary_;
  struct Lazy;
  std::unique_ptr<Lazy> lazy_;
};

}  // namespace meridian::text
