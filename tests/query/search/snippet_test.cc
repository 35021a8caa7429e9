#include "query/search/snippet.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>

#include "text/unicode.h"

using namespace meridian;
using query::search::MarkedTerms;

namespace {

std::shared_ptr<const text::Analyzer> analyzer() {
  static const auto kOpened = text::Analyzer::open();
  REQUIRE(kOpened);
  return *kOpened;
}

std::string shown(const query::Snippet& snippet) {
  std::string out;
  std::size_t at = 0;
  for (const auto& mark : snippet.marks) {
    out +=
        snippet.text.substr(at, mark.begin - at) + "[" + snippet.text.substr(mark.begin, mark.end - mark.begin) + "]";
    at = mark.end;
  }
  return out + snippet.text.substr(at);
}

}  // namespace

TEST_CASE("snippet: words are marked as the index compares them") {
  const auto door = analyzer();
  CHECK(shown(query::search::marked("Inflammatory markers and inflammation",
                                    MarkedTerms{{"Zinflammatori", "Zinflamm"}, {}}, *door)) ==
        "[Inflammatory] markers and [inflammation]");
  CHECK(shown(query::search::marked("慢性疼痛的机制", MarkedTerms{{"疼痛"}, {}}, *door)) == "慢性[疼痛]的机制");
  CHECK(shown(query::search::marked("慢性疼痛的機制", MarkedTerms{{"慢性", "性疼", "疼痛"}, {}}, *door)) ==
        "[慢性疼痛]的機制");
  CHECK(shown(query::search::marked("neuron and neural", MarkedTerms{{}, {"neur"}}, *door)) == "[neuron] and [neural]");
}

TEST_CASE("snippet: the best passage is shown, in whole words and code points") {
  const auto door = analyzer();
  std::string text;
  for (int i = 0; i < 80; ++i) text += "filler words here. ";
  const std::string target = "Walking eased spinal pain in adults. ";
  const auto snippet = query::search::passage(text + target + text, MarkedTerms{{"Zwalk", "Zpain"}, {}}, *door);
  CHECK(snippet.text.starts_with("…"));
  CHECK(snippet.text.ends_with("…"));
  CHECK(snippet.marks.size() == 2);
  CHECK(shown(snippet).find("[Walking] eased spinal [pain]") != std::string::npos);

  std::string chinese;
  for (int i = 0; i < 200; ++i) chinese += "实验结果表明";
  const auto cut = query::search::passage(chinese + "炎症下降" + chinese, MarkedTerms{{"炎症"}, {}}, *door);
  CHECK(text::is_valid_utf8(cut.text));
  CHECK(cut.marks.size() == 1);
}

TEST_CASE("snippet: without a mark the beginning is shown") {
  const auto door = analyzer();
  const auto snippet = query::search::passage("First words. More.", MarkedTerms{}, *door);
  CHECK(snippet.text == "First words. More.");
  CHECK(snippet.marks.empty());
  CHECK(query::search::passage("", MarkedTerms{}, *door).text.empty());
}
