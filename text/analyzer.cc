#include "text/analyzer.h"

#include <algorithm>
#include <unordered_set>

#include "text/chinese.h"
#include "text/english.h"
#include "text/names.h"
#include "text/unicode.h"
#include "text/words.h"

namespace meridian::text {

namespace {

constexpr std::size_t kMaxWords = 200'000, kMaxDifferentTerms = 60'000;
constexpr std::size_t kLongestIon = 5;  // letters before a plus sign: "CD4+", "Na+"

std::string stem_term(const std::string& folded) {
  return "Z" + english_stem(folded);
}

std::string characters(const std::u32string& han, std::size_t first, std::size_t count) {
  std::string out;
  for (std::size_t i = first; i < first + count; ++i) append_code_point(out, han[i]);
  return out;
}

// "cd4+" for the last unit of a compound that a plus sign follows; empty when that says nothing.
std::string plus_form(const Compound& compound, const Unit& last) {
  if (compound.plus_end == 0) return {};
  if (last.count > 1) return last.joined + "+";
  const Part& part = compound.parts[last.first];
  return part.number || part.folded.size() > kLongestIon ? std::string() : part.folded + "+";
}

// Collects terms and keeps the bounds.
class Collector {
 public:
  Collector(AnalyzedText& out, std::uint32_t position) : out_(out), position_(position) {}

  bool full() const { return words_ >= kMaxWords; }
  std::uint32_t position() const { return position_; }
  // Of part `i` of the compound that comes next.
  std::uint32_t place(std::size_t i) const { return position_ + static_cast<std::uint32_t>(i); }

  void part(const Part& part) {
    ++words_;
    add(part.folded, position_, part.begin, part.end, TermKind::surface, false);
    if (!is_stop_word(part.folded)) add(stem_term(part.folded), 0, part.begin, part.end, TermKind::stem, true);
    ++position_;
  }
  void joined(std::string_view form, std::uint32_t position, std::size_t begin, std::size_t end, bool scored) {
    add(std::string(form), position, begin, end, TermKind::joined, scored);
  }
  // The forms under which a compound's other spellings are found; its parts follow.
  void spellings(const Compound& compound, const std::vector<Unit>& units) {
    const std::vector<Part>& parts = compound.parts;
    const std::size_t begin = parts.front().begin, end = parts.back().end;
    for (const Unit& unit : units)
      if (unit.count > 1)
        joined(unit.joined, place(unit.first), parts[unit.first].begin, parts[unit.first + unit.count - 1].end, true);
    if (const std::string form = plus_form(compound, units.back()); !form.empty())
      joined(form, place(units.back().first), parts[units.back().first].begin, compound.plus_end, false);
    if (units.size() < 2) return;
    const std::string whole = joined_parts(compound);
    if (whole.empty()) return;
    joined(whole, position_, begin, end, false);
    add(stem_term(whole), 0, begin, end, TermKind::stem, false);
  }
  void han(const Compound& run) {
    const std::size_t n = run.han.size();
    for (std::size_t i = 0; i < n; ++i) {
      ++words_;
      add(characters(run.han, i, 1), position_, run.han_begin[i], run.han_begin[i + 1], TermKind::character, true);
      if (i + 1 < n)
        add(characters(run.han, i, 2), position_, run.han_begin[i], run.han_begin[i + 2], TermKind::pair, true);
      ++position_;
    }
  }

 private:
  void add(std::string text, std::uint32_t position, std::size_t begin, std::size_t end, TermKind kind, bool scored) {
    // Counting different terms costs; texts of a usual length cannot reach the bound.
    if (out_.terms.size() >= kMaxDifferentTerms) {
      if (different_.empty())
        for (const Term& term : out_.terms) different_.insert(std::hash<std::string>{}(term.text));
      const std::size_t hash = std::hash<std::string>{}(text);
      if (!different_.contains(hash)) {
        if (different_.size() >= kMaxDifferentTerms) {
          out_.truncated = true;
          return;
        }
        different_.insert(hash);
      }
    }
    out_.terms.push_back(
        {std::move(text), position, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), kind, scored});
  }

  AnalyzedText& out_;
  std::uint32_t position_;
  std::size_t words_ = 0;
  std::unordered_set<std::size_t> different_;
};

class StandardAnalyzer final : public Analyzer {
 public:
  explicit StandardAnalyzer(const std::filesystem::path& dictionary) : segmenter_(dictionary) {}

  AnalyzedText analyze(std::string_view utf8, std::uint32_t first_position) const override;
  std::vector<QueryWord> words_of_query(std::string_view utf8) const override;
  std::string fold(std::string_view utf8) const override;

