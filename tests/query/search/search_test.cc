#include "query/search/search.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "query/search/rank.h"
#include "tests/query/search/small_index.h"

using namespace meridian;
using tests::SmallIndex;

namespace {

SmallIndex papers() {
  return SmallIndex(
      {
          {"Walking for back pain",
           "Adults with back pain walked daily. Pain fell.",
           "en",
           "Test Weekly",
           2021,
           {"Ada Field", "Bo Lind"}},
          {"Interleukin and sleep",
           "IL-6 rose after short sleep and TNF-α did not.",
           "en",
           "Sleep Notes",
           2022,
           {"Ada Field"}},
          {"IL6 in runners", "Runners had less IL6 at rest.", "en", "Sleep Notes", 2023, {"Cy Moss"}},
          {"非特异性腰痛的运动治疗", "慢性非特异性腰痛患者进行核心训练后疼痛减轻。", "zh", "测试学报", 2024, {"王伟"}},
          {"慢性疼痛的机制", "慢性疼痛与中枢敏化有关,炎症标志物升高。", "zh", "测试学报", 2023, {"李娜", "王伟"}},
          {"Inflammation markers after exercise",
           "Inflammatory markers fell; exercise changed no pain score.",
           "en",
           "Test Weekly",
           2024,
           {"Dee Park"}},
          {"Teaching statistics", "A course on regression.", "en", "Test Weekly", 2020, {}},
      },
      "inflammation\t炎症\tmedicine\t\nlow back pain|lumbago\t腰痛\tmedicine\t\n");
}

std::set<library::WorkId> found(SmallIndex& index, const std::string& query) {
  std::set<library::WorkId> works;
  const auto answer = index.find(query);
  REQUIRE(answer);
  for (const auto& work : answer->works) works.insert(work.work);
  return works;
}

}  // namespace

TEST_CASE("search: works with all words come before the line, those with some below it") {
  SmallIndex index = papers();
  CHECK(index.works("back pain") == "1 | 6");
  const auto answer = index.find("back pain");
  REQUIRE(answer);
  CHECK(answer->works[1].without == std::vector<std::string>{"back"});
  CHECK(answer->reply.total == 1);
  CHECK(answer->reply.total_any == 2);
  CHECK(answer->reply.counts_all_words);
}

TEST_CASE("search: a field's words and phrases are those of the field, and a phrase anywhere is in one of them") {
  SmallIndex index = papers();
  const std::pair<const char*, const char*> rows[] = {
      {"abstract:walking", "1"},  // its stem: walked
      {"abstract:=walking", ""},
      {"title:=walking", "1"},
      {"abstract:runners", "3"},
      {"abstract:teaching", ""},
      {"abstract:teach*", ""},
      {"title:teach*", "7"},
      {"abstract:regress*", "7"},
      {"teach*", "7"},
      {"\"teaching statistics\"", "7"},
      {"abstract:\"teaching statistics\"", ""},
      {"title:\"back pain\"", "1"},
      {"abstract:\"back pain\"", "1"},
      {"title:\"pain walked\"", ""},
      {"\"markers after exercise\"", "6"},
      {"abstract:\"markers after exercise\"", ""},
      {"\"statistics a course\"", ""},
      {"statistics NEAR/5 teaching", "7"},
      {"标题:\"慢性疼痛\"", "5"},
      {"摘要:\"核心训练\"", "4"},
      {"标题:\"核心训练\"", ""},
      {"\"运动治疗\"", "4"},
      {"摘要:运动", ""},
      {"摘要:机制", ""}};
  for (const auto& [query, works] : rows) CHECK_MESSAGE(index.works(query) == works, query);
}

TEST_CASE("search: AND, plus, quotes and brackets are never relaxed") {
  SmallIndex index = papers();
  CHECK(index.works("back AND pain") == "1");
  CHECK(index.works("(back pain)") == "1");
  CHECK(index.works("\"back pain\"") == "1");
  CHECK(index.works("\"pain back\"") == "");
  CHECK(found(index, "+markers pain") == std::set<library::WorkId>{6});
}

TEST_CASE("search: a leading minus and a lone NOT are kept") {
  SmallIndex index = papers();
  CHECK(found(index, "-疼痛").contains(1));
  CHECK_FALSE(found(index, "-疼痛").contains(5));
  CHECK(found(index, "NOT pain") == std::set<library::WorkId>{2, 3, 4, 5, 7});
}

