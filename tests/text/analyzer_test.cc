#include "text/analyzer.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <thread>

#include "base/files.h"
#include "text/unicode.h"

namespace meridian::text {

namespace {

std::shared_ptr<const Analyzer> analyzer() {
  static const auto kFolder = base::TemporaryFolder::make("analyzer-test");
  static const auto kAnalyzer = [] {
    REQUIRE(kFolder);
    REQUIRE(base::write_file_atomically(
        kFolder->path() / "list",
        "慢性 100 n\n疼痛 100 n\n腰痛 80 n\n症候群 50 n\n发炎 30 n\n水平 90 n\n与 900 p\n简单 70 a\n安装 70 v\n"));
    return *Analyzer::open(kFolder->path() / "list");
  }();
  return kAnalyzer;
}

// "il6@1* il@1 Zil* …": term, position, a star when it is scored.
std::string terms(std::string_view text) {
  std::string out;
  for (const Term& term : analyzer()->analyze(text).terms) {
    out += (out.empty() ? "" : " ") + term.text;
    if (term.position > 0) out += "@" + std::to_string(term.position);
    if (term.scored) out += "*";
  }
  return out;
}

// Whether every word of the query is met by the text's terms, as the index would meet it.
bool finds(std::string_view query, std::string_view text) {
  std::set<std::string> have;
  for (const Term& term : analyzer()->analyze(text).terms) have.insert(term.text);
  for (const QueryWord& word : analyzer()->words_of_query(query)) {
    const bool all = std::all_of(word.scoring.begin(), word.scoring.end(),
                                 [&](const std::string& term) { return have.contains(term); });
    const bool any = std::any_of(word.spellings.begin(), word.spellings.end(),
                                 [&](const std::string& term) { return have.contains(term); });
    if (!all && !any) return false;
  }
  return true;
}

}  // namespace

TEST_CASE("analyzer: text becomes terms with positions") {
  const std::pair<const char*, const char*> rows[] = {
      {"Pains of the back", "pains@1 Zpain* of@2 the@3 back@4 Zback*"},
      {"IL-6", "il6@1* il@1 Zil* 6@2 Z6*"},
      {"low-back", "lowback@1 Zlowback low@1 Zlow* back@2 Zback*"},
      {"IL-6-induced", "il6@1* il6induced@1 Zil6induc il@1 Zil* 6@2 Z6* induced@3 Zinduc*"},
      {"IL 6", "il@1 Zil* il6@1* 6@2 Z6*"},
      {"CD4+", "cd4@1* cd4+@1 cd@1 Zcd* 4@2 Z4*"},
      {"慢性痛", "慢@1* 慢性@1* 性@2* 性痛@2* 痛@3*"},
      {"癌", "癌@1*"},
      {"發炎", "发@1* 发炎@1* 炎@2*"}};
  for (const auto& [text, wanted] : rows) CHECK_MESSAGE(terms(text) == wanted, text);
}

TEST_CASE("analyzer: every spelling of a name finds every other") {
  const std::vector<std::vector<const char*>> names = {
      {"IL-6", "IL6", "IL 6", "il-6", "ＩＬ－６"},
      {"TNF-α", "TNFα", "TNF-alpha", "TNF alpha", "TNF α", "tnf-Α"},
      {"TGF-β1", "TGF-beta1", "TGF-beta-1", "TGF beta 1", "TGFβ1"},
      {"IL-1β", "IL-1-beta", "IL-1 beta", "IL1β"},
      {"NF-κB", "NFκB", "NF-kappaB", "NF-kappa-B", "NF-kappa B", "NF kappa B"},
      {"COVID-19", "COVID19", "covid-19", "COVID 19"},
      {"SARS-CoV-2", "SARS-CoV2", "SARSCoV2"},
      {"5-HT", "5HT", "5-ht"},
      {"CD4+", "CD4(+)", "CD4⁺"},
      {"hs-CRP", "hsCRP", "HS-CRP"},
      {"non-specific", "nonspecific", "Non–specific"},
      {"β-blocker", "beta-blockers", "beta blocker"},
      {"T-cell", "T cells", "T-cells"},
      {"12-week", "12 weeks"},
      {"interleukin-6", "interleukin 6"},
      {"naïve", "naive"}};
  for (const auto& spellings : names)
    for (const char* query : spellings)
      for (const char* text : spellings)
        CHECK_MESSAGE(finds(query, std::string("we saw ") + text + " here"), query, " in ", text);
}

TEST_CASE("analyzer: a name is found inside longer compounds, and no other name is") {
  const std::pair<const char*, const char*> found[] = {
      {"IL-6", "IL-6-mediated"},     {"IL-6", "anti-IL-6"},
      {"IL6", "IL-6/TNF-α"},         {"TNF-alpha", "IL-6/TNF-α"},
      {"CD4", "CD4+ cells"},         {"CD8", "CD4+/CD8+"},
      {"COVID", "COVID-19"},         {"COVID-19", "post-COVID-19 fatigue"},
      {"TNFα", "TNF alpha-induced"}, {"il 6", "IL-6"},
      {"specific", "non-specific"},  {"day 7", "day-7"}};
  for (const auto& [query, text] : found) CHECK_MESSAGE(finds(query, text), query, " in ", text);
  const std::pair<const char*, const char*> apart[] = {{"CD4+", "CD4 cells"},
                                                       {"IL-6", "IL-10"},
                                                       {"IL-6", "IL. 6 patients"},
                                                       {"IL-6", "IL-10 6"},
                                                       {"nonspecific", "non specific"}};
  for (const auto& [query, text] : apart) CHECK_FALSE_MESSAGE(finds(query, text), query, " in ", text);
}

TEST_CASE("analyzer: a term written is a term sought, in English and both Chinese scripts") {
  const std::pair<const char*, const char*> rows[] = {
      {"exercising", "Exercise helps"},     {"慢性疼痛", "慢性腰部疼痛"}, {"慢性疼痛", "慢性腰部疼痛的治療"},
      {"慢性疼痛症候群", "慢性疼痛症候群"}, {"發炎", "发炎反应"},         {"简单", "安装简单"},
      {"bacterium", "many bacteria"}};
  for (const auto& [query, text] : rows) CHECK_MESSAGE(finds(query, text), query);
  CHECK_FALSE(finds("景点", "经典"));
}

TEST_CASE("analyzer: exact terms of consecutive words stand side by side in the text") {
  for (const char* text : {"IL-6水平与慢性腰痛", "chronic low-back pain",
                           "NF-κB, TGF beta 1 and SARS-CoV-2-infected CD4+ cells", "水平 IL-6 水平", "TNF-α 慢性"}) {
    std::uint32_t wanted = 1;
    const AnalyzedText analyzed = analyzer()->analyze(text);
    for (const QueryWord& word : analyzer()->words_of_query(text)) {
      for (const std::string& term : word.exact) {
        const bool there = std::any_of(analyzed.terms.begin(), analyzed.terms.end(),
                                       [&](const Term& one) { return one.text == term && one.position == wanted; });
        CHECK_MESSAGE(there, text, ": ", term, " at ", wanted);
        ++wanted;
      }
    }
    CHECK(wanted == analyzed.end_position);
  }
}

TEST_CASE("analyzer: stop words carry no weight and are known as such") {
  const auto words = analyzer()->words_of_query("the vitamin a");
  REQUIRE(words.size() == 3);
  CHECK(words[0].stop_word);
  CHECK_FALSE(words[1].stop_word);
  CHECK(words[2].stop_word);
  CHECK(finds("the who", "The WHO says"));
}

TEST_CASE("fault_078 analyzer: words and different terms are bounded, and it says so") {
  std::string text;
  for (int i = 0; i < 300'000; ++i) text += "w" + std::to_string(i) + "x ";
  const AnalyzedText analyzed = analyzer()->analyze(text);
  CHECK(analyzed.truncated);
  std::set<std::string> different;
  for (const Term& term : analyzed.terms) different.insert(term.text);
  CHECK(different.size() <= 60'000);
}

TEST_CASE("fault_077 analyzer: no term is longer than the index takes, whatever the word") {
  for (const char* letter : {"a", "IL-6-", "β", "\xEF\xB7\xBA", "\xE1\x84\x91"}) {
    std::string text;
    while (text.size() < 100'000) text += letter;
    for (const Term& term : analyzer()->analyze(text).terms) REQUIRE_MESSAGE(term.text.size() <= 66, letter);
    for (const QueryWord& word : analyzer()->words_of_query(text))
      for (const std::string& term : word.scoring) REQUIRE_MESSAGE(term.size() <= 66, letter);
  }
}

TEST_CASE("fault_122 analyzer: odd text gives no empty term and no crash") {
  std::string marks = "a";
  for (int i = 0; i < 1000; ++i) marks += "\xCC\x82";
  for (const std::string& text :
       {std::string("\xCF\x81\xCC\x82 = -.178"), marks, std::string("\xE2\x80\xAE\xE2\x80\x8B"), std::string("々々"),
        std::string("+ - / '"), std::string("ª º ½ ﷺ"), std::string("ß ﬁ Ǆ")}) {
    for (const Term& term : analyzer()->analyze(text).terms)
      CHECK_MESSAGE((!term.text.empty() && term.text != "Z"), text);
    for (const QueryWord& word : analyzer()->words_of_query(text)) CHECK_FALSE(word.scoring.empty());
  }
}

TEST_CASE("fault_035 fault_122 analyzer: any bytes, made storable, are analyzed in order and within the text") {
  std::uint32_t state = 7;
  const auto next = [&] { return (state = state * 1664525 + 1013904223) >> 8; };
  const char* pieces[] = {"IL",   "-",        "6",  "α",   " ", "慢性", "發", "+",       "(",
                          "\xff", "\xcc\x81", "’s", "0.5", ",", "ａ",   "é",  "\xf0\x9f"};
  for (int round = 0; round < 500; ++round) {
    std::string bytes;
    for (std::uint32_t i = next() % 40; i > 0; --i) bytes += pieces[next() % std::size(pieces)];
    const std::string text = storable(bytes);
    for (const Term& term : analyzer()->analyze(text).terms)
      REQUIRE_MESSAGE((!term.text.empty() && term.begin < term.end && term.end <= text.size()), text);
    std::size_t end = 0;
    for (const QueryWord& word : analyzer()->words_of_query(text)) {
      REQUIRE_MESSAGE((word.begin >= end && word.end > word.begin && word.end <= text.size()), text);
      end = word.end;
      REQUIRE_FALSE(word.exact.empty());
    }
  }
}

TEST_CASE("analyzer: threads share one and get the same terms") {
  const std::string text = "IL-6 水平與慢性腰痛 in inflammatory diseases";
  const std::string wanted = terms(text);
  std::vector<std::string> got(4);
  {
    std::vector<std::jthread> threads;
    for (std::string& one : got)
      threads.emplace_back([&] {
        for (int i = 0; i < 50; ++i) one = terms(text);
        analyzer()->words_of_query(text);
      });
  }
  for (const std::string& one : got) CHECK(one == wanted);
}

TEST_CASE("analyzer: folding") {
  const std::pair<const char*, const char*> rows[] = {
      {"ＩＬ－６", "il-6"}, {"TNF-α", "tnf-alpha"}, {"發炎", "发炎"}, {"Naïve", "naive"}, {"ABC", "abc"}};
  for (const auto& [text, wanted] : rows) CHECK_MESSAGE(analyzer()->fold(text) == wanted, text);
}

}  // namespace meridian::text
