#include "query/explore/roles.h"

#include <doctest/doctest.h>
#include <string>

#include "query/explore/quotable.h"

using namespace meridian::query::explore;

namespace {

char letter(Role role) {
  static constexpr char kLetters[] = {'B', 'O', 'M', 'R', 'C', '-'};
  return kLetters[static_cast<std::size_t>(role)];
}

// One letter a sentence.
std::string roles(std::string_view abstract) {
  std::string answer;
  for (const RoleSentence& sentence : role_sentences(abstract)) answer += letter(sentence.role);
  return answer;
}

struct Row {
  const char* abstract;
  const char* roles;
};

}  // namespace

TEST_CASE("roles: headings of structured abstracts decide, in either language and any dress") {
  static constexpr Row kRows[] = {
      {"Background: Light delays sleep. Methods: We measured light. It was bright. Results: Sleep was late. "
       "Conclusions: Dim it.",
       "BMMRC"},
      {"BACKGROUND AND OBJECTIVES: Light matters here. RESULTS: Sleep was late. INTERPRETATION: Dim it early.", "BRC"},
      {"Abstract Background: Light matters here. Results: Sleep was late indeed.", "BR"},
      {"Results: Sleep was late. Trial registration: Registered as number seven. Keywords: light; sleep.", "R--"},
      {"目的：探讨光照。方法：选取护士40名。佩戴记录仪。结果：睡眠推迟。结论：减少光照。", "OMMRC"},
      {"【目的】探讨光照。【方法】选取护士40名。【结果】睡眠推迟。【结论】减少光照。", "OMRC"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.abstract);
    CHECK(roles(row.abstract) == row.roles);
  }
}

TEST_CASE("roles: the heading is no part of the sentence") {
  const std::string abstract = "Results: Sleep was late in both groups.";
  const auto sentences = role_sentences(abstract);
  REQUIRE(sentences.size() == 1);
  CHECK(abstract.substr(sentences[0].span.begin, sentences[0].span.end - sentences[0].span.begin) ==
        "Sleep was late in both groups.");
}

TEST_CASE("roles: without headings cue words, numbers and place decide") {
  CHECK(
      roles(
          "Sleep is an important part of life. We aimed to test whether light delays it. Forty nurses were recruited. "
          "Sleep was significantly later under light (p = 0.01). These findings suggest that nurses should dim the "
          "light.") == "BOMRC");
  CHECK(roles("近年来倒班问题日益突出。采用光照记录仪对护士进行监测。结果表明，光照推迟睡眠。综上，应减少夜间光照。") ==
        "BMRC");
}

TEST_CASE("roles: in a long page words decide, not places") {
  std::string page;
  for (int i = 0; i < 24; ++i) page += "The ward has a lamp by the door and a chair. ";
  const std::string talk =
      roles(page + "The team found that lamps significantly delayed sleep. The ward has a lamp here.");
  REQUIRE(talk.size() == 26);
  CHECK(talk[24] == 'R');
  CHECK(talk[12] == 'B');
}

TEST_CASE("roles: a sentence with a colon is not a heading") {
  CHECK(role_sentences("Two lamps were used: a bright one and a dim one.").front().by_heading == false);
  CHECK(role_sentences("").empty());
}

TEST_CASE("quotable: whole sentences are, furniture and fragments are not") {
  CHECK(quotable("Evening light delays melatonin onset in nurses."));
  CHECK(quotable("夜间光照推迟褪黑素的分泌时间。"));
  for (const char* text :
       {"Does light delay sleep in most nurses?", "Why light matters", "Light at night.", "光照？", "睡眠推迟。",
        "© 2026 The Authors. All rights reserved by them.", "Subscribe to our newsletter for more stories like this.",
        "The study was carried out in a hospital and …", "Registered at ClinicalTrials.gov under the number seven.",
        "The following were measured in all nurses:"}) {
    CAPTURE(text);
    CHECK_FALSE(quotable(text));
  }
  CHECK_FALSE(quotable(std::string(800, 'a') + " b c d e f."));
}