TEST_CASE("search: three spellings of a marker find the same works in the same order") {
  SmallIndex index = papers();
  const std::string once = index.works("IL-6");
  CHECK(once.find('2') != std::string::npos);
  CHECK(once.find('3') != std::string::npos);
  CHECK(index.works("IL6") == once);
  CHECK(index.works("ＩＬ－６") == once);
  CHECK(index.works("TNF-alpha") == "2");
}

TEST_CASE("search: a Chinese compound is its words, quoted it is its characters") {
  SmallIndex index = papers();
  CHECK(index.works("慢性腰痛").substr(0, 1) == "4");
  CHECK(index.works("\"慢性腰痛\"") == "");
  CHECK(index.works("\"慢性疼痛\"") == "5");
  CHECK(index.works("慢性疼*") == "5");
  CHECK(index.works("慢性疼痛").substr(0, 1) == "5");
}

TEST_CASE("chinese: words typed side by side find papers that have them apart, those that have them so first") {
  SmallIndex index({{"慢性腰部疼痛", "", "zh"}, {"腰部慢性疼痛", "", "zh"}, {"疼痛慢性", "", "zh"}});
  CHECK(index.works("慢性疼痛") == "2 3 1");
  CHECK(index.works("慢性 疼痛") == "3 1 2");  // the shortest, then as they came
}

TEST_CASE("search: NEAR works for Chinese and English") {
  SmallIndex index = papers();
  CHECK(index.works("敏化 NEAR/3 中枢") == "5");
  CHECK(index.works("敏化 ADJ/3 中枢") == "");
  CHECK(index.works("markers NEAR/2 inflammatory") == "6");
  CHECK(index.works("\"pain daily\"~3") == "1");
}

TEST_CASE("search: a concept is found in the other language until it is taken off") {
  SmallIndex index = papers();
  CHECK(found(index, "inflammation") == std::set<library::WorkId>{5, 6});
  CHECK(found(index, "炎症") == std::set<library::WorkId>{5, 6});
  CHECK(found(index, "lumbago").contains(4));
  query::SearchRequest request;
  request.query = "inflammation";
  const auto with = index.find(request);
  REQUIRE(with);
  REQUIRE(with->reply.expansions.size() == 1);
  request.without_expansion = {with->reply.expansions[0].source};
  const auto off = index.find(request);
  REQUIRE(off);
  CHECK(off->works.size() == 1);
  CHECK(off->reply.expansions.empty());
}

TEST_CASE("search: a paper in the words typed stands above one in their synonyms or translations") {
  SmallIndex index({{"Lumbago and walking", "Adults with lumbago walked.", "en", "Test Weekly", 2024, {}},
                    {"下腰痛与运动", "慢性下腰痛患者的运动训练。", "zh", "测试学报", 2024, {}},
                    {"Low back pain and walking", "Adults with low back pain walked.", "en", "Test Weekly", 2020, {}},
                    {"Pain of the knee", "The knee and, once, the back.", "en", "Test Weekly", 2020, {}},
                    {"Sleep", "A course on sleep.", "en", "Test Weekly", 2020, {}}},
                   "back pain|low back pain|lumbago|lumbalgia\t腰痛|下腰痛|腰背痛\tmedicine\t\n");
  CHECK(index.works("back pain") == "3 4 2 1");
  CHECK(index.works("下腰痛").starts_with("2 "));
  CHECK(index.works("lumbago") == "1 2 3");
}

TEST_CASE("search: the usual translation is kept beside rare ones") {
  std::vector<tests::SmallDocument> documents(30, {"流感的传播", "", "zh", "测试学报", 2020, {}});
  documents.push_back({"光的透射", "", "zh", "测试学报", 2020, {}});
  documents.push_back({"信息传达", "", "zh", "测试学报", 2020, {}});
  SmallIndex index(documents, "transmission\t透射|传达|传播\tgeneral\t\n");
  const auto found = index.find("transmission");
  REQUIRE(found);
  CHECK(found->works.size() == 32);
}

TEST_CASE("search: a boost counts for the other forms of a word too") {
  SmallIndex index({{"Sleep", "A course on sleep, sleep and sleep.", "en", "Test Weekly", 2020, {}},
                    {"炎症标志物", "炎症标志物升高。", "zh", "测试学报", 2020, {}},
                    {"Runners", "They ran.", "en", "Test Weekly", 2020, {}}},
                   "inflammation\t炎症\tmedicine\t\n");
  CHECK(index.works("inflammation^9 sleep") == "| 2 1");
  CHECK(index.works("inflammation^0.1 sleep") == "| 1 2");
}

