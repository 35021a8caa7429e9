// How often the first suggestion is the word that was meant, and how long a completion takes.
//
// Words that two Works or more hold are drawn with a seed, each as likely, and given one or two random edits. An edit
// that makes another word of the library is told apart: nobody can say which of the two was meant. Completed are the
// first two to six letters of the words, and one and two Han characters of pairs drawn likewise;
// the median of three times counts, since other processes take the processor away.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <random>
#include <string>

#include "base/clock.h"
#include "indexer/index_writer.h"
#include "library/index.h"
#include "query/search/spelling.h"
#include "query/search/suggest.h"
#include "tests/bench/measure.h"
#include "tests/bench/programs.h"
#include "text/analyzer.h"

namespace meridian::bench {
namespace {

using query::search::Vocabulary;
using Random = std::mt19937_64;

constexpr std::size_t kShortestWord = 4;
constexpr std::size_t kHanBytes = 3;
constexpr int kCompletions = 8, kRuns = 3;

char letter(Random& random) {
  return static_cast<char>('a' + random() % 26);
}

// Puts a letter in, leaves one out, exchanges one, or swaps two neighbours: each as often.
void edit(std::string& word, Random& random) {
  const auto at = static_cast<std::size_t>(random() % word.size());
  switch (random() % 4) {
    case 0:
      word.insert(at, 1, letter(random));
      return;
    case 1:
      word.erase(at, 1);
      return;
    case 2:
      word[at] = letter(random);
      return;
    default:
      std::swap(word[at], word[at + 1 < word.size() ? at + 1 : at - 1]);
  }
}

bool is_drawn(std::string_view word) {
  return word.size() >= kShortestWord &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// Two Han characters of three bytes, as nearly all have.
bool is_pair(std::string_view word) {
  return word.size() == 2 * kHanBytes && static_cast<unsigned char>(word.front()) >= 0xE0;
}

void eval_edits(const Vocabulary& vocabulary, const std::vector<std::string>& words, int edits, Random& random) {
  double right = 0, asked = 0, other_word = 0;
  std::vector<double> times;
  for (const std::string& word : words) {
    std::string typed = word;
    for (int i = 0; i < edits; ++i) edit(typed, random);
    if (typed == word) continue;
    if (vocabulary.works(typed) > 0) {
      ++other_word;
      continue;
    }
    const Stopwatch watch;
    const auto meant = query::search::meant_by(typed, 0, vocabulary);
    times.push_back(watch.milliseconds());
    ++asked;
    right += meant == word ? 1 : 0;
  }
  const std::string name = std::to_string(edits) + (edits == 1 ? " edit: " : " edits: ");
  row(name + "words asked", asked, "words");
  row(name + "first suggestion right", right / std::max(1.0, asked), "share");
  row(name + "became another word, not asked", other_word, "words");
  row(name + "p50", percentile(times, 0.50), "ms");
  row(name + "p99", percentile(times, 0.99), "ms");
}

void eval_completions(const std::string& name, const std::vector<std::string>& typed,
                      const std::function<void(const std::string&)>& complete) {
  std::vector<double> times;
  for (const std::string& beginning : typed)
    times.push_back(median_milliseconds(kRuns, [&] { complete(beginning); }));
  row(name + "beginnings", static_cast<double>(typed.size()), "asked");
  row(name + "p50", percentile(times, 0.50), "ms");
  row(name + "p99", percentile(times, 0.99), "ms");
}

}  // namespace

int spelling_eval(const Words& words) {
  if (words.size() != 3) return 2;
  auto index = must(library::Index::open(words[0], indexer::current_version()));
  const auto analyzer = must(text::Analyzer::open());
  Random random(std::strtoull(words[1].c_str(), nullptr, 10));
  const auto wanted = static_cast<std::size_t>(std::strtoul(words[2].c_str(), nullptr, 10));

  const Stopwatch watch;
  const auto vocabulary = Vocabulary::read(index->database());
  row("Works in the index", index->database().get_doccount(), "Works");
  row("words and pairs of the vocabulary", static_cast<double>(vocabulary->size()), "words");
  row("reading the vocabulary", watch.milliseconds(), "ms");

  std::vector<std::string> all, all_pairs, drawn, pairs;
  for (std::size_t i = 0; i < vocabulary->size(); ++i) {
    const std::string word((*vocabulary)[i].text);
    if (is_drawn(word)) all.push_back(word);
    if (is_pair(word)) all_pairs.push_back(word);
  }
  row("words that can be drawn (4 letters or more)", static_cast<double>(all.size()), "words");
  std::sample(all.begin(), all.end(), std::back_inserter(drawn), wanted, random);
  std::sample(all_pairs.begin(), all_pairs.end(), std::back_inserter(pairs), wanted, random);
  for (const int edits : {1, 2}) eval_edits(*vocabulary, drawn, edits, random);

  std::vector<std::string> letters, characters;
  for (const std::string& word : drawn)
    for (std::size_t typed = 2; typed <= std::min<std::size_t>(word.size(), 6); ++typed)
      letters.push_back(word.substr(0, typed));
  for (const std::string& pair : pairs) characters.insert(characters.end(), {pair.substr(0, kHanBytes), pair});
  const auto complete = [&](const std::string& typed) {
    (void)query::search::complete(typed, index->database(), *analyzer, *vocabulary, kCompletions);
  };
  eval_completions("completion of letters: ", letters, complete);
  eval_completions("completion of Han: ", characters, complete);
  return 0;
}

}  // namespace meridian::bench
