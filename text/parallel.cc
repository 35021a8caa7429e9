#include "text/parallel.h"

#include <algorithm>
#include <cstdint>
#include <map>

#include "text/unicode.h"

namespace meridian::text {
namespace {

// Of fewer texts, and those of one subject, words cannot be told apart: "pain" comes and goes with 患者. Terms can.
constexpr std::size_t kFewestTexts = 500;
constexpr std::size_t kMostTexts = 20'000, kMostPairs = 2'000'000;
constexpr std::size_t kMostWords = 60;
constexpr std::size_t kLongestTerm = 80;  // bytes; longer ones are sentences
constexpr int kRounds = 6;
// Both ways; METHODS 6 asks for .1 one way. Asking for more, or for words that meet three times, costs more searches
// than it clears of noise.
constexpr double kLeastProbability = 0.05;
constexpr std::size_t kMostOfOne = 3;
constexpr int kFewestTimes = 2;  // what meets once has its whole sentence for a translation

// t of one direction: for each pair of words that meets in a sentence, the probability of the second word for the
// first.
class Model1 {
 public:
  using Id = std::uint32_t;
  using Side = std::vector<Id>;
  static constexpr Id kNone = 0;  // stands beside every sentence; real words begin at 1

  void add(const Side& from, const Side& to) {
    lines_.push_back({cells_.size(), from.size() + 1, to.size()});
    for (const Id word : to) {
      cells_.push_back(cell(kNone, word));
      for (const Id source : from) cells_.push_back(cell(source, word));
    }
  }
  void train() {
    t_.assign(sources_.size(), 1);
    for (int round = 0; round < kRounds; ++round) {
      std::vector<double> counts(t_.size()), sums(most_source_ + 1);
      for (const Line& line : lines_)
        for (std::size_t i = 0; i < line.to; ++i) {
          const std::uint32_t* cells = &cells_[line.first + i * line.from];
          double all = 0;
          for (std::size_t j = 0; j < line.from; ++j) all += t_[cells[j]];
          for (std::size_t j = 0; j < line.from; ++j) {
            const double part = t_[cells[j]] / all;
            counts[cells[j]] += part;
            sums[sources_[cells[j]]] += part;
          }
        }
      for (std::size_t i = 0; i < t_.size(); ++i) t_[i] = sums[sources_[i]] > 0 ? counts[i] / sums[sources_[i]] : 0;
    }
  }
  double probability(Id from, Id to) const {
    const auto known = by_pair_.find(key(from, to));
    return known == by_pair_.end() ? 0 : t_[known->second];
  }
  // each(from, to, probability, sentences that hold both), in the order of their first meeting.
  template <class Each>
  void for_each(const Each& each) const {
    for (std::size_t i = 0; i < t_.size(); ++i)
      if (sources_[i] != kNone) each(sources_[i], targets_[i], t_[i], times_[i]);
  }

 private:
  struct Line {
    std::size_t first, from, to;  // `to` rows of `from` cells
  };
  static std::uint64_t key(Id from, Id to) { return std::uint64_t{from} << 32 | to; }
  std::uint32_t cell(Id from, Id to) {
    const auto [known, is_new] = by_pair_.try_emplace(key(from, to), static_cast<std::uint32_t>(sources_.size()));
    if (is_new) {
      sources_.push_back(from);
      targets_.push_back(to);
      times_.push_back(0);
    }
    ++times_[known->second];
    most_source_ = std::max<std::size_t>(most_source_, from);
    return known->second;
  }

