// Queries that mean no good (FAULTS Q), asked of an index: what is refused is refused by name, what can be understood is answered.
#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

#include "tests/query/search/small_index.h"

using namespace meridian;
using tests::SmallIndex;

namespace {

SmallIndex papers() {
  return SmallIndex({{"Walking for back pain", "Adults with back pain walked daily.", "en", "Test Weekly", 2021, {"Ada Field"}},
                     {"Sleep and pain", "Pain kept adults from sleep.", "en", "Sleep Notes", 2023, {"Bo Lind"}},
                     {"慢性疼痛的机制", "慢性疼痛与中枢敏化有关。", "zh", "测试学报", 2022, {"王伟"}}});
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string out;
  out.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

// The code that the query is refused with; "" when it is answered.
std::string refusal(SmallIndex& index, const std::string& query) {
  const auto found = index.find(query);
  return found ? "" : found.error().code;
}
std::string message(SmallIndex& index, const std::string& query) {
  const auto found = index.find(query);
  return found ? "" : found.error().message;
}

std::vector<query::Warning> warnings(SmallIndex& index, const std::string& query) {
  const auto found = index.find(query);
  REQUIRE(found);
  return found->reply.warnings;
}

// The shortest of three times, so that a busy machine does not count.
double milliseconds(SmallIndex& index, const std::string& query) {
  double least = 1e9;
  for (int i = 0; i < 3; ++i) {
    const auto before = std::chrono::steady_clock::now();
    static_cast<void>(index.find(query));
    least = std::min(least, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - before).count());
  }
  return least;
}

}  // namespace

TEST_CASE("fault_113 a query of nothing but signs is refused with what is missing, and lists no paper") {
  SmallIndex index = papers();
  for (const std::string query : {"", "   ", "AND OR NOT", "AND", "NOT", "NEAR", "NEAR/5 ADJ", "*", "***", "\"\"", "\"", "\" \"", "\"*\"", "()", "(()())", "+", "-", "~", "=", "title:\"\"", "title:*", "-*", "+-!",
                            "\"\"~5", ".", "...", "?!", "（）", "“”", "　", "--- ***"}) {
    CAPTURE(query);
    CHECK(refusal(index, query) == "query.empty");
    CHECK(message(index, query).find("Type a word, or a filter") != std::string::npos);
  }
  CHECK(index.works("lang:en") == "2 1");  // filters alone: newest first
  CHECK(index.works("year:2020..2024") == "2 3 1");
}

