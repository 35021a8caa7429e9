// Reads every #include of the product and checks the house: includes fall downwards, siblings are strangers, and each library of
// others is seen in its own room only (docs/architecture.md).
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;
const fs::path kRoot = MERIDIAN_SOURCE_DIR;

struct Include {
  std::string file, target;  // both as paths from the root ("query/web/server.cc", "base/result.h" or "xapian.h")
};

std::vector<Include> includes() {
  std::vector<Include> found;
  for (const char* room : {"base", "text", "library", "indexer", "query", "cli"}) {
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(kRoot / room)) {
      if (entry.path().extension() != ".h" && entry.path().extension() != ".cc") continue;
      std::ifstream stream(entry.path());
      for (std::string line; std::getline(stream, line);) {
        const std::size_t open = line.rfind("#include ", 0) == 0 ? line.find_first_of("<\"") : std::string::npos;
        if (open == std::string::npos) continue;
        const std::size_t close = line.find_first_of(">\"", open + 1);
        found.push_back({fs::relative(entry.path(), kRoot).generic_string(), line.substr(open + 1, close - open - 1)});
      }
    }
  }
  return found;
}

bool starts(const std::string& text, const std::string& with) { return text.rfind(with, 0) == 0; }
std::string room_of(const std::string& path) { return path.substr(0, path.find('/')); }
std::string folder_of(const std::string& path) { return path.substr(0, path.rfind('/')); }

}  // namespace

TEST_CASE("house: includes fall downwards and siblings never meet") {
  const std::map<std::string, std::vector<std::string>> below = {
      {"base", {"base"}},
      {"text", {"text", "base"}},
      {"library", {"library", "base"}},
      {"indexer", {"indexer", "library", "text", "base"}},
      {"query", {"query", "library", "text", "base"}},
      {"cli", {"cli", "indexer", "query", "library", "text", "base"}}};
  const std::vector<Include> all = includes();
  REQUIRE(all.size() > 100);
  for (const Include& include : all) {
    const std::string from = room_of(include.file), to = room_of(include.target);
    if (!below.contains(to) || include.target.find('/') == std::string::npos) continue;
    const std::vector<std::string>& allowed = below.at(from);
    CHECK_MESSAGE(std::find(allowed.begin(), allowed.end(), to) != allowed.end(), include.file, " includes ", include.target);
    // Inside a wing: a folder sees itself and the plain headers of the wing, never the folder beside it. web/ is a face of the
    // whole wing, as cli is, and may show what export/ makes.
    const std::string inner_from = folder_of(include.file), inner_to = folder_of(include.target);
    const bool shown = inner_from == "query/web" && inner_to == "query/export";
    if (from == to && inner_from != from && inner_to != from && from != "cli" && !shown)
      CHECK_MESSAGE(inner_from == inner_to, include.file, " includes its sibling ", include.target);
  }
}

TEST_CASE("fault_205 house: what answers a reader asks nobody") {
  for (const Include& include : includes()) {
    if (include.target != "base/http_client.h") continue;
    bool may = room_of(include.file) == "base" || room_of(include.file) == "indexer";
    for (const char* place : {"cli/intake_verbs.cc", "cli/feed_probe_verbs.cc", "cli/glossary_verbs.cc"}) may = may || include.file == place;
    CHECK_MESSAGE(may, include.file, " includes ", include.target);
  }
}

TEST_CASE("fault_060 fault_108 house: no regular expressions over what comes from outside, and no shell") {
  for (const char* room : {"base", "text", "library", "indexer", "query", "cli"})
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(kRoot / room)) {
      if (entry.path().extension() != ".h" && entry.path().extension() != ".cc") continue;
      std::ifstream stream(entry.path());
      for (std::string line; std::getline(stream, line);)
        for (const char* bad : {"#include <regex>", "std::system(", " system(", "popen(", "wordexp(", "/bin/sh"})
          CHECK_MESSAGE(line.find(bad) == std::string::npos, entry.path().string(), ": ", line);
    }
}

// Both crash Xapian 1.4.22: the timer of the one when it fires (query/search/asking.h; what a search may cost is bounded before
// it), the lists of the other when they end together (query/search/combine.h).
TEST_CASE("house: no search has Xapian's time limit or its OP_MAX") {
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(kRoot / "query")) {
    if (entry.path().extension() != ".cc") continue;
    std::ifstream stream(entry.path());
    for (std::string line; std::getline(stream, line);)
      for (const char* bad : {"set_time_limit(", "Query::OP_MAX"})
        CHECK_MESSAGE(line.find(bad) == std::string::npos, entry.path().string(), ": ", line);
  }
}

TEST_CASE("house: one library, one room") {
  const std::map<std::string, std::vector<std::string>> rooms = {
      {"curl/", {"base/http_client.cc", "base/url.cc"}},
      {"tinyxml2.h", {"indexer/feed/"}},
      {"libxml/", {"indexer/clean/"}},
      {"SQLiteCpp/", {"library/"}},
      {"sqlite3.h", {"library/"}},
      {"xapian.h", {"library/index", "indexer/index_", "query/search/", "query/explore/related", "query/explore/likeness", "query/engine", "query/derive", "text/english.cc"}},
      {"boost/", {"query/web/server.cc"}},
      {"opencc/", {"text/"}},
      {"unicode/", {"text/", "indexer/clean/"}},
      {"spdlog/", {"base/log.cc"}},
      {"toml++/", {"base/config.cc"}},
      {"CLI/", {"cli/"}},
      {"tl/", {"base/result.h"}}};
  for (const Include& include : includes()) {
    for (const auto& [header, places] : rooms) {
      // Our own text/unicode.h is no ICU header.
      if (!starts(include.target, header)) continue;
      bool at_home = false;
      for (const std::string& place : places) at_home = at_home || starts(include.file, place);
      CHECK_MESSAGE(at_home, include.file, " includes ", include.target);
    }
    const std::string folder = folder_of(include.file);
    if (include.file.ends_with(".h") && (folder == "text" || folder == "query/web")) {
      const bool third_party = include.target.find('/') != std::string::npos && !fs::exists(kRoot / include.target);
      CHECK_MESSAGE(!third_party, include.file, " shows ", include.target, " in a header");
    }
  }
}
