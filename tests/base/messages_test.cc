#include "base/messages.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

namespace meridian::base {

namespace {

namespace fs = std::filesystem;

// Characters outside Latin-1 that a Chinese sentence has and an English one has not: three bytes beginning with E4 … E9.
bool has_han(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xE4 && static_cast<unsigned char>(c) <= 0xE9; });
}

// The quoted string that begins at `quote`, when it looks like a code: "fetch.timeout".
std::string code_at(const std::string& text, std::size_t quote) {
  const std::size_t end = text.find('"', quote + 1);
  if (end == std::string::npos || end - quote > 48) return {};
  std::string code = text.substr(quote + 1, end - quote - 1);
  const bool letters = std::all_of(code.begin(), code.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_' || c == '.'; });
  return letters && std::count(code.begin(), code.end(), '.') == 1 && code.front() != '.' && code.back() != '.' ? code : "";
}

// Whether the string at `quote` stands where an error's code stands: behind ErrorKind::invalid and a comma.
bool follows_a_kind(const std::string& text, std::size_t quote) {
  std::size_t at = quote;
  while (at > 0 && (text[at - 1] == ' ' || text[at - 1] == '\n')) --at;
  if (at == 0 || text[at - 1] != ',') return false;
  const std::size_t begin = text.rfind("ErrorKind::", at);
  return begin != std::string::npos && at - begin < 32 && text.find_first_of(",;", begin) == at - 1;
}

// Every code that the product's sources name: those of errors by where they stand, those of warnings and of imports by their first
// word. The query's own warnings carry both languages by their type (query::Bilingual).
std::set<std::string> codes_in_the_sources() {
  const std::set<std::string> words = {"check.", "feed.", "xml.", "file.", "fetch.", "json.", "record.", "page.", "import.", "text."};
  std::set<std::string> codes;
  for (const char* room : {"base", "text", "library", "indexer", "query", "cli"}) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(fs::path(MERIDIAN_SOURCE_DIR) / room)) {
      if (entry.path().extension() != ".cc" && entry.path().extension() != ".h") continue;
      std::ifstream stream(entry.path());
      const std::string text{std::istreambuf_iterator<char>(stream), {}};
      for (std::size_t quote = text.find('"'); quote != std::string::npos; quote = text.find('"', quote + 1)) {
        const std::string code = code_at(text, quote);
        if (code.ends_with(".xml")) continue;  // a file's name
        if (!code.empty() && (follows_a_kind(text, quote) || words.contains(code.substr(0, code.find('.') + 1)))) codes.insert(code);
      }
    }
  }
  return codes;
}

// The string literals that stand right behind `before` in the product's sources.
std::set<std::string> literals_behind(const std::string& before) {
  std::set<std::string> found;
  for (const char* room : {"library", "indexer", "query", "cli"}) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(fs::path(MERIDIAN_SOURCE_DIR) / room)) {
      if (entry.path().extension() != ".cc") continue;
      std::ifstream stream(entry.path());
      std::string text{std::istreambuf_iterator<char>(stream), {}};
      std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
      for (std::size_t at = text.find(before); at != std::string::npos; at = text.find(before, at + 1)) {
        const std::size_t begin = at + before.size();
        found.insert(text.substr(begin, text.find('"', begin) - begin));
      }
    }
  }
  return found;
}

}  // namespace

TEST_CASE("messages: an error is told in the reader's language, with what it is about") {
  const Error error{ErrorKind::refused, "serve.port_in_use", "Port 7878 cannot be used."};
  CHECK(message_in("en", error) == "Port 7878 cannot be used.");
  CHECK(message_in("zh", error).find("端口已被占用") == 0);
  CHECK(message_in("zh", error).find("7878") != std::string::npos);
}

TEST_CASE("messages: a code without a sentence is told by its kind") {
  for (const ErrorKind kind : {ErrorKind::not_found, ErrorKind::invalid, ErrorKind::network, ErrorKind::refused, ErrorKind::storage, ErrorKind::incompatible, ErrorKind::cancelled, ErrorKind::bug})
    CHECK(message_in("zh", {kind, "no.such_code", "detail"}).find("detail") != std::string::npos);
}

TEST_CASE("messages: every code that the sources name can be told in English and in Chinese") {
  const std::set<std::string> codes = codes_in_the_sources();
  CHECK(codes.size() > 90);
  for (const std::string& code : codes) {
    CHECK_MESSAGE(has_sentences(code), code, " has no sentences in base/messages.cc");
    const Warning warning{code, {"7", "8", "9"}};
    const std::string en = message_in("en", warning), zh = message_in("zh", warning);
    CHECK_MESSAGE(!en.empty(), code);
    CHECK_MESSAGE(!has_han(en), en);
    CHECK_MESSAGE(has_han(zh), code, ": ", zh);
    CHECK_MESSAGE((en + zh).find('{') == std::string::npos, code, " leaves a slot open: ", en, zh);
    CHECK_MESSAGE(zh.find_first_of(",;(") == std::string::npos, code, " has Western punctuation: ", zh);
  }
}

TEST_CASE("messages: every stage that long work reports has a name in both languages") {
  const std::set<std::string> stages = literals_behind("report(progress,{\""), more = literals_behind("report(progress_,{\"");
  CHECK(stages.size() + more.size() >= 6);
  for (const auto* group : {&stages, &more}) {
    for (const std::string& stage : *group) {
      CHECK_MESSAGE(has_han(stage_in("zh", stage)), stage);
      CHECK_MESSAGE(!has_han(stage_in("en", stage)), stage);
    }
  }
  CHECK(stage_in("zh", "unheard of") == "unheard of");
}

TEST_CASE("messages: a warning's values stand where its sentence wants them, and are not read as slots themselves") {
  CHECK(message_in("en", Warning{"check.work_membership", {"1", "{3}", "2"}}) == "Article 1 is in work {3} but belongs to work 2.");
  CHECK(filled("{1} of {2}", {"a"}) == "a of {2}");
  CHECK(filled("{", {"a"}) == "{");
  CHECK(filled("{0}{x}", {"a"}) == "{0}{x}");
}

TEST_CASE("warnings: kept as lines and read again; a line of an older library is a sentence") {
  const std::vector<Warning> warnings = {{"fetch.truncated", {}}, {"feed.too_many_items", {"10000"}}, {"a.b", {"", "c"}}};
  CHECK(warnings_from(to_lines(warnings)) == warnings);
  CHECK(warnings_from("").empty());
  CHECK(warning_from(to_line({"a.b", {"tab\there\nline"}})) == Warning{"a.b", {"tab here line"}});
  const Warning old = warning_from("Text before the feed was left out.");
  CHECK(old.code.empty());
  CHECK(message_in("zh", old) == "Text before the feed was left out.");
}

TEST_CASE("warnings: one made of an error reads as the error does, also where a warning has its code") {
  for (const Error& error : {Error{ErrorKind::invalid, "file.binary", "It is a PDF."}, Error{ErrorKind::network, "fetch.truncated", "It hung up."}})
    for (const char* language : {"en", "zh"}) CHECK(message_in(language, warning_of(error)) == message_in(language, error));
  CHECK(message_in("zh", Warning{"fetch.truncated", {}}) == "文档在中途结束；已保留之前的条目。");
}

}  // namespace meridian::base