TEST_CASE("search: filters alone list newest first") {
  SmallIndex index = papers();
  CHECK(index.works("lang:zh") == "4 5");
  CHECK(index.works("year:2022..2023") == "3 5 2");
  CHECK(index.works("date:2024") == "4 6");
  CHECK(index.works("author:field") == "2 1");
  CHECK(index.works("title:exercise") == "6");
  CHECK(index.works("标题：慢性") == "5");
  CHECK(index.works("pain lang:en year:2021") == "1");
}

TEST_CASE("search: every facet value, taken as a filter, finds exactly its count") {
  SmallIndex index = papers();
  for (const std::string query : {"pain OR 疼痛 OR sleep", "exercise", "lang:en"}) {
    const auto answer = index.find(query);
    REQUIRE(answer);
    for (const query::Facet& facet : answer->reply.facets)
      for (const query::FacetValue& value : facet.values) {
        CAPTURE(facet.field);
        CAPTURE(value.value);
        const auto narrowed = index.find("(" + query + ") " + facet.field + ":\"" + value.value + "\"");
        REQUIRE(narrowed);
        CHECK(narrowed->reply.total == value.count);
      }
  }
}

TEST_CASE("search: where more match than are counted, facets are raised to the whole and said to be estimates") {
  constexpr int kPapers = 600, kCounted = 400;
  std::vector<tests::SmallDocument> documents;
  for (int i = 0; i < kPapers; ++i) documents.push_back({"Reed count", "Reeds.", "en", "S", 2020 + i % 2, {}});
  SmallIndex index(documents);
  index.bounds().exact_count_up_to = kCounted;
  for (const query::Sort sort : {query::Sort::relevance, query::Sort::newest, query::Sort::oldest})
    for (const std::string query : {"lang:en", "reeds"}) {
      CAPTURE(query);
      CAPTURE(static_cast<int>(sort));
      query::SearchRequest request;
      request.query = query;
      request.sort = sort;
      const auto answer = index.find(request);
      REQUIRE(answer);
      CHECK(answer->reply.total == kPapers);
      std::int64_t years = 0;
      for (const query::Facet& facet : answer->reply.facets)
        if (facet.field == "year")
          for (const query::FacetValue& value : facet.values) years += value.count;
      CHECK(years == kPapers);
      if (query == "lang:en" || sort != query::Sort::relevance) CHECK(answer->reply.estimated);
    }
}

TEST_CASE("search: A AND B is within A, NOT is the complement") {
  SmallIndex index = papers();
  const auto everything = found(index, "year:2020..2024");
  for (const std::string a : {"pain", "疼痛", "\"back pain\"", "inflam*"})
    for (const std::string b : {"exercise", "lang:zh", "IL-6"}) {
      const auto both = found(index, a + " AND " + b), one = found(index, a),
                 without = found(index, "year:2020..2024 AND NOT " + a);
      CHECK(std::includes(one.begin(), one.end(), both.begin(), both.end()));
      CHECK(one.size() + without.size() == everything.size());
    }
}

TEST_CASE("search: pages of every size give each work once, across the line too") {
  std::vector<tests::SmallDocument> documents;
  for (int i = 0; i < 60; ++i)
    documents.push_back(
        {i % 3 == 0 ? "alpha beta" : "alpha", i % 5 == 0 ? "beta gamma" : "delta", "en", "S", 2000 + i % 7, {}});
  SmallIndex index(documents);
  query::SearchRequest request;
  request.query = "alpha beta gamma";
  request.limit = 200;
  const auto whole = index.find(request);
  REQUIRE(whole);
  for (const int limit : {1, 3, 7, 20}) {
    std::vector<library::WorkId> paged;
    request.limit = limit;
    for (request.offset = 0; request.offset < 80; request.offset += limit) {
      request.facets = request.offset % 2 == 0;
      const auto page = index.find(request);
      REQUIRE(page);
      for (const auto& work : page->works) paged.push_back(work.work);
    }
    REQUIRE(paged.size() == whole->works.size());
    for (std::size_t i = 0; i < paged.size(); ++i) CHECK(paged[i] == whole->works[i].work);
  }
}

