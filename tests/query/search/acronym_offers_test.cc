#include "query/search/acronym_offers.h"

#include <doctest/doctest.h>

#include "query/search/parse.h"

using namespace meridian;
using namespace meridian::query;

namespace {

Hit hit(const std::string& abstract) {
  Hit one;
  one.article.texts.push_back({.language = "en", .title = "A title", .abstract = abstract, .keywords = {}});
  return one;
}

// "query; query" of what is offered beside `query`.
std::string offered(const std::string& query, const std::vector<Hit>& hits, const std::vector<Expansion>& expansions = {}) {
  static const auto analyzer = text::Analyzer::open();
  REQUIRE(analyzer);
  const auto parsed = search::parse(query, base::SearchConfig(), 20'000);
  REQUIRE(parsed);
  std::string list;
  for (const Repair& repair : search::offer_acronyms(parsed->root, hits, expansions, **analyzer)) {
    CHECK(repair.kind == "acronym");
    CHECK_FALSE(repair.text.en.empty());
    CHECK_FALSE(repair.text.zh.empty());
    CHECK(search::parse(repair.query, base::SearchConfig(), 20'000));
    list += (list.empty() ? "" : "; ") + repair.query;
  }
  return list;
}

const std::vector<Hit>& backs() {
  static const std::vector<Hit> hits{hit("Low back pain (LBP) is common. Low back pain (LBP) hurts."), hit("We treat low-back pains (LBPs)."),
                                     hit("Lipopolysaccharide binding protein (LBP) was measured."),
                                     hit("腰痛（low back pain，LBP）患者。"), hit("Visual analogue scales (VAS).")};
  return hits;
}

}  // namespace

TEST_CASE("acronym offers: a short form leads to what the papers mean by it, and back") {
  const std::pair<const char*, const char*> rows[] = {
      {"lbp", "lbp OR \"low back pain\""},
      {"LBP exercise", "(LBP OR \"low back pain\") exercise; (LBP OR \"Lipopolysaccharide binding protein\") exercise"},
      {"exercise low back pain year:2024", "exercise (\"low back pain\" OR LBP) year:2024"},
      {"\"low back pain\"", "\"low back pain\" OR LBP"},
      {"+lbp", ""},
      {"-lbp pain", ""},
      {"title:lbp", ""},
      {"vas", ""},  // one paper, and typed as any word
      {"VAS", "VAS OR \"Visual analogue scales\""},
      {"lbp \"low back pain\"", ""},
      {"nothing", ""},
  };
  for (const auto& [query, expected] : rows) {
    CAPTURE(query);
    CHECK(offered(query, backs()) == expected);
  }
}

TEST_CASE("acronym offers: what is searched already is not offered") {
  CHECK(offered("lbp", backs(), {{"lbp", {"low back pain", "下腰痛"}}}).empty());
  CHECK(offered("lbp", {}).empty());
}
