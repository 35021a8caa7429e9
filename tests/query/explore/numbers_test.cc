#include "query/explore/numbers.h"

#include <doctest/doctest.h>
#include <string>

using meridian::query::explore::numbers_in;

namespace {

std::string joined(std::string_view sentence) {
  std::string answer;
  for (const std::string& one : numbers_in(sentence)) {
    CHECK(sentence.find(one) != std::string_view::npos);
    answer += (answer.empty() ? "" : " | ") + one;
  }
  return answer;
}

struct Row {
  const char* sentence;
  const char* numbers;
};

}  // namespace

TEST_CASE("numbers: statistics are found as they stand") {
  static constexpr Row kRows[] = {
      {"Spindles rose (r = 0.41, p = 0.004) in sleepers (n = 45).", "r = 0.41 | p = 0.004 | n = 45"},
      {"It predicted recall ({beta} = -0.51, p=.006).", "{beta} = -0.51 | p=.006"},
      {"The slope was β=−0.3 and b = 1.2.", "β=−0.3 | b = 1.2"},
      {"Pressure fell (SMD -0.45, 95% CI -0.7 to -0.2; I2 = 45%).", "SMD -0.45 | 95% CI -0.7 to -0.2 | I2 = 45%"},
      {"HR was 0.80 (95% CI 0.7, 0.9; P<0.001).", "HR was 0.80 | 95% CI 0.7, 0.9 | P<0.001"},
      {"An odds ratio of 1.8 (95% confidence interval [CI], 1.2–2.7).",
       "odds ratio of 1.8 | 95% confidence interval [CI], 1.2–2.7"},
      {"Age was 54.2 ± 10.1 years; 77.6 per cent were women.", "54.2 ± 10.1 | 77.6 per cent"},
      {"Between 3-5% and 12 % left.", "3-5% | 12 %"},
      {"Cohen's d = 0.6, F(1, 20) was not given, t = 2.1.", "Cohen's d = 0.6 | t = 2.1"},
      {"有效率为92.5%，高于对照组（χ2=5.2，P＜0.05）。", "92.5% | χ2=5.2 | P＜0.05"},
      {"评分为(12.3±4.5)分，95%CI：1.2～3.4，OR=1.5。", "12.3±4.5 | 95%CI：1.2～3.4 | OR=1.5"},
      {"相关系数r=0.45，95%置信区间为0.2至0.6。", "r=0.45 | 95%置信区间为0.2至0.6"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.sentence);
    CHECK(joined(row.sentence) == row.numbers);
  }
}

TEST_CASE("numbers: names, years, counts and codes are no statistics") {
  for (const char* sentence :
       {"IL-6 and CD4 cells were taken in 2024-03 from 32 nurses.", "We chose A or 5 of them, n of many.",
        "A 95% CI was computed.", "Group B had 12 weeks, 3 sessions.", "", "%", "p =", "±3", "1,2,3"}) {
    CAPTURE(sentence);
    CHECK(joined(sentence) == "");
  }
}

TEST_CASE("numbers: a hostile sentence is read in linear time and gives a bounded answer") {
  std::string sentence;
  for (int i = 0; i < 20'000; ++i) sentence += "p = 0.05 95% CI ( ( ( 1 ";
  CHECK(numbers_in(sentence).size() == 64);
  CHECK(numbers_in(std::string(300'000, '9')).empty());
}
