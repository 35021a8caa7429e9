// The words that the query's segmenter cuts, against a text cut by hand the SIGHAN way: precision, recall and F over
// words as spans of characters.
//
// The gold's blanks are taken out and the line is cut as a query is. What is no word to a query, signs and marks, is cut
// into characters, several of the same ("……", "——") staying together. Words are compared as typed: nothing is folded.
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "tests/bench/measure.h"
#include "tests/bench/programs.h"
#include "text/analyzer.h"
#include "text/unicode.h"

namespace meridian::bench {

namespace {

using Spans = std::set<std::pair<std::size_t, std::size_t>>;  // bytes, from and to

Spans gold_of(const std::string& line, std::string& text) {
  Spans spans;
  std::istringstream words(line);
  for (std::string word; words >> word; text += word) spans.emplace(text.size(), text.size() + word.size());
  return spans;
}

void add_signs(const std::string& text, std::size_t begin, std::size_t end, Spans& spans) {
  for (std::size_t at = begin; at < end;) {
    const std::size_t from = at;
    const char32_t sign = text::next_code_point(text, at);
    for (std::size_t next = at; at < end && text::next_code_point(text, next) == sign;) at = next;
    spans.emplace(from, at);
  }
}

Spans cut_of(const std::string& text, const text::Analyzer& analyzer) {
  Spans spans;
  std::size_t at = 0;
  for (const text::QueryWord& word : analyzer.words_of_query(text)) {
    add_signs(text, at, word.begin, spans);
    spans.emplace(word.begin, word.end);
    at = word.end;
  }
  add_signs(text, at, text.size(), spans);
  return spans;
}

}  // namespace

int segments_eval(const Words& words) {
  if (words.size() != 2) return 2;
  std::ifstream in(words[0]);
  if (!in) give_up("cannot read " + words[0]);
  std::ofstream out(words[1]);
  const auto analyzer = must(text::Analyzer::open());
  double gold_words = 0, cut_words = 0, right = 0, lines = 0;
  for (std::string line; std::getline(in, line); ++lines) {
    std::string text;
    const Spans gold = gold_of(line, text), cut = cut_of(text, *analyzer);
    gold_words += static_cast<double>(gold.size());
    cut_words += static_cast<double>(cut.size());
    for (const auto& [from, to] : cut) {
      right += gold.contains({from, to}) ? 1 : 0;
      out << (from > 0 ? " " : "") << std::string_view(text).substr(from, to - from);
    }
    out << '\n';
  }
  if (!out.flush()) give_up("could not write " + words[1]);
  if (right == 0) give_up("no word of " + words[0] + " was met");
  const double precision = right / cut_words, recall = right / gold_words;
  const auto dictionary = text::Analyzer::default_dictionary();
  text_row("cut by", std::filesystem::exists(dictionary) ? dictionary.string() : "ICU (there is no dictionary)");
  row("sentences", lines, "lines");
  row("words cut by hand", gold_words, "words");
  row("precision", precision, "share");
  row("recall", recall, "share");
  row("F", 2 * precision * recall / (precision + recall), "share");
  return 0;
}

}  // namespace meridian::bench
