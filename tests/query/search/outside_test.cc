#include "query/search/outside.h"

#include <doctest/doctest.h>

#include <map>

#include "query/search/named.h"
#include "tests/query/search/small_index.h"

using namespace meridian;
using query::search::PaperTerms;
using tests::SmallIndex;

namespace {

class FakeOutside final : public query::search::Outside {
 public:
  std::optional<std::vector<library::WorkId>> marked(library::Field field, std::string_view value) override {
    const auto found = marks.find(std::string(library::row(field).name) + ":" + std::string(value));
    return found == marks.end() ? std::vector<library::WorkId>() : found->second;
  }
  std::optional<std::string> radar(std::string_view name) override {
    const auto found = radars.find(std::string(name));
    return found == radars.end() ? std::nullopt : std::optional(found->second);
  }
  std::vector<std::string> radar_names() override {
    std::vector<std::string> names;
    for (const auto& [name, query] : radars) names.push_back(name);
    return names;
  }
  std::optional<PaperTerms> paper(library::ArticleId id) override {
    const auto found = papers.find(id);
    return found == papers.end() ? std::nullopt : std::optional(found->second);
  }

  std::map<std::string, std::vector<library::WorkId>> marks;
  std::map<std::string, std::string> radars;
  std::map<library::ArticleId, PaperTerms> papers;
};

struct Desk {
  SmallIndex index{{
      {"Walking for back pain", "Adults with back pain walked.", "en", "Test Weekly", 2021, {}},
      {"Running and sleep", "Runners slept longer.", "en", "Sleep Notes", 2022, {}},
      {"Walking and sleep", "Sleep after long walks.", "en", "Sleep Notes", 2023, {}},
      {"慢性疼痛的机制", "慢性疼痛与睡眠有关。", "zh", "测试学报", 2024, {}},
  }};
  FakeOutside outside;
  Desk() { index.outside = &outside; }
  std::string warnings(const std::string& query) {
    const auto found = index.find(query);
    REQUIRE(found);
    std::string codes;
    for (const auto& warning : found->reply.warnings) codes += (codes.empty() ? "" : " ") + warning.code;
    return codes;
  }
};

}  // namespace

TEST_CASE("marks: starred, read, hidden and tagged papers are filters, alone and beside words") {
  Desk desk;
  desk.outside.marks = {{"is:starred", {1, 4}}, {"is:read", {1, 2}}, {"tag:spine", {3}}};
  CHECK(desk.index.works("is:starred") == "4 1");
  CHECK(desk.index.works("is:read") == "2 1");
  CHECK(desk.index.works("is:unread") == "4 3");
  CHECK(desk.index.works("-is:starred") == "3 2");
  CHECK(desk.index.works("tag:Spine") == "3");
  CHECK(desk.index.works("标签：spine") == "3");
  CHECK(desk.index.works("sleep is:unread") == "3");
  CHECK(desk.index.works("(is:starred OR tag:spine) AND walking") == "3 1");
  CHECK(desk.index.works("tag:none") == "");
  CHECK(desk.index.works("is:hidden") == "");
}

