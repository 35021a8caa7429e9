#include "query/explore/evidence.h"

#include <doctest/doctest.h>

#include "query/explore/numbers.h"
#include "query/explore/quotable.h"

using namespace meridian::query::explore;

namespace {

double evidence_of(std::string_view sentence) {
  return evidence(sentence, numbers_in(sentence));
}

}  // namespace

TEST_CASE("evidence: what was found raises, in papers and in the press, null results too") {
  for (const char* sentence :
       {"Analysis of the tapes showed that night nurses slept less than day nurses.",
        "Dim lamps didn't make much difference to the length of sleep.", "No association of lamps with mood was seen.",
        "Night birds tended to be slightly larger where lamps were dim.",
        "Dimming the lamps can help nurses to fall asleep.", "夜间光照显著推迟睡眠时间。"}) {
    CAPTURE(sentence);
    CHECK(evidence_of(sentence) > 0);
  }
}

TEST_CASE("evidence: figures of an outcome raise, the size of a sample does not") {
  const double bare = evidence_of("Sleep was shorter under the bright lamps.");
  CHECK(evidence_of("Sleep was shorter under the bright lamps (p = 0.01).") > bare);
  CHECK(evidence_of("Sleep was shorter under the bright lamps (r = 0.4, p = 0.01).") >
        evidence_of("Sleep was shorter under the bright lamps (p = 0.01)."));
  CHECK(evidence_of("Sleep was shorter under the bright lamps (n = 40).") == bare);
}

TEST_CASE("evidence: who took part, what was meant and what is missing lower") {
  for (const char* sentence :
       {"Forty nurses took part in one of two lighting plans.", "The nurses were randomly assigned to two lamps.",
        "The team wanted to compare lamps in two hospitals.", "The writers expected that sleep would be shorter.",
        "More research is needed on lamps in hospitals.", "They drink a cup of tea before the night.",
        "选取倒班护士40名。"}) {
    CAPTURE(sentence);
    CHECK(evidence_of(sentence) < 0);
  }
}

TEST_CASE("evidence: a sentence that points at another lowers, unless at its own study") {
  CHECK(evidence_of("This habit is known as napping among nurses.") < 0);
  CHECK(evidence_of("These lamps could be a reason for it.") < 0);
  CHECK(evidence_of("These findings show that lamps delayed sleep.") > 0);
  CHECK(evidence_of("This") < 0.1);
}

TEST_CASE("evidence: a cue inside another word is none") {
  CHECK(evidence_of("The thread was pulled through a narrowed tube of glass.") == 0);
}

TEST_CASE("evidence: where something is published is no finding; what a published study found is") {
  CHECK(states_publication("The work is published in the Journal of Night Lamps (2020; 3, 14)."));
  CHECK(states_publication("该研究发表于《夜间照明》杂志第三期。"));
  CHECK_FALSE(
      states_publication("The study, which was published in a journal of lamps, found that nurses slept less."));
  CHECK_FALSE(quotable("The work is published in the Journal of Night Lamps (2020; 3, 14)."));
  CHECK(quotable("The study, which was published in a journal of lamps, found that nurses slept less."));
}
