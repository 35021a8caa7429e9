#include "query/search/parse.h"

#include <doctest/doctest.h>
#include <pthread.h>

#include <string>
#include <string_view>

#include "base/clock.h"

using namespace meridian;
using query::search::parse;
using query::search::print;

namespace {

const std::int64_t kToday = base::days_from_civil({2026, 11, 21});

std::string tree(std::string_view query) {
  const auto parsed = parse(query, base::SearchConfig{}, kToday);
  return parsed ? print(parsed->root) : parsed.error().code;
}

std::string warnings(std::string_view query) {
  const auto parsed = parse(query, base::SearchConfig{}, kToday);
  std::string codes;
  if (parsed)
    for (const auto& warning : parsed->warnings)
      codes += (codes.empty() ? "" : " ") + warning.code + "@" + std::to_string(warning.where.begin) + "-" +
               std::to_string(warning.where.end);
  return codes;
}

struct Row {
  std::string_view query, tree;
};

}  // namespace

TEST_CASE("parse: operators, signs and brackets give this tree") {
  const Row rows[] = {
      {"back pain", "back pain"},
      {"back AND pain", "back AND pain"},
      {"back pain AND exercise", "back AND pain AND exercise"},
      {"back pain OR neck pain", "(back AND pain) OR (neck AND pain)"},
      {"a OR b AND c", "a OR (b AND c)"},
      {"(a OR b) c", "(a OR b) c"},
      {"(a b) c", "(a AND b) c"},
      {"((a))", "+a"},
      {"exercise -drug", "exercise -drug"},
      {"exercise !drug", "exercise -drug"},
      {"exercise NOT drug", "exercise -drug"},
      {"exercise AND NOT drug", "exercise AND -drug"},
      {"-drug", "-drug"},
      {"NOT drug", "-drug"},
      {"+spine pain", "+spine pain"},
      {"-(a OR b) c", "-(a OR b) c"},
      {"pain and gain", "pain and gain"},
      {"low - dose", "low dose"},
      {"IL-6 TNF-α CD4+", "IL-6 TNF-α CD4+"},
      {"word^2 other^0.5", "word^2 other^0.5"},
      {"=pains ~ache", "=pains ~ache"},
      {"=year:abc*", "=year:abc*"},
      {"title:pain^2", "title:pain^2"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.query);
    CHECK(tree(row.query) == row.tree);
  }
}

TEST_CASE("parse: phrases, nearness and wildcards give this tree") {
  const Row rows[] = {
      {"\"low back pain\"", "\"low back pain\""},
      {"\"back pain\"~5", "\"back pain\"~5"},
      {"pain NEAR/5 exercise", "pain NEAR/5 exercise"},
      {"pain NEAR exercise", "pain NEAR/10 exercise"},
      {"a ADJ/3 b c", "(a ADJ/3 b) c"},
      {"a NEAR/3 b NEAR/3 c", "a NEAR/3 b NEAR/3 c"},
      {"疼痛 NEAR/5 运动", "疼痛 NEAR/5 运动"},
      {"NEAR", "query.empty"},
      {"inflam*", "inflam*"},
      {"慢性疼*", "慢性疼*"},
      {"疼*", "疼*"},
      {"title:inflam* pain", "title:inflam* pain"},
      {"inflamation~", "inflamation~1"},
      {"inflamation~2^3", "inflamation~2^3"},
      {"inflamation~9", "inflamation~2"},
      {"title:inflamation~", "title:inflamation~1"},
      {"doi:10.5555/abc~1", "doi:10.5555/abc~1"},
      {"疼痛~", "疼痛"},
      {"ab~ 10~20", "ab~ 10~20"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.query);
    CHECK(tree(row.query) == row.tree);
  }
}

TEST_CASE("parse: fields have English and Chinese names, and PubMed's tags") {
  const Row rows[] = {
      {"ti:pain", "title:pain"},
      {"TITLE:pain", "title:pain"},
      {"标题：疼痛", "title:疼痛"},
      {"title: pain", "title:pain"},
      {"title:\"back pain\"", "title:\"back pain\""},
      {"title:(back OR neck)", "title:back OR title:neck"},
      {"作者:王伟", "author:王伟"},
      {"lang:zh 7d", "lang:zh date:7d"},
      {"source:\"Test Weekly\"", "source:\"Test Weekly\""},
      {"pain[ti]", "title:pain"},
      {"pain[tiab]", "title:pain OR abstract:pain"},
      {"\"back pain\"[ti] smith[au]", "title:\"back pain\" author:smith"},
      {"2020:2024[dp]", "date:2020..2024"},
      {"doi:10.5555/a-b.1", "doi:10.5555/a-b.1"},
      {"like:12 search:\"my radar\" 标签：spine", "like:12 search:\"my radar\" tag:spine"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.query);
    CHECK(tree(row.query) == row.tree);
  }
}

