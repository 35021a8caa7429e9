#include "query/explore/direction.h"

#include <doctest/doctest.h>

using meridian::query::Quote;
using meridian::query::explore::stated_direction;
using Direction = Quote::Direction;

namespace {
struct Row {
  const char* sentence;
  Direction direction;
};
}  // namespace

TEST_CASE("direction: explicit words state it") {
  static constexpr Row kRows[] = {
      {"Recall of word pairs was higher after stimulation.", Direction::up},
      {"Airway pressure reduced systolic blood pressure by 4.2 mmHg.", Direction::down},
      {"Sleep quality improved in both groups.", Direction::up},
      {"Symptoms worsened in the placebo group.", Direction::down},
      {"Spindle density was correlated with recall (r = 0.41).", Direction::associated},
      {"Improvements in light were associated with reductions in delay but not with mood.", Direction::associated},
      {"The mask was found to reduce snoring.", Direction::down},
      {"干预组血压显著降低（P＜0.01）。", Direction::down},
      {"刺激后回忆成绩明显提高。", Direction::up},
      {"纺锤波密度与成绩呈正相关。", Direction::associated},
      {"失眠症状改善。", Direction::up},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.sentence);
    CHECK(stated_direction(row.sentence).direction == row.direction);
  }
}

TEST_CASE("direction: a negated change is no effect") {
  for (const char* sentence :
       {"No significant associations were observed between light and mood.", "The mask did not improve mood.",
        "There was no significant difference in blood pressure between groups.", "Pressure was unchanged.",
        "Therapy failed to reduce worry.", "Recall was not significantly associated with age.",
        "两组血压比较无显著差异。", "治疗前后差异无统计学意义。", "褪黑素水平未见升高。", "睡眠时间没有显著变化。"}) {
    CAPTURE(sentence);
    CHECK(stated_direction(sentence).direction == Direction::no_effect);
  }
}

TEST_CASE("direction: what is hedged, meant, anatomical or said both ways states nothing") {
  for (const char* sentence :
       {"Light may reduce alertness.", "We used masks to reduce snoring.", "Lower back pain is common.",
        "Nurses wore light meters.", "运动可能降低血压。", "旨在降低血压。", "", "。。。"}) {
    CAPTURE(sentence);
    CHECK(stated_direction(sentence).direction == Direction::none_stated);
  }
}

TEST_CASE("direction: not only … is no negation, and neither reaches past an and") {
  CHECK(stated_direction("It not only reduced snoring.").direction == Direction::down);
  CHECK(stated_direction("There were no dropouts and snoring decreased.").direction == Direction::down);
}

TEST_CASE("direction: the cue is the word itself") {
  const std::string_view sentence = "Airway pressure reduced snoring.";
  const auto stated = stated_direction(sentence);
  CHECK(sentence.substr(stated.cue.begin, stated.cue.end - stated.cue.begin) == "reduced");
  CHECK(stated.of_quantity);
  CHECK_FALSE(stated_direction("Mood improved.").of_quantity);
}
