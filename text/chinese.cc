#include "text/chinese.h"

#include <unicode/brkiter.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>
#include <unordered_map>

#include "base/files.h"
#include "text/unicode.h"

namespace meridian::text {

namespace {

constexpr std::size_t kLongestWord = 12;  // characters; longer entries of the list are sayings
constexpr std::int64_t kMaxListBytes = 64 << 20;

}  // namespace

struct ChineseSegmenter::Words {
  std::string text;
  std::unordered_map<std::string_view, float> log_probability;
  float unknown = 0;

  // A missing list is an empty one. Its text stays in memory: the keys are views of it.
  explicit Words(const std::filesystem::path& file) : text(base::read_file(file, kMaxListBytes).value_or("")) {
    log_probability.reserve(text.size() / 14);
    double total = 0;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      const std::string_view line(text.data() + at, end - at);
      at = end + 1;
      const std::size_t blank = line.find(' ');
      if (blank == std::string_view::npos || blank == 0) continue;
      double frequency = 0;
      for (std::size_t i = blank + 1; i < line.size() && line[i] >= '0' && line[i] <= '9'; ++i)
        frequency = frequency * 10 + (line[i] - '0');
      frequency = std::max(frequency, 1.0);
      total += frequency;
      log_probability.emplace(line.substr(0, blank), static_cast<float>(std::log(frequency)));
    }
    const auto log_total = static_cast<float>(std::log(std::max(total, 1.0)));
    for (auto& [word, value] : log_probability) value -= log_total;
    unknown = -log_total;
  }
};

struct ChineseSegmenter::Lazy {
  std::once_flag once;
  std::unique_ptr<const Words> words;
};

ChineseSegmenter::ChineseSegmenter(std::filesystem::path dictionary)
    : dictionary_(std::move(dictionary)), lazy_(std::make_unique<Lazy>()) {}
ChineseSegmenter::~ChineseSegmenter() = default;

const ChineseSegmenter::Words& ChineseSegmenter::words() const {
  std::call_once(lazy_->once, [this] { lazy_->words = std::make_unique<const Words>(dictionary_); });
  return *lazy_->words;
}

namespace {

std::vector<std::size_t> cut_by_icu(const std::u32string& run) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> breaks(
      icu::BreakIterator::createWordInstance(icu::Locale::getChina(), status));
  const icu::UnicodeString text =
      icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(run.data()), static_cast<int32_t>(run.size()));
  std::vector<std::size_t> lengths;
  if (U_FAILURE(status)) return {run.size()};
  breaks->setText(text);
  for (int32_t from = breaks->first(), to = breaks->next(); to != icu::BreakIterator::DONE;
       from = to, to = breaks->next())
    lengths.push_back(static_cast<std::size_t>(text.countChar32(from, to - from)));
  return lengths;
}

}  // namespace

std::vector<std::size_t> ChineseSegmenter::cut(const std::u32string& run) const {
  const Words& list = words();
  if (list.log_probability.empty()) return cut_by_icu(run);
  const std::size_t n = run.size();
  std::string utf8;
  std::vector<std::size_t> offset = {0};
  for (const char32_t c : run) append_code_point(utf8, c), offset.push_back(utf8.size());

  // best[i]: the log probability of the best cut of what follows i, and the length of its first word.
  std::vector<std::pair<float, std::size_t>> best(n + 1, {-std::numeric_limits<float>::infinity(), 1});
  best[n] = {0, 0};
  for (std::size_t i = n; i-- > 0;) {
    best[i] = {list.unknown + best[i + 1].first, 1};
    for (std::size_t length = 1; length <= std::min(kLongestWord, n - i); ++length) {
      const auto found =
          list.log_probability.find(std::string_view(utf8).substr(offset[i], offset[i + length] - offset[i]));
      if (found == list.log_probability.end()) continue;
      const float score = found->second + best[i + length].first;
      if (score > best[i].first) best[i] = {score, length};
    }
  }
  std::vector<std::size_t> lengths;
  for (std::size_t i = 0; i < n; i += best[i].second) lengths.push_back(best[i].second);
  return lengths;
}

}  // namespace meridian::text