 private:
  ChineseSegmenter segmenter_;
};

AnalyzedText StandardAnalyzer::analyze(std::string_view utf8, std::uint32_t first_position) const {
  AnalyzedText out;
  out.terms.reserve(utf8.size() / 3);
  Collector collect(out, first_position);
  std::size_t at = 0, previous_end = 0, name_begin = 0;
  std::uint32_t name_position = 0;
  Compound compound;
  std::vector<Unit> units;
  SplitName name;
  while (next_compound(utf8, at, compound)) {
    if (collect.full()) {
      out.truncated = true;
      break;
    }
    if (!compound.han.empty()) {
      collect.han(compound);
      name.forget();
      continue;
    }
    units_of(compound, units);
    const std::size_t begin = compound.parts.front().begin;
    const std::string_view split = name.follow(compound, units, utf8.substr(previous_end, begin - previous_end));
    if (!split.empty()) collect.joined(split, name_position, name_begin, compound.parts.front().end, true);
    if (split.empty() || units.size() > 1) {
      name_position = collect.place(units.back().first);
      name_begin = compound.parts[units.back().first].begin;
    }
    collect.spellings(compound, units);
    for (const Part& part : compound.parts) collect.part(part);
    previous_end = compound.parts.back().end;
  }
  out.end_position = collect.position();
  return out;
}

// A Han word of one character is that character, of two their pair, of more its pairs side by side.
QueryWord han_word(const Compound& run, std::size_t first, std::size_t length) {
  QueryWord word;
  word.begin = run.han_begin[first];
  word.end = run.han_begin[first + length];
  word.surface = characters(run.han, first, length);
  word.script = Script::han;
  if (length == 1) word.scoring = {word.surface};
  for (std::size_t i = first; i + 1 < first + length; ++i) word.scoring.push_back(characters(run.han, i, 2));
  word.adjacent = length > 2;
  // Each takes one position; the last is a single character, so that whatever follows stands side by side with it.
  word.exact.assign(word.scoring.begin(), word.scoring.end());
  if (length > 1) word.exact.push_back(characters(run.han, first + length - 1, 1));
  return word;
}

QueryWord latin_word(const Compound& compound, const std::vector<Unit>& units) {
  const std::vector<Part>& parts = compound.parts;
  QueryWord word;
  word.begin = parts.front().begin;
  word.end = std::max(parts.back().end, compound.plus_end);
  word.script = parts.size() == 1 && parts[0].number ? Script::number : Script::latin;
  word.stop_word = parts.size() == 1 && is_stop_word(parts[0].folded);
  for (const Part& part : parts) {
    word.surface += (word.surface.empty() ? "" : "-") + part.folded;
    word.exact.push_back(part.folded);
  }
  for (const Unit& unit : units) {
    const std::string& folded = parts[unit.first].folded;
    if (unit.count > 1)
      word.scoring.push_back(unit.joined);
    else if (!is_stop_word(folded))
      word.scoring.push_back(stem_term(folded));
  }
  // Stop words have no stem in the index; where they are all there is, they are found by their surface.
  if (word.scoring.empty()) word.scoring.assign(word.exact.begin(), word.exact.end());
  // "CD4+" is asked for as such; "CD4" alone finds it too, by its joined form.
  if (compound.plus_end > 0 && units.back().count > 1) word.scoring.push_back(plus_form(compound, units.back()));
  if (units.size() < 2) return word;
  if (const std::string whole = joined_parts(compound); !whole.empty()) word.spellings = {whole, stem_term(whole)};
  return word;
}

// "IL 6": the second word goes on with the first, and both are one.
void grow(QueryWord& word, const Compound& more, std::string_view name) {
  const Part& part = more.parts.front();
  word.scoring.back() = name;
  word.spellings.clear();
  word.exact.push_back(part.folded);
  word.surface += "-" + part.folded;
  word.end = part.end;
}

std::vector<QueryWord> StandardAnalyzer::words_of_query(std::string_view utf8) const {
  std::vector<QueryWord> words;
  std::size_t at = 0;
  Compound compound;
  std::vector<Unit> units;
  SplitName name;
  while (words.size() < kMaxWords && next_compound(utf8, at, compound)) {
    if (!compound.han.empty()) {
      std::size_t first = 0;
      for (const std::size_t length : segmenter_.cut(compound.han)) {
        words.push_back(han_word(compound, first, length));
        first += length;
      }
      name.forget();
      continue;
    }
    units_of(compound, units);
    const std::size_t before = words.empty() ? 0 : words.back().end, begin = compound.parts.front().begin;
    const std::string_view split = name.follow(compound, units, utf8.substr(before, begin - before));
    if (!split.empty() && name.capitals() && compound.parts.size() == 1)
      grow(words.back(), compound, split);
    else
      words.push_back(latin_word(compound, units));
  }
  return words;
}

std::string StandardAnalyzer::fold(std::string_view utf8) const {
  const bool ascii = std::all_of(utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) {
    std::string out(utf8);
    for (char& c : out)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
    return out;
  }
  const std::string letters = fold_letters(utf8);
  std::string out;
  bool han = false;
  for (std::size_t at = 0; at < letters.size();) {
    const char32_t c = next_code_point(letters, at);
    han = han || is_han(c);
    if (const std::string_view name = greek_name(c); !name.empty())
      out += name;
    else
      append_code_point(out, c);
  }
  return han ? simplified(out) : out;
}

}  // namespace

std::filesystem::path Analyzer::default_dictionary() {
  return "/usr/lib/python3/dist-packages/jieba/dict.txt";
}

base::Result<std::shared_ptr<const Analyzer>> Analyzer::open(const std::filesystem::path& dictionary) {
  if (simplified("發") != "发")
    return base::fail(base::ErrorKind::storage, "text.tables",
                      "The tables from traditional to simplified Chinese (OpenCC's t2s.json) cannot be read: install "
                      "the package libopencc-data.");
  return std::make_shared<const StandardAnalyzer>(dictionary);
}

bool is_word_term(std::string_view term) {
  if (term.empty()) return false;
  if (term.front() == 'Z') return term.size() > 1;
  if (term.front() >= 'A' && term.front() <= 'Z') return false;
  std::size_t at = 0;
  return !(is_han(next_code_point(term, at)) && at == term.size());
}

}  // namespace meridian::text
