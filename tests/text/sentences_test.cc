#include "text/sentences.h"

#include <doctest/doctest.h>

#include <string>

namespace meridian::text {

namespace {

std::string cut(std::string_view text) {
  std::string out;
  for (const Sentence& one : sentences(text))
    out += (out.empty() ? "" : "|") + std::string(text.substr(one.begin, one.end - one.begin));
  return out;
}

}  // namespace

TEST_CASE("sentences: ends, and what only looks like one") {
  const std::pair<const char*, const char*> rows[] = {
      {"One. Two! Three?", "One.|Two!|Three?"},
      {"A fall of 0.5 mg (p = .03). It held.", "A fall of 0.5 mg (p = .03).|It held."},
      {"As in Fig. 2 and by Smith et al. (2019), it rose.", "As in Fig. 2 and by Smith et al. (2019), it rose."},
      {"We follow Smith et al. We differ.", "We follow Smith et al.|We differ."},
      {"J. Smith and A. B. Doe agreed.", "J. Smith and A. B. Doe agreed."},
      {"i.e. this vs. that, approx. 5 mL. Next.", "i.e. this vs. that, approx. 5 mL.|Next."},
      {"Work of A. Bee [Ann. Tests 7, 1 (2009)] holds. It does.",
       "Work of A. Bee [Ann. Tests 7, 1 (2009)] holds.|It does."},
      {"They ran for 30 min. Patients rested. As no. 5 did.", "They ran for 30 min.|Patients rested.|As no. 5 did."},
      {"He said \"it fell.\" Then it rose.", "He said \"it fell.\"|Then it rose."},
      {"目的:观察。方法:随机！结果？好；完", "目的:观察。|方法:随机！|结果？|好；|完"},
      {"他说:“下降了。”之后上升。", "他说:“下降了。”|之后上升。"},
      {"【目的】观察疗效【方法】随机分组", "【目的】观察疗效|【方法】随机分组"},
      {"First line\n\n  Second line  ", "First line|Second line"},
      {"", ""},
      {" \n ", ""}};
  for (const auto& [text, wanted] : rows) CHECK_MESSAGE(cut(text) == wanted, text);
}

TEST_CASE("sentences: a bracket that is never closed does not hold back the rest") {
  std::string text = "One (two. ";
  for (int i = 0; i < 50; ++i) text += "Three four. ";
  CHECK(sentences(text).size() > 20);
}

TEST_CASE("sentences: together they hold every byte that is not blank, in order") {
  const std::string text = "Mixed 目的。 One. 二!\tThree… \"Four.\" (Five.) e.g. six 3.14\n七";
  std::size_t at = 0;
  for (const Sentence& one : sentences(text)) {
    CHECK(one.begin >= at);
    for (; at < one.begin; ++at) CHECK((text[at] == ' ' || text[at] == '\n' || text[at] == '\t'));
    at = one.end;
  }
  CHECK(at == text.size());
}

}  // namespace meridian::text