TEST_CASE("marks: beyond the bound only the newest count, and it is said") {
  Desk desk;
  std::vector<library::WorkId>& many = desk.outside.marks["is:starred"];
  for (library::WorkId work = 1; work <= static_cast<library::WorkId>(query::search::kMostMarkedWorks) + 1'000; ++work) many.push_back(work);
  CHECK(desk.warnings("is:starred") == "query.marks");
  CHECK(desk.index.works("is:starred") == "");
  many.resize(query::search::kMostMarkedWorks);
  CHECK(desk.warnings("is:starred").empty());
  CHECK(desk.index.works("is:starred sleep") == "3 2");
}

TEST_CASE("like: papers are ranked by what that one is about, without it, and combine with words and filters") {
  Desk desk;
  desk.outside.papers[17] = {3, {{"Zsleep", 3}, {"Zwalk", 2}}};
  CHECK(desk.index.works("like:17") == "2 1");
  CHECK(desk.index.works("like:17 year:2021") == "1");
  CHECK(desk.index.works("like:17 AND back") == "1");
  CHECK(desk.index.works("-like:17") == "4 3");
  CHECK(desk.warnings("like:17").empty());
  for (const char* query : {"like:99", "like:x", "like:-1", "like:99999999999999999999"}) {
    CAPTURE(query);
    CHECK(desk.warnings(query) == "query.like");
    CHECK(desk.index.works(query) == "");
    CHECK(desk.index.works(std::string(query) + " back") == "1");
  }
}

TEST_CASE("search: a saved radar finds what its query finds, alone and beside others") {
  Desk desk;
  desk.outside.radars = {{"sleep", "sleep year:2022..2023"}, {"zh", "lang:zh"}, {"both", "search:sleep walking"}};
  CHECK(desk.index.works("search:sleep") == desk.index.works("(sleep) year:2022..2023"));
  CHECK(desk.index.works("search:Sleep walking") == "3 | 2");
  CHECK(desk.index.works("search:zh") == "4");
  CHECK(desk.index.works("search:both") == "3");
  CHECK(desk.index.works("sleep -search:both") == "2");
  CHECK(desk.index.works("search:zh OR search:both") == "3 4");
}

TEST_CASE("search: unknown names, circles and broken queries are left out with a warning") {
  Desk desk;
  desk.outside.radars = {{"a", "walking search:b"}, {"b", "back search:a"}, {"own", "search:own"}, {"bad", "()"}};
  CHECK(desk.warnings("search:none back") == "query.radar");
  CHECK(desk.index.works("search:none back") == "1");
  const auto unknown = desk.index.find("search:none");
  REQUIRE(unknown);
  CHECK(unknown->reply.warnings.front().text.en.find("a, b, bad, own") != std::string::npos);
  CHECK(unknown->reply.warnings.front().where == query::Span{0, 11});
  CHECK(desk.index.works("search:a") == "1");
  CHECK(desk.warnings("search:a") == "query.radar");
  CHECK(desk.index.works("search:own") == "");
  CHECK(desk.warnings("search:bad back") == "query.radar");
}

TEST_CASE("fault_116 saved queries that name many others are bounded before the search") {
  Desk desk;
  // Each names the next one twelve times: by itself twelve to the power of seven.
  for (int i = 0; i < 7; ++i) {
    std::string& query = desk.outside.radars["r" + std::to_string(i)];
    for (int k = 0; k < 12; ++k) query += "search:r" + std::to_string(i + 1) + " ";
  }
  desk.outside.radars["r7"] = "sleep";
  CHECK(desk.index.works("search:r0") == "query.too_broad");
}

TEST_CASE("fault_117 marks, tags and papers to be like are named sixteen times at most, in saved queries too") {
  Desk desk;
  desk.outside.marks = {{"is:starred", {1, 4}}};
  const auto times = [](const char* text, int count) {
    std::string query;
    for (int i = 0; i < count; ++i) query += text;
    return query;
  };
  CHECK(desk.index.works(times("is:starred ", 16)) == "4 1");
  for (const char* text : {"is:starred ", "-is:read ", "tag:spine ", "is:unread ", "like:17 "}) CHECK_MESSAGE(desk.index.works(times(text, 17)) == "query.too_broad", text);
  desk.outside.radars = {{"many", times("is:starred ", 9)}};
  CHECK(desk.index.works("search:many") == "4 1");
  CHECK(desk.index.works("search:many OR search:many") == "query.too_broad");
}

TEST_CASE("without a library nothing is marked, saved or like anything") {
  Desk desk;
  desk.index.outside = nullptr;
  CHECK(desk.index.works("is:starred") == "");
  CHECK(desk.warnings("search:x back") == "query.radar");
  CHECK(desk.warnings("like:1 back") == "query.like");
}