TEST_CASE("fault_069 parse: a DOI is one however it is typed, with brackets of its own and without a field") {
  const Row rows[] = {
      {"doi:10.5555/s1234-5678(19)30001-2", "doi:\"10.5555/s1234-5678(19)30001-2\""},
      {"doi:10.5555/(SICI)1234-5679(19990102/03)1:2/3<456::AID-XYZ7>3.0.CO;2-A",
       "doi:\"10.5555/(SICI)1234-5679(19990102/03)1:2/3<456::AID-XYZ7>3.0.CO;2-A\""},
      {"(doi:10.5555/s1234-5678(19)30001-2 OR pain)", "doi:\"10.5555/s1234-5678(19)30001-2\" OR pain"},
      {"10.5555/abc.1", "doi:10.5555/abc.1"},
      {"10.5555/s1234-5678(19)30001-2", "doi:\"10.5555/s1234-5678(19)30001-2\""},
      {"https://doi.org/10.5555/abc.1 pain", "doi:https://doi.org/10.5555/abc.1 pain"},
      {"http://dx.doi.org/10.5555%2Fabc.1", "doi:http://dx.doi.org/10.5555%2Fabc.1"},
      {"10.5555/abc(open pain", "doi:10.5555/abc (open AND pain)"},
      {"pain(s) 10.5 10.5555 1/2", "pain +s 10.5 10.5555 1/2"},
      {"title:10.5555/abc.1 =10.5555/abc.1", "title:10.5555/abc.1 =10.5555/abc.1"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.query);
    CHECK(tree(row.query) == row.tree);
    CHECK(tree(row.tree) == row.tree);
  }
  CHECK(tree("10.5555/" + std::string(16'000, '(')) == "query.too_deep");
}

TEST_CASE("parse: dates and ranges") {
  const Row rows[] = {
      {"date:2024", "date:2024"},
      {"date:2024-03", "date:2024-03"},
      {"date:2024/03/05", "date:2024-03-05"},
      {"2024-03..2024-05 pain", "date:2024-03..2024-05 pain"},
      {"..2020", "date:..2020"},
      {">=2024-03", "date:>=2024-03"},
      {"year:2020..2024", "year:2020..2024"},
      {"added:7d", "added:7d"},
      {"pain 2024", "pain 2024"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.query);
    CHECK(tree(row.query) == row.tree);
  }
}

TEST_CASE("parse: full-width punctuation and letters mean what ASCII means") {
  CHECK(tree("（疼痛　OR　炎症）　－药物") == "(疼痛 OR 炎症) -药物");
  CHECK(tree("“慢性疼痛”") == "\"慢性疼痛\"");
  CHECK(tree("ＩＬ－６") == "IL-6");
  CHECK(tree("炎症，腰痛") == "炎症 腰痛");
  CHECK(tree("＋疼痛 运动") == "+疼痛 运动");
}

TEST_CASE("parse: the printed tree parses to the same tree") {
  for (const std::string_view query :
       {"a b c", "a AND (b OR c) -d", "ti:(a OR (b c)) +x", "\"a b\"~4^2 NEAR", "a NEAR/3 b OR c",
        "pain[tiab] 2020..2021 -lang:zh", "-(a b)", "foo:bar \"open", "((a OR b) AND c) d*", "abc* =x ~y^3",
        "source:\"a b\" x", "-(-a)", "title:AND", "+-x", "a (b NEAR/2 c)"}) {
    CAPTURE(query);
    const auto once = parse(query, base::SearchConfig{}, kToday);
    if (!once) continue;
    const auto twice = parse(print(once->root), base::SearchConfig{}, kToday);
    REQUIRE(twice);
    CHECK(print(twice->root) == print(once->root));
    CHECK(twice->root == once->root);
  }
}

TEST_CASE("parse: a plus before a minus in brackets keeps what is excluded") {
  CHECK(tree("+(-drug)") == "-drug");
  CHECK(tree("+(-drug) pain") == "-drug pain");
}

TEST_CASE("parse: places of warnings are bytes of the query as typed") {
  CHECK(warnings("疼痛 “开放") == "query.syntax@7-10");
  CHECK(warnings("（疼痛") == "query.syntax@0-3");
}

TEST_CASE("parse: brackets in a sentence are punctuation, with a warning") {
  CHECK(tree("use of one drug (another name) in small children") == "use of one drug another name in small children");
  CHECK(warnings("use of one drug (another name) in small children") == "query.brackets@17-29");
  CHECK(tree("use of one drug (a OR b) in small children") == "use of one drug (a OR b) in small children");
  CHECK(tree("one drug (another name)") == "one drug (another AND name)");
}

TEST_CASE("fault_113 a query without words is invalid and says what is missing") {
  for (const std::string_view query : {"", "   ", "AND OR NOT", "*", "\"\"", "()", "+", "-"}) {
    CAPTURE(query);
    CHECK(tree(query) == "query.empty");
  }
}

TEST_CASE("parse: a sentence in capitals has words, not operators") {
  CHECK(tree("THE USE OF DRUGS AND TRAINING IN RATS OR MICE BUT NOT IN MEN") == "THE USE OF DRUGS AND TRAINING IN RATS OR MICE BUT NOT IN MEN");
  CHECK(warnings("THE USE OF DRUGS AND TRAINING IN RATS") == "query.capitals@17-20");
  // Names in capitals, one of which may also be a stop word, are no sentence.
  CHECK(tree("WHO AND HIV NOT TB") == "WHO AND HIV AND -TB");
  CHECK(tree("IL-6 AND TNF") == "IL-6 AND TNF");
  // Elsewhere capitals tell an operator from a word.
  CHECK(tree("the use of drugs AND training in rats") == "the AND use AND of AND drugs AND training AND in AND rats");
}

TEST_CASE("fault_114 unbalanced quotes and brackets warn with their place") {
  CHECK(warnings("\"low back") == "query.syntax@0-1");
  CHECK(tree("\"low back") == "low back");
  CHECK(tree("(a OR b") == "a OR b");
  CHECK(tree("a) b") == "a b");
  CHECK(warnings("a) b") == "query.syntax@1-2");
  CHECK(tree(std::string(10'000, '(')) == "query.too_deep");
}

TEST_CASE("fault_115 brackets nested too deep are refused by name") {
  std::string deep;
  for (int i = 0; i < 2000; ++i) deep += "(a AND ";
  CHECK(tree(deep) == "query.too_deep");
}

TEST_CASE("fault_115 signs before a word take no room on the stack, however many there are") {
  const auto parsed = [](void*) -> void* {
    for (const std::string sign : {"=", "~", "-", "+", "!", "~=", "=~", "\"", "[", "^", "title:"}) {
      std::string query;
      while (query.size() + sign.size() < 16'383) query += sign;
      tree(query + "x");
    }
    return nullptr;
  };
  pthread_attr_t small;
  REQUIRE(pthread_attr_init(&small) == 0);
  REQUIRE(pthread_attr_setstacksize(&small, 512 << 10) == 0);
  pthread_t thread{};
  REQUIRE(pthread_create(&thread, &small, parsed, nullptr) == 0);
  CHECK(pthread_join(thread, nullptr) == 0);
  pthread_attr_destroy(&small);
  CHECK(tree("===x") == "=x");
  CHECK(tree("~~x") == "~x");
}

TEST_CASE("fault_116 signs in any number are bounded") {
  CHECK(tree(std::string(16'000, '-') + "x") == "-x");
  CHECK(tree(std::string(100'000, '-')) == "query.too_long");
}

TEST_CASE("fault_117 a star needs three letters or one Han character") {
  CHECK(tree("a*") == "query.too_broad");
  CHECK(tree("ab*") == "query.too_broad");
  std::string many;
  for (int i = 0; i < 17; ++i) many += "abc* ";
  CHECK(tree(many) == "query.too_broad");
}

TEST_CASE("fault_118 a query over its bounds is refused, not cut") {
  std::string words;
  for (int i = 0; i < 513; ++i) words += "w ";
  CHECK(tree(words) == "query.too_long");
  CHECK(tree(std::string(1 << 20, 'a')) == "query.too_long");
}

TEST_CASE("fault_119 distances are bounded by name") {
  CHECK(tree("a NEAR/99999999999 b") == "a NEAR/100 b");
  CHECK(warnings("a NEAR/99999999999 b") == "query.distance@2-18");
}

TEST_CASE("fault_120 a bad range is left out with a warning and the rest is answered") {
  CHECK(tree("pain date:2020-99-99..abc") == "pain");
  CHECK(warnings("pain date:2020-99-99..abc") == "query.range@10-25");
  CHECK(tree("date:2024..2020") == "date:2020..2024");
  CHECK(warnings("date:2024..2020") == "query.range@5-15");
  CHECK(tree("pain 1..9999999999999") == "pain 1..9999999999999");
}

TEST_CASE("fault_121 unknown and empty fields are words, with a warning") {
  CHECK(tree("colour:red pain") == "colour:red pain");
  CHECK(warnings("colour:red pain") == "query.field@0-7");
  CHECK(tree("title:") == "title");
  CHECK(warnings("title:") == "query.field@0-6");
  CHECK(tree("title:AND") == "title:AND");
}

TEST_CASE("fault_122 bytes that are not text, controls and marks are read as text or not at all") {
  CHECK(tree(std::string("pa\0in", 5)) == "pa in");
  CHECK(tree("pain\xff") == "pain");
  CHECK(tree("\xe2\x80\xaepain") == "pain");
}

TEST_CASE("fault_123 code is text") {
  for (const std::string_view query : {"'; DROP TABLE x; --", "<script>alert(1)</script>", "$(rm -rf /)", "{{7*7}}"}) {
    CAPTURE(query);
    CHECK(parse(query, base::SearchConfig{}, kToday).has_value());
  }
}