TEST_CASE("fault_114 fault_118 what is longer than its bound is refused in an instant, in any form") {
  SmallIndex index = papers();
  const struct {
    std::string query;
    const char* code;
  } rows[] = {
      {repeated("(", 100'000), "query.too_long"},
      {repeated("\"", 100'000), "query.too_long"},
      {repeated("pains ", 56'000), "query.too_long"},
      {repeated("pain", 1 << 18), "query.too_long"},
      {repeated("a NEAR/5 ", 2'000), "query.too_long"},
      {repeated("2020..2021 ", 10'000), "query.too_long"},
      {repeated("lang:en ", 10'000), "query.too_long"},
      {repeated("慢", 34'000), "query.too_long"},
      {repeated("\xCC\x81", 150'000), "query.too_long"},
      // within 16 KiB, but over another bound
      {repeated("(", 16'000), "query.too_deep"},
      {repeated("w ", 8'000), "query.too_long"},
      {"\"" + repeated("pain ", 3'000) + "\"", "query.too_long"},
      {repeated("a NEAR/5 ", 1'500) + "a", "query.too_long"},
      {repeated("2020..2021 ", 1'400), "query.too_long"},
      {repeated("lang:en ", 2'000), "query.too_long"},
      {repeated("慢性疼痛", 1'300), "query.too_long"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.query.substr(0, 24));
    CHECK(refusal(index, row.query) == row.code);
    CHECK(message(index, row.query).find_first_of("0123456789") != std::string::npos);  // the bound is named
    // Reading 16 KiB that are over another bound means cutting them into words first.
    CHECK(milliseconds(index, row.query) < (row.query.size() > 16'384 ? 10 : 200));
  }
}

TEST_CASE("fault_114 quotes and brackets in any order are read as text or refused by name") {
  SmallIndex index = papers();
  for (const std::string sign : {"\"", ")", "[", "]", "\")(", ")(", "\"(", "(\"", "“", "（", "）", "['\""})
    for (const std::size_t times : {std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{16'000} / sign.size()}) {
      CAPTURE(sign);
      CAPTURE(times);
      const std::string code = refusal(index, repeated(sign, times) + " pain");
      CHECK((code.empty() || code == "query.too_deep"));
      if (code.empty()) CHECK(index.works(repeated(sign, times) + " pain").find('1') != std::string::npos);
    }
}

TEST_CASE("fault_116 a lone NOT is answered, in any number of signs") {
  SmallIndex index = papers();
  for (const std::string query : {"NOT pain", "-pain", "!pain", "NOT NOT pain", "- -pain", "(NOT pain)", "-(pain)", "NOT (NOT (NOT pain))"}) {
    CAPTURE(query);
    CHECK(index.works(query) == "3");
  }
  CHECK(index.works(repeated("-", 16'000) + "pain") == "3");
  CHECK(refusal(index, repeated("-", 100'000) + "pain") == "query.too_long");
  CHECK(index.works("NOT zebra") == "2 3 1");
}

TEST_CASE("fault_117 stars: three letters before them, five hundred forms each, two thousand in all, each bound by name") {
  std::vector<tests::SmallDocument> documents;
  const auto word = [](const char* start, int i) { return std::string(start) + static_cast<char>('a' + i / 26) + static_cast<char>('a' + i % 26); };
  for (int i = 0; i < 600; ++i) {
    tests::SmallDocument document{"Words", ""};
    for (const char* start : {"abc", "bcd", "cde", "def", "efg"}) document.abstract += word(start, i) + (i == 0 ? " " + word(start, i) : "") + " ";
    documents.push_back(document);
  }
  documents.push_back({"One more", word("abc", 0)});
  SmallIndex index(documents);
  for (const std::string query : {"a*", "ab*", "title:ab*", "(ab*)", "-ab*", "1*", "é*"}) {
    CAPTURE(query);
    CHECK(refusal(index, query) == "query.too_broad");
  }
  CHECK(message(index, "pain ab* sleep").find("\"ab*\"") != std::string::npos);
  const auto found = index.find("abc*");
  REQUIRE(found);
  REQUIRE(found->reply.warnings.size() == 1);
  CHECK(found->reply.warnings[0].code == "query.wildcard");
  CHECK(found->reply.warnings[0].text.en.find("500 of 600") != std::string::npos);
  CHECK(refusal(index, "abc* bcd* cde* def*").empty());
  CHECK(refusal(index, "abc* bcd* cde* def* efg*") == "query.too_broad");
  CHECK(message(index, "abc* bcd* cde* def* efg*").find("efg*") != std::string::npos);
  CHECK(refusal(index, repeated("abc* ", 17)) == "query.too_broad");
  CHECK(refusal(index, repeated("-abc* ", 50)) == "query.too_broad");
}

TEST_CASE("fault_119 distances and phrases are read up to their bounds, and what was made of them is said") {
  SmallIndex index = papers();
  for (const std::string query : {"pain NEAR/99999999999 back", "pain NEAR/0 back", "pain ADJ/101 walked"}) {
    CAPTURE(query);
    const auto remarks = warnings(index, query);
    REQUIRE(remarks.size() == 1);
    CHECK(remarks[0].code == "query.distance");
    CHECK(index.works(query) == "1");
  }
  CHECK(index.works("\"" + repeated("pain ", 500) + "\"").empty());
  CHECK(index.works(repeated("pain NEAR/100 ", 500) + "pain").empty());
}

TEST_CASE("fault_121 a field that is none, empty or an operator is words, and the known fields are listed") {
  SmallIndex index = papers();
  const auto remarks = warnings(index, "colour:pain");
  REQUIRE(remarks.size() == 1);
  CHECK(remarks[0].code == "query.field");
  for (const char* field : {"title", "abstract", "author", "doi", "lang"}) CHECK(remarks[0].text.en.find(field) != std::string::npos);
  for (const std::string query : {"title: pain", "AND:pain", "colour:pain", "title:pain AND", "NOT:pain", "a:b:c:pain", "title:-pain", "title:+pain", ":pain", "::pain", "title:pain:"}) {
    CAPTURE(query);
    CHECK(index.works(query).find('2') != std::string::npos);
  }
  for (const std::string query : {"title:AND", "title:(AND)", "title:NEAR/3", "title:-", "lang:(en OR zh)", "lang:-en", "ti(tle:pain", "title:)", "is:", "like:", "search:", "date:(", "added:*"}) {
    CAPTURE(query);
    const std::string code = refusal(index, query);
    CHECK((code.empty() || code == "query.empty"));
  }
}

TEST_CASE("fault_122 bytes of every kind are text or refused, and cost no more than others") {
  SmallIndex index = papers();
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  std::string han;
  for (int i = 0; i < 170; ++i) han += "慢性疼痛";
  const std::string odd[] = {std::string("pa\0in", 5), all, all + all + "pain", "\xff\xfe", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x80\xae" "pain\xe2\x80\xac", "pain\xe2\x80\x8b", "\xEF\xBB\xBFpain",
                             "e" + repeated("\xCC\x81", 8'000), repeated("\xCC\x81", 8'000), repeated("e\xCC\x81", 5'000), repeated("\xEF\xB7\xBA", 5'000), repeated("\xEF\xAC\x83", 5'000), han,
                             repeated("\xF0\xA0\x80\x80", 400), repeated("\xE3\x8D\xBF", 500), repeated("\x1b[31m", 100), "pain\r\n\t sleep"};
  for (const std::string& query : odd) {
    CAPTURE(query.substr(0, 20));
    const std::string code = refusal(index, query);
    CHECK((code.empty() || code == "query.empty" || code == "query.too_long"));
    CHECK(milliseconds(index, query) < 1'000);
  }
  CHECK(index.works("\xe2\x80\xae" "pain\xe2\x80\xac") == index.works("pain"));
  CHECK(index.works("\xEF\xBB\xBFpain\xe2\x80\x8b") == index.works("pain"));
  CHECK(index.works("pain\xff") == index.works("pain"));
}

TEST_CASE("fault_123 what is code elsewhere is text here, and comes back as it was typed") {
  SmallIndex index = papers();
  for (const std::string query : {"'; DROP TABLE articles; --", "<script>alert(1)</script>", "$(rm -rf /)", "`id`", "{{7*7}}", "%s%n%d", "${jndi:ldap://x/y}", "../../etc/passwd", "a' OR '1'='1", "{1} {2}", "C:\\x", "\\u0000", "&lt;b&gt;"}) {
    CAPTURE(query);
    const auto found = index.find(query);
    REQUIRE(found);
    CHECK(found->works.empty());
  }
  const auto found = index.find("<b>pain</b> {1}");
  REQUIRE(found);
  CHECK(found->reply.reading.sentence.en.find("<b>pain</b>") != std::string::npos);
  CHECK(found->reply.reading.sentence.en.find("{1}") != std::string::npos);
}

TEST_CASE("fault_114 fault_121 what is remarked on a query is bounded, and what was left out is said") {
  SmallIndex index = papers();
  for (const std::string& query : {repeated(")", 10'000) + "pain", repeated("colour:red ", 250) + "pain", repeated("pain date:2020-99 ", 250)}) {
    const auto remarks = warnings(index, query);
    REQUIRE(remarks.size() <= 21);
    CHECK(remarks.back().code == "query.more");
    CHECK(remarks.back().text.en.find(query.starts_with(")") ? "9980" : "230") != std::string::npos);
  }
}

TEST_CASE("fault_120 what looks like a range of dates and is none is said, and the rest is answered") {
  SmallIndex index = papers();
  for (const std::string range : {"1..9999999999999", "2020-99-99..2021", "..99999", "20200..", "2020/13..2020/14"}) {
    CAPTURE(range);
    const auto remarks = warnings(index, "pain " + range);
    REQUIRE(remarks.size() == 1);
    CHECK(remarks[0].code == "query.range");
    CHECK(remarks[0].text.en.find(range) != std::string::npos);
    CHECK(remarks[0].where == query::Span{5, 5 + range.size()});
    CHECK(index.works("pain " + range).find('1') != std::string::npos);
  }
  for (const char* prose : {"pain..sleep", "pain...", "... pain", "p..5"}) CHECK_MESSAGE(warnings(index, std::string(prose) + " pain").empty(), prose);
  CHECK(message(index, "date:99999").find("99999") != std::string::npos);
  CHECK(refusal(index, "date:99999") == "query.empty");
}

TEST_CASE("fault_117 what a query would cost is known before it is asked, and too much is refused with the dearest part") {
  std::vector<tests::SmallDocument> documents;
  for (int i = 0; i < 200; ++i) documents.push_back({"Pain of the back", "Adults with pain in the back and the knee walked; the pain fell.", "en", "S", 2000 + i % 20, {}});
  SmallIndex index(documents);
  index.bounds().max_query_steps = 60'000;
  const std::string refused[] = {"pain" + repeated(" OR back NEAR/5 knee", 20),
                                 repeated("(pain OR back) ", 200),
                                 repeated("\"pain in the back\" OR ", 10) + "pain",
                                 repeated("year:2000..2019 OR ", 80) + "pain",
                                 repeated("date:2001-02-03..2019-05-06 OR ", 80) + "pain",
                                 repeated("-pain ", 500),
                                 repeated("lang:en ", 500)};
  for (const std::string& query : refused) {
    CAPTURE(query.substr(0, 40));
    CHECK(refusal(index, query) == "query.too_broad");
    CHECK(message(index, query).find("dearest part is") != std::string::npos);
  }
  for (const std::string query : {"pain", "pain back knee", "\"in the back\"", "-pain", "lang:en", "year:2000..2019 pain", "pai*"}) CHECK_MESSAGE(refusal(index, query).empty(), query);
}

TEST_CASE("fault_117 where nothing is found, looking for the reason costs no more than the query may") {
  std::vector<tests::SmallDocument> documents;
  for (int i = 0; i < 100; ++i) documents.push_back({"Pain of the back", i % 2 == 0 ? "Adults with knees." : "Children walked.", "en", "S", 2000, {}});
  SmallIndex index(documents);
  const std::string query = "+adults +children +pain +back";
  for (const auto& [steps, why] : {std::pair{100'000, 2}, {500, 1}}) {
    index.bounds().max_query_steps = steps;
    const auto found = index.find(query);
    REQUIRE(found);
    CHECK(found->works.empty());
    CHECK(found->reply.why_none.size() >= 1);
    CHECK(found->reply.repairs.size() == (why == 2 ? 2U : 0U));
  }
}