TEST_CASE("search: equal scores go newer first, then by Work id") {
  SmallIndex index({{"same words", "", "en", "S", 2020, {}},
                    {"same words", "", "en", "S", 2024, {}},
                    {"same words", "", "en", "S", 2024, {}}});
  CHECK(index.works("same words") == "2 3 1");
}

TEST_CASE("search: a tie longer than many pages keeps its order over all of them") {
  std::vector<tests::SmallDocument> documents;
  for (int i = 0; i < 130; ++i) documents.push_back({"Tied", "The same words.", "en", "Test Weekly", 1990 + i % 20});
  SmallIndex index(documents);
  std::vector<library::WorkId> wanted(documents.size()), listed;
  for (std::size_t i = 0; i < wanted.size(); ++i) wanted[i] = static_cast<library::WorkId>(i) + 1;
  std::stable_sort(wanted.begin(), wanted.end(), [&](library::WorkId a, library::WorkId b) {
    return documents[static_cast<std::size_t>(a) - 1].year > documents[static_cast<std::size_t>(b) - 1].year;
  });
  for (const bool facets : {true, false}) {
    listed.clear();
    for (int offset = 0; offset < 130; offset += 10) {
      query::SearchRequest request;
      request.query = "same words";
      request.offset = offset, request.limit = 10, request.facets = facets;
      const auto page = index.find(request);
      REQUIRE(page);
      for (const auto& work : page->works) listed.push_back(work.work);
      if (!facets) continue;
      int counted = 0;
      for (const auto& facet : page->reply.facets)
        if (facet.field == "year")
          for (const auto& value : facet.values) counted += value.count;
      CHECK(counted == 130);
    }
    CHECK(listed == wanted);
  }
}

TEST_CASE("search: weights equal the reference arithmetic") {
  SmallIndex index = papers();
  const auto& database = index.database();
  const auto answer = index.find("exercise");
  REQUIRE(answer);
  REQUIRE(answer->works.size() == 1);
  const double N = database.get_doccount(), n = database.get_termfreq("Zexercis"),
               cf = database.get_collection_freq("Zexercis");
  const double average = database.get_average_length(), length = database.get_doclength(6);
  const double wdf = 3;  // twice in the title's weight, once in the abstract
  const double idf = std::log(1 + (N - n + .5) / (n + .5)), burst = std::pow(cf / n, .25);
  const double expected = idf * burst * 2.2 * wdf / (wdf + 1.2 * (.25 + .75 * length / average));
  CHECK(answer->works[0].score == doctest::Approx(expected).epsilon(1e-12));
}

TEST_CASE("search: an empty answer says which part removed everything") {
  SmallIndex index = papers();
  auto answer = index.find("zebra");
  REQUIRE(answer);
  REQUIRE(answer->reply.why_none.size() == 1);
  CHECK(answer->reply.why_none[0].en == "No paper holds zebra.");
  answer = index.find("+sleep year:2021");
  REQUIRE(answer);
  CHECK(answer->reply.why_none.size() == 2);
}

TEST_CASE("search: longer queries are one ranked list and stop words alone are searched") {
  SmallIndex index = papers();
  const auto answer = index.find("does daily walking exercise ease back pain");
  REQUIRE(answer);
  for (const auto& work : answer->works) CHECK(work.all_words);
  CHECK(answer->works.front().work == 1);
  CHECK(index.find("the of").has_value());
}

TEST_CASE("fault_117 a star's forms are bounded and said") {
  SmallIndex index = papers();
  CHECK(index.works("inflam*") == "6");
  CHECK(index.works("+inflam* +marker*") == "6");
}

TEST_CASE("fault_118 more Chinese words than the bound are refused") {
  SmallIndex index = papers();
  std::string query;
  for (int i = 0; i < 600; ++i) query += "慢性疼痛";
  CHECK(index.works(query) == "query.too_long");
}

TEST_CASE("fault_127 a limit out of bounds is invalid") {
  SmallIndex index = papers();
  for (const int limit : {0, -1, 100'000}) {
    const auto answer = index.find("pain", limit);
    REQUIRE_FALSE(answer);
    CHECK(answer.error().code == "query.limit");
  }
}

TEST_CASE("fault_128 an offset past the deepest hit is invalid") {
  SmallIndex index = papers();
  query::SearchRequest request;
  request.query = "pain";
  request.offset = 10'001;
  const auto answer = index.find(request);
  REQUIRE_FALSE(answer);
  CHECK(answer.error().code == "query.offset");
}