  std::vector<Line> lines_;
  std::vector<std::uint32_t> cells_;  // of all lines: places in t_
  std::unordered_map<std::uint64_t, std::uint32_t> by_pair_;
  std::vector<Id> sources_, targets_;
  std::vector<int> times_;
  std::vector<double> t_;
  std::size_t most_source_ = 0;
};

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::count_if(utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

void keep_best(std::vector<LearntTranslation>& of_one, std::vector<LearntTranslation>& answer) {
  std::sort(of_one.begin(), of_one.end(), [](const auto& a, const auto& b) {
    return a.probability != b.probability ? a.probability > b.probability : a.chinese < b.chinese;
  });
  of_one.resize(std::min(of_one.size(), kMostOfOne));
  std::move(of_one.begin(), of_one.end(), std::back_inserter(answer));
}

}  // namespace

ParallelTexts::WordId ParallelTexts::Words::id(const std::string& key, const std::string& written_as) {
  const auto [known, is_new] = ids.try_emplace(key, static_cast<WordId>(ids.size() + 1));
  if (is_new) written.emplace_back();
  ++written[known->second - 1][written_as];
  return known->second;
}

const std::string& ParallelTexts::Words::name(WordId word) const {
  const auto& all = written[word - 1];
  return std::max_element(all.begin(), all.end(),
                          [](const auto& a, const auto& b) {
                            return a.second != b.second ? a.second < b.second : a.first > b.first;
                          })
      ->first;
}

// Each word once, stop words, numbers and single characters left out: they are opposite everything.
std::vector<ParallelTexts::WordId> ParallelTexts::words_of(std::string_view text, Script script, Words& words) const {
  std::vector<WordId> ids;
  for (const QueryWord& word : analyzer_->words_of_query(text)) {
    if (word.script != script || word.stop_word || word.scoring.empty() || characters(word.surface) < 2) continue;
    const WordId id = words.id(script == Script::han ? word.surface : word.scoring.front(), word.surface);
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
    if (ids.size() == kMostWords) break;
  }
  return ids;
}

bool ParallelTexts::add(std::string_view english, std::string_view chinese) {
  if (sentences_.size() >= kMostTexts || pairs_ >= kMostPairs) return false;
  Sentence one{words_of(english, Script::latin, english_), words_of(chinese, Script::han, chinese_)};
  if (one.english.empty() || one.chinese.empty()) return true;
  // A name in Latin letters is what it is in English: without it, "COVID-19" would take whatever else stands beside it.
  const std::vector<WordId> names = words_of(chinese, Script::latin, chinese_);
  one.chinese.insert(one.chinese.end(), names.begin(), names.end());
  pairs_ += one.english.size() * one.chinese.size();
  sentences_.push_back(std::move(one));
  return true;
}

bool ParallelTexts::add_term(std::string_view english, std::string_view chinese) {
  if (!add(english, chinese)) return false;
  const std::string from = analyzer_->fold(english), to = analyzer_->fold(chinese);
  if (from.size() <= kLongestTerm && to.size() <= kLongestTerm && characters(to) > 1 && language_of(to) == "zh" &&
      language_of(from) != "zh")
    ++terms_[from][to];
  return true;
}

std::vector<LearntTranslation> ParallelTexts::learn() const {
  Model1 there, back;
  for (const Sentence& one : sentences_) {
    there.add(one.english, one.chinese);
    back.add(one.chinese, one.english);
  }
  there.train();
  back.train();

  std::map<std::string, std::vector<LearntTranslation>> found;
  for (const auto& [english, all] : terms_) {
    int sum = 0;
    for (const auto& [chinese, times] : all) sum += times;
    for (const auto& [chinese, times] : all)
      if (times >= kFewestTimes && times > kLeastProbability * sum)
        found[english].push_back({english, chinese, static_cast<double>(times) / sum, 1, times});
  }
  if (sentences_.size() >= kFewestTexts)
    there.for_each([&](WordId english, WordId chinese, double probability, int times) {
      const double to_english = back.probability(chinese, english);
      if (times < kFewestTimes || probability < kLeastProbability || to_english < kLeastProbability) return;
      const std::string& name = chinese_.name(chinese);
      if (language_of(name) != "zh") return;
      auto& of_one = found[english_.name(english)];
      if (std::none_of(of_one.begin(), of_one.end(), [&](const auto& known) { return known.chinese == name; }))
        of_one.push_back({english_.name(english), name, probability, to_english, times});
    });
  std::vector<LearntTranslation> answer;
  for (auto& [english, of_one] : found) keep_best(of_one, answer);
  return answer;
}

}  // namespace meridian::text
