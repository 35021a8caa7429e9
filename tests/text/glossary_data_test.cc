// Holds the shipped glossary, data/glossary/*.tsv, to what data/README.md says of it.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "base/files.h"
#include "text/glossary_forms.h"
#include "text/glossary_line.h"
#include "text/unicode.h"

namespace meridian::text {

namespace {

struct Line {
  std::string where, text;
  Concept meaning;
};

std::vector<Line> shipped_lines() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(MERIDIAN_SOURCE_DIR "/data/glossary"))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<Line> out;
  for (const std::filesystem::path& file : files) {
    const auto text = base::read_file(file);
    REQUIRE(text);
    for_each_glossary_line(*text, [&](std::string_view line) {
      const auto one = read_glossary_line(line);
      REQUIRE_MESSAGE(one, file.filename().string(), ": ", line);
      out.push_back({file.filename().string() + ": " + std::string(line), std::string(line), *one});
    });
  }
  return out;
}

bool holds_han(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (is_han(next_code_point(text, at))) return true;
  return false;
}

bool has_two_characters(std::string_view text) {
  std::size_t at = 0, count = 0;
  for (; at < text.size(); ++count) next_code_point(text, at);
  return count > 1;
}

std::string key_of(std::string_view form) {
  std::string key;
  for (const FormToken& token : form_tokens(form)) (key += token.word) += ' ';
  return key;
}

bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

}  // namespace

TEST_CASE("data: the shipped glossary has three thousand concepts and more, each with a subject") {
  const std::vector<Line> lines = shipped_lines();
  CHECK(lines.size() >= 3000);
  for (const Line& line : lines) {
    CHECK_MESSAGE(std::count(line.text.begin(), line.text.end(), '\t') == 3, line.where);
    CHECK_MESSAGE(line.text.find("\t\t") == std::string::npos, line.where);
    CHECK_MESSAGE(!line.meaning.english.empty(), line.where);
    CHECK_MESSAGE(!line.meaning.chinese.empty(), line.where);
    CHECK_MESSAGE(line.text.find("  ") == std::string::npos, line.where);
  }
}

TEST_CASE("data: no form of the shipped glossary stands in two concepts or twice in one") {
  const std::vector<Line> lines = shipped_lines();
  std::map<std::string, const Line*> seen;
  for (const Line& line : lines)
    for (const auto* side : {&line.meaning.english, &line.meaning.chinese}) {
      CHECK_MESSAGE(std::set<std::string>(side->begin(), side->end()).size() == side->size(), line.where);
      for (const std::string& form : *side) {
        const auto [place, is_new] = seen.emplace(key_of(form), &line);
        CHECK_MESSAGE((is_new || place->second == &line), "“", form, "” in ", line.where, " and ",
                      place->second->where);
      }
    }
}

TEST_CASE("data: forms stand on their side, Chinese is simplified and never one character") {
  for (const Line& line : shipped_lines()) {
    for (const std::string& form : line.meaning.english) {
      CHECK_MESSAGE(!holds_han(form), line.where);
      CHECK_MESSAGE(is_usable_form(form_tokens(form)), line.where);
    }
    for (const std::string& form : line.meaning.chinese) {
      CHECK_MESSAGE(holds_han(form), line.where);
      CHECK_MESSAGE(simplified(form) == form, line.where);
      CHECK_MESSAGE(has_two_characters(form), line.where);
    }
  }
}

TEST_CASE("data: English words are written small but for names and acronyms") {
  const std::vector<Line> lines = shipped_lines();
  std::set<std::string> words;
  for (const Line& line : lines) words.insert(line.meaning.english.begin(), line.meaning.english.end());
  for (const Line& line : lines)
    for (std::string form : line.meaning.english) {
      const bool capital = form.size() > 2 && is_capital(form[0]) && !is_capital(form[1]);
      if (!capital || form.find(' ') != std::string::npos) continue;
      form[0] = static_cast<char>(form[0] | 0x20);
      CHECK_MESSAGE(!words.contains(form), line.where);
    }
}

}  // namespace meridian::text
