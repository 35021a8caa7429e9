#include "cli/help.h"

#include <CLI/CLI.hpp>
#include <doctest/doctest.h>

#include <algorithm>
#include <sstream>

#include "cli/arguments.h"
#include "text/unicode.h"

namespace meridian::cli {

namespace {

bool has_han(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (const char32_t c = text::next_code_point(text, at); c >= 0x4E00 && c <= 0x9FFF) return true;
  return false;
}

int columns_of(std::string_view text) {
  int columns = 0;
  for (std::size_t at = 0; at < text.size();) columns += text::next_code_point(text, at) >= 0x2E80 ? 2 : 1;
  return columns;
}

// "search --limit" → what is said about it, for every verb and option, hidden ones as well.
void collect(const CLI::App& app, const std::string& path, std::map<std::string, std::string>& out) {
  out[path] = app.get_description();
  for (const CLI::Option* option : app.get_options({})) out[path + " " + option->get_name(true, true)] = option->get_description();
  for (const CLI::App* sub : app.get_subcommands({})) collect(*sub, path + " " + sub->get_name(), out);
}

std::map<std::string, std::string> texts(std::string_view language) {
  Arguments arguments;
  std::map<std::string, std::string> out;
  collect(*make_verbs(arguments, language, 80), "meridian", out);
  return out;
}

ParsedArguments parse(std::vector<std::string> words, std::string_view language = "en", int columns = 80) {
  words.insert(words.begin(), "meridian");
  std::vector<char*> values;
  for (std::string& word : words) values.push_back(word.data());
  return parse_arguments(static_cast<int>(values.size()), values.data(), language, columns);
}

}  // namespace

TEST_CASE("help: every verb and option is described in English and in Chinese") {
  const auto english = texts("en"), chinese = texts("zh");
  CHECK(english.size() > 80);
  for (const auto& [name, what] : english) {
    CHECK_MESSAGE(!what.empty(), name);
    // The program's own name stands in both.
    if (name != "meridian") CHECK_MESSAGE(!has_han(what), name, ": ", what);
    CHECK_MESSAGE(has_han(chinese.at(name)), name, ": ", chinese.at(name));
    CHECK_MESSAGE(chinese.at(name).find_first_of(",;(") == std::string::npos, name, " has Western punctuation");
  }
  CHECK(chinese.size() == english.size());
}

TEST_CASE("help: every page of it fits the terminal, and keeps its words whole") {
  for (const char* language : {"en", "zh"}) {
    for (const int columns : {40, 60, 80, 120}) {
      for (const auto& verb : std::vector<std::vector<std::string>>{{"--help"}, {"search", "--help"}, {"feeds", "--help"}, {"feeds", "add", "--help"}, {"demo", "-h"}}) {
        const ParsedArguments parsed = parse(verb, language, columns);
        CHECK(parsed.exit_code == 0);
        CHECK(!parsed.arguments);
        CHECK(parsed.message.find("{false}") == std::string::npos);
        std::istringstream lines(parsed.message);
        for (std::string line; std::getline(lines, line);)
          if (!line.starts_with("Usage") && !line.starts_with("用法")) CHECK_MESSAGE(columns_of(line) <= columns, line);
      }
    }
  }
  CHECK(wrapped("one two three", 8, "> ") == "one two\n> three");
  CHECK(wrapped("甲乙丙，丁", 6, "") == "甲乙\n丙，丁");
  CHECK(wrapped("a-word-too-long", 4, "") == "a-word-too-long");
}

TEST_CASE("help: a mistyped verb or option is told with what it may have meant") {
  struct Row {
    std::vector<std::string> words;
    const char *en, *zh;
  };
  for (const Row& row : std::vector<Row>{{{"serach", "pain"}, "Did you mean search?", "您是不是要用 search？"},
                                         {{"feeds", "lst"}, "Did you mean list?", "您是不是要用 list？"},
                                         {{"search", "x", "--limt", "3"}, "Did you mean --limit?", "您是不是要用 --limit？"},
                                         {{"cluster", "x"}, "Did you mean clusters?", "您是不是要用 clusters？"},
                                         {{"xyzzy"}, "there is no verb “xyzzy”. See", "没有“xyzzy”这个命令。用法见"},
                                         {{}, "meridian demo", "meridian demo"},
                                         {{"search"}, "QUERY", "缺少必需的参数"},
                                         {{"search", "x", "--limit", "0"}, "--limit", "参数的值不合要求"}}) {
    for (const char* language : {"en", "zh"}) {
      const ParsedArguments parsed = parse(row.words, language);
      CHECK(parsed.exit_code == 2);
      const char* wanted = language == std::string("en") ? row.en : row.zh;
      CHECK_MESSAGE(parsed.message.find(wanted) != std::string::npos, wanted, " is not in ", parsed.message);
      CHECK(std::count(parsed.message.begin(), parsed.message.end(), '\n') == 1);
    }
  }
}

TEST_CASE("arguments: what every verb takes may stand before the verb") {
  for (const std::vector<std::string>& words : std::vector<std::vector<std::string>>{
           {"--library", "shelf", "--json", "feeds", "list"}, {"feeds", "--library", "shelf", "list", "--json"}, {"feeds", "list", "--library", "shelf", "--json"}}) {
    const ParsedArguments parsed = parse(words);
    REQUIRE_MESSAGE(parsed.arguments, parsed.message);
    CHECK(parsed.arguments->verb == "feeds list");
    CHECK(parsed.arguments->library == "shelf");
    CHECK(parsed.arguments->json);
  }
}

TEST_CASE("arguments: a limit that was not given is each verb's own") {
  const ParsedArguments plain = parse({"clusters", "low", "back", "pain"}), limited = parse({"clusters", "pain", "--limit", "300"});
  REQUIRE_MESSAGE(plain.arguments, plain.message);
  CHECK(!plain.arguments->limit);
  CHECK(plain.arguments->words.size() == 3);
  REQUIRE_MESSAGE(limited.arguments, limited.message);
  CHECK(limited.arguments->limit == 300);
}

}  // namespace meridian::cli
