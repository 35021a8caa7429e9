// Queries that mean no good (FAULTS Q), asked of an index: what is refused is refused by name, what can be understood is answered.
#include <doctest/doctest.h>

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

}  // namespace

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
