// The reader's word on what is one paper, through the real program.
#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "tests/end_to_end/demo_library.h"

using meridian::tests::Home;
using nlohmann::json;

namespace {

std::size_t papers(Home& home) {
  return json::parse(home.run({"search", "walking", "--json"}).out)["hits"].size();
}

}  // namespace

TEST_CASE("merge: two papers become one, stay one when they are imported again, and part again") {
  Home home;
  const auto file = home.write(
      "two.jsonl",
      R"({"id":"doi:10.5555/one.1","title":"Walking and the back","abstract":"Walking helped 40 adults.","date":"2026-05-01"})"
      "\n"
      R"({"id":"doi:10.5555/two.1","title":"A trial of walking in spring","abstract":"Forty adults walked.","date":"2026-06-01"})"
      "\n");
  REQUIRE(home.run({"import", file.string()}).code == 0);
  REQUIRE(papers(home) == 2);
  const auto merged = home.run({"merge", "1", "2", "--json"});
  REQUIRE_MESSAGE(merged.code == 0, merged.err);
  CHECK(json::parse(merged.out.substr(0, merged.out.find('\n')))["articles"] == json({1, 2}));
  CHECK(papers(home) == 1);
  REQUIRE(home.run({"import", file.string()}).code == 0);
  CHECK(papers(home) == 1);
  CHECK(home.run({"show", "1"}).out.find("by hand") != std::string::npos);
  CHECK(home.run({"contrast", "walking", "spring"}).code == 0);
  REQUIRE(home.run({"split", "2"}).code == 0);
  CHECK(papers(home) == 2);
  CHECK(home.run({"check"}).code == 0);

  CHECK(home.run({"split", "2"}).code == 2);
  CHECK(home.run({"merge", "1"}).code == 2);
  CHECK(home.run({"merge", "1", "77"}).code == 1);
  CHECK(home.run({"merge", "one", "2"}).code == 2);
}

TEST_CASE("fault_070: a retracted paper says so wherever the command line shows it, in both languages") {
  Home home;
  const auto file = home.write("two.jsonl",
                               "{\"id\":\"doi:10.5555/r.1\",\"title\":\"Stair climbing and sleep in older gardeners\",\"abstract\":\"Gardeners who climbed stairs slept longer.\",\"date\":\"2026-05-01\"}\n"
                               "{\"id\":\"doi:10.5555/r.1\",\"title\":\"Retraction: Stair climbing and sleep in older gardeners\",\"abstract\":\"The article has been retracted by its authors.\","
                               "\"type\":\"retraction\",\"date\":\"2026-06-01\",\"url\":\"https://journal.example/r1\"}\n");
  REQUIRE(home.run({"import", file.string(), "--quiet"}).code == 0);
  CHECK(home.run({"search", "gardeners climbed"}).out.find("[Retracted] Stair climbing") != std::string::npos);
  CHECK(home.run({"search", "gardeners climbed", "--lang", "zh"}).out.find("【已撤稿】Stair climbing") != std::string::npos);
  CHECK(home.run({"show", "1"}).out.find("[Retracted] Stair climbing") != std::string::npos);
  CHECK(home.run({"show", "2"}).out.find("[Retracted]") == std::string::npos);
}
