#include "query/search/spelling.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>

namespace meridian::query::search {
namespace {

constexpr int kMostWords = 8;
constexpr std::size_t kLongestWord = 64;  // bytes
constexpr std::size_t kShortestWord = 4;  // below that nearly everything is a neighbour
constexpr std::size_t kTwoEditsFrom = 5;  // letters
constexpr double kTimesAsOften = 50;
constexpr double kRareShare = 0.001;  // of all Works: what more hold is a word of the library …
constexpr double kNoSlip = 10;        // … and so is what as many hold, in a library of any size

bool can_be_doubted(const text::QueryWord& word) {
  return word.script == text::Script::latin && !word.stop_word && word.surface.size() >= kShortestWord &&
         word.surface.size() <= kLongestWord &&
         std::all_of(word.surface.begin(), word.surface.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

class Speller {
 public:
  Speller(const Xapian::Database& database, const text::Analyzer& analyzer, const VocabularySource& source)
      : database_(database), analyzer_(analyzer), source_(source) {}

  bool changed() const { return changed_; }

  // Words anywhere in the tree, in the order of the query; identifiers, filters and what is meant exactly stay.
  void correct(Node& node) {
    if (node.kind == Kind::word || node.kind == Kind::phrase) correct_text(node);
    for (Node& child : node.children) correct(child);
  }

 private:
  void correct_text(Node& node) {
    std::string text;
    std::size_t copied = 0;
    for (const text::QueryWord& word : analyzer_.words_of_query(node.text)) {
      if (looked_at_ >= kMostWords) break;
      ++looked_at_;
      const auto better = meant(word, node.text);
      if (!better) continue;
      text += node.text.substr(copied, word.begin - copied) + *better;
      copied = word.end;
      changed_ = true;
    }
    node.text = text + node.text.substr(copied);
  }

  std::optional<std::string> meant(const text::QueryWord& word, const std::string& typed) {
    // A part of a compound is no word by itself.
    if (!can_be_doubted(word) || analyzer_.fold(typed.substr(word.begin, word.end - word.begin)) != word.surface)
      return std::nullopt;
    double works = database_.get_termfreq(word.surface);
    for (const std::string& stem : word.scoring) works = std::max<double>(works, database_.get_termfreq(stem));
    if (works >= kNoSlip || works > kRareShare * database_.get_doccount()) return std::nullopt;
    if (!vocabulary_) vocabulary_ = source_ ? source_() : Vocabulary::read(database_);
    return meant_by(word.surface, works, *vocabulary_);
  }

  const Xapian::Database& database_;
  const text::Analyzer& analyzer_;
  const VocabularySource& source_;
  std::shared_ptr<const Vocabulary> vocabulary_;
  int looked_at_ = 0;
  bool changed_ = false;
};

// Of `typed` that `meant` has not, each as often as it has too many.
int strange_letters(std::string_view typed, std::string_view meant) {
  std::array<int, 256> had{};
  for (const char c : meant) ++had[static_cast<unsigned char>(c)];
  return static_cast<int>(
      std::count_if(typed.begin(), typed.end(), [&](char c) { return --had[static_cast<unsigned char>(c)] < 0; }));
}

// How likely `typed` is a slip for this word, as a logarithm, beside words that need as many edits.
double likelihood(std::string_view typed, const NearWord& word) {
  constexpr double kLetters = 26, kWorksShare = 0.5;
  return kWorksShare * std::log(word.works) - std::log(kLetters) * strange_letters(typed, word.text);
}

}  // namespace

std::optional<std::string> meant_by(std::string_view typed, double works, const Vocabulary& vocabulary) {
  if (typed.size() < kShortestWord || typed.size() > kLongestWord) return std::nullopt;
  const int edits = works > 0 || typed.size() < kTwoEditsFrom ? 1 : 2;
  std::vector<NearWord> near = vocabulary.near(typed, edits);
  std::stable_sort(near.begin(), near.end(), [&](const NearWord& a, const NearWord& b) {
    return a.edits != b.edits ? a.edits < b.edits : likelihood(typed, a) > likelihood(typed, b);
  });
  for (const NearWord& word : near) {
    if (static_cast<unsigned char>(word.text.front()) >= 0x80) continue;
    if (works == 0 || works * kTimesAsOften < word.works) return std::string(word.text);
  }
  return std::nullopt;
}

std::optional<std::string> did_you_mean(const ParsedQuery& parsed, const Xapian::Database& database,
                                        const text::Analyzer& analyzer, const VocabularySource& vocabulary) {
  Node root = parsed.root;
  Speller speller(database, analyzer, vocabulary);
  speller.correct(root);
  if (!speller.changed()) return std::nullopt;
  return print(root);
}

}  // namespace meridian::query::search
