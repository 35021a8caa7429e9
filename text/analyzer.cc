#include "text/analyzer.h"

#include <algorithm>
#include <unordered_set>

#include "text/chinese.h"
#include "text/english.h"
#include "text/unicode.h"
#include "text/words.h"

namespace meridian::text {

namespace {

constexpr std::size_t kMaxWords = 200'000, kMaxDifferentTerms = 60'000;
constexpr std::size_t kShortName = 3, kAcronym = 5, kMaxJoinedBytes = 64;

std::string stem_term(const std::string& folded) { return "Z" + english_stem(folded); }

std::string characters(const std::u32string& han, std::size_t first, std::size_t count) {
  std::string out;
  for (std::size_t i = first; i < first + count; ++i) append_code_point(out, han[i]);
  return out;
}

// The meeting point of spellings: "IL-6", "IL6" → "il6". Empty when there is only one part, or too much.
std::string joined_form(const Compound& compound) {
  if (compound.parts.size() < 2) return {};
  std::string out;
  for (const Part& part : compound.parts) out += part.folded;
  return out.size() > kMaxJoinedBytes ? std::string() : out;
}

// Whether the joined form says more than its parts ("il6", "tnfalpha"), or is a matter of spelling only ("lowback").
bool is_name(const Compound& compound) {
  if (compound.parts.size() < 2) return false;
  bool letters = false, special = false;
  for (const Part& part : compound.parts) {
    letters = letters || !part.number;
    special = special || part.number || part.greek || part.folded.size() == 1;
  }
  return letters && special;
}

// "IL 6", "CD 4", "TNF alpha": two words that are one name.
bool is_split_name(const Compound& first, const Compound& second, std::string_view between) {
  if (between != " " || first.parts.size() != 1 || second.parts.size() != 1) return false;
  const Part& a = first.parts[0];
  const Part& b = second.parts[0];
  if (a.number || a.folded.size() < 2 || is_stop_word(a.folded)) return false;
  if (a.folded.size() > kShortName && !(a.upper && a.folded.size() <= kAcronym)) return false;
  return b.greek || (b.number && b.folded.size() <= 3 && b.folded.find('.') == std::string::npos);
}

// Collects terms and keeps the bounds.
class Collector {
 public:
  Collector(AnalyzedText& out, std::uint32_t position) : out_(out), position_(position) {}

  bool full() const { return words_ >= kMaxWords; }
  std::uint32_t position() const { return position_; }

  void part(const Part& part) {
    ++words_;
    add(part.folded, position_, part.begin, part.end, TermKind::surface, false);
    if (!is_stop_word(part.folded)) add(stem_term(part.folded), 0, part.begin, part.end, TermKind::stem, true);
    ++position_;
  }
  void joined(const std::string& form, std::uint32_t position, std::size_t begin, std::size_t end, bool scored) {
    add(form, position, begin, end, TermKind::joined, scored);
  }
  void han(const Compound& run) {
    const std::size_t n = run.han.size();
    for (std::size_t i = 0; i < n; ++i) {
      ++words_;
      // A character by itself is all there is; in a run the pairs carry the weight.
      add(characters(run.han, i, 1), position_, run.han_begin[i], run.han_begin[i + 1], TermKind::character, n == 1);
      if (i + 1 < n) add(characters(run.han, i, 2), position_, run.han_begin[i], run.han_begin[i + 2], TermKind::pair, true);
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
    out_.terms.push_back({std::move(text), position, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), kind, scored});
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
  std::size_t at = 0, previous_end = 0;
  std::uint32_t previous_position = 0;
  Compound previous, compound;
  while (next_compound(utf8, at, compound)) {
    if (collect.full()) {
      out.truncated = true;
      break;
    }
    const std::uint32_t position = collect.position();
    if (!compound.han.empty()) {
      collect.han(compound);
    } else {
      const std::size_t begin = compound.parts.front().begin, end = compound.parts.back().end;
      const std::string form = joined_form(compound);
      if (!form.empty()) collect.joined(form, position, begin, end, is_name(compound));
      if (compound.plus && (form.empty() ? compound.parts[0].folded : form).size() <= kMaxJoinedBytes)
        collect.joined((form.empty() ? compound.parts[0].folded : form) + "+", position, begin, end + 1, false);
      if (previous_position > 0 && is_split_name(previous, compound, utf8.substr(previous_end, begin - previous_end)))
        collect.joined(previous.parts[0].folded + compound.parts[0].folded, previous_position, previous.parts[0].begin, end, true);
      for (const Part& part : compound.parts) collect.part(part);
      previous_end = end;
    }
    previous_position = compound.han.empty() ? position : 0;
    std::swap(previous, compound);
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

QueryWord latin_word(const Compound& compound) {
  QueryWord word;
  word.begin = compound.parts.front().begin;
  word.end = compound.parts.back().end + (compound.plus ? 1 : 0);
  word.script = compound.parts.size() == 1 && compound.parts[0].number ? Script::number : Script::latin;
  word.stop_word = compound.parts.size() == 1 && is_stop_word(compound.parts[0].folded);
  for (const Part& part : compound.parts) {
    word.surface += (word.surface.empty() ? "" : "-") + part.folded;
    word.exact.push_back(part.folded);
    if (word.stop_word || !is_stop_word(part.folded)) word.scoring.push_back(stem_term(part.folded));
  }
  const std::string form = joined_form(compound);
  if (is_name(compound) && !form.empty()) word.scoring = {form};
  else if (!form.empty()) word.spellings.push_back(form);
  // "hsCRP" may stand as "hs-CRP" in the text, under its joined form.
  if (compound.parts.size() == 1 && compound.parts[0].mixed) word.spellings.push_back(compound.parts[0].folded);
  if (word.scoring.empty()) word.scoring.push_back(stem_term(compound.parts.front().folded));
  // "CD4+" is asked for as such; "CD4" alone finds it too, by its joined form.
  if (compound.plus && is_name(compound)) word.scoring = {form, form + "+"};
  return word;
}

std::vector<QueryWord> StandardAnalyzer::words_of_query(std::string_view utf8) const {
  std::vector<QueryWord> words;
  std::size_t at = 0;
  Compound previous, compound;
  bool previous_is_word = false;
  while (words.size() < kMaxWords && next_compound(utf8, at, compound)) {
    if (!compound.han.empty()) {
      std::size_t first = 0;
      for (const std::size_t length : segmenter_.cut(compound.han)) {
        words.push_back(han_word(compound, first, length));
        first += length;
      }
      previous_is_word = false;
      continue;
    }
    QueryWord word = latin_word(compound);
    if (previous_is_word && is_split_name(previous, compound, utf8.substr(words.back().end, word.begin - words.back().end))) {
      QueryWord& both = words.back();
      both.scoring = {previous.parts[0].folded + compound.parts[0].folded};
      both.exact.push_back(compound.parts[0].folded);
      both.surface += "-" + compound.parts[0].folded;
      both.end = word.end;
      previous_is_word = false;
      continue;
    }
    words.push_back(std::move(word));
    previous_is_word = true;
    std::swap(previous, compound);
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
    if (const std::string_view name = greek_name(c); !name.empty()) out += name;
    else append_code_point(out, c);
  }
  return han ? simplified(out) : out;
}

}  // namespace

std::filesystem::path Analyzer::default_dictionary() { return "/usr/lib/python3/dist-packages/jieba/dict.txt"; }

base::Result<std::shared_ptr<const Analyzer>> Analyzer::open(const std::filesystem::path& dictionary) {
  return std::make_shared<const StandardAnalyzer>(dictionary);
}

}  // namespace meridian::text
