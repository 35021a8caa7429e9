// References and declarations that browsers are tested with, where they are at hand: MERIDIAN_DATA names a folder that holds
// vectors. Nothing of them is kept here; without the folder the tests say so and pass.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "indexer/clean/ascii.h"
#include "indexer/clean/encoding.h"
#include "indexer/clean/entities.h"

namespace meridian::indexer::clean {
namespace {

namespace fs = std::filesystem;

fs::path vectors() {
  const char* data = std::getenv("MERIDIAN_DATA");
  const fs::path folder = data ? fs::path(data) / "vectors" : fs::path();
  return fs::is_directory(folder) ? folder : fs::path();
}

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return std::move(out).str();
}

// The text that a test wants, where it is about text alone.
std::string wanted_text(const nlohmann::json& test) {
  std::string text;
  for (const auto& token : test["output"]) {
    if (token[0] != "Character") return {};
    text += token[1].get<std::string>();
  }
  return text;
}

TEST_CASE("entities: the tests of browsers, in text" * doctest::skip(vectors().empty())) {
  int right = 0, all = 0;
  for (const char* name : {"entities", "namedEntities", "numericEntities"}) {
    const auto file = nlohmann::json::parse(bytes_of(vectors() / "html5lib-tokenizer" / (std::string(name) + ".test")));
    for (const auto& test : file["tests"]) {
      const std::string input = test["input"], wanted = wanted_text(test);
      if (wanted.empty()) continue;
      ++all;
      const std::string read = decode_references(input);
      right += read == wanted;
      const bool refused_control = read == "\uFFFD";
      if (read != wanted && !refused_control) MESSAGE(input, " gives ", read, ", not ", wanted);
    }
  }
  MESSAGE("references: ", right, " of ", all, "; the others are to control characters");
  CHECK(right * 100 >= all * 98);
}

TEST_CASE("encoding: the tests of browsers for a page's own declaration" * doctest::skip(vectors().empty())) {
  int right = 0, all = 0;
  for (const char* name : {"tests1.dat", "tests2.dat"}) {
    std::string file = bytes_of(vectors() / "html5lib-encoding" / name);
    for (std::size_t at = file.find("#data\n"); at != std::string::npos; at = file.find("#data\n", at + 1)) {
      const std::size_t begin = at + 6, mark = file.find("\n#encoding\n", begin);
      if (mark == std::string::npos) break;
      const std::string page = file.substr(begin, mark - begin);
      std::string wanted = lower(trim(file.substr(mark + 11, file.find('\n', mark + 11) - mark - 11)));
      // A page without a declaration that is ASCII throughout is the same in both.
      const auto decoded = to_utf8(page, "");
      const std::string read = decoded ? decoded->encoding : decoded.error().code;
      const bool same = read == wanted || (wanted == "windows-1252" && read == "utf-8");
      ++all;
      right += same;
      if (!same) MESSAGE("wants ", wanted, ", reads ", read, ": ", page.substr(0, 300));
    }
  }
  MESSAGE("declarations: ", right, " of ", all);
  CHECK(right * 100 >= all * 95);
}

}  // namespace
}  // namespace meridian::indexer::clean
