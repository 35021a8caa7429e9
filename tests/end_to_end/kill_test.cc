#include <doctest/doctest.h>

#include "tests/end_to_end/kill_gate.h"

TEST_CASE("kill: a crawl killed at any moment loses nothing that was seen, and the index follows") {
  meridian::tests::KillGateSettings settings;
  settings.kills = 5;
  settings.feeds = 8;
  const meridian::tests::KillGateReport report = meridian::tests::run_kill_gate(settings);
  for (const std::string& problem : report.problems) FAIL_CHECK(problem);
  CHECK(report.kills == settings.kills);
  CHECK(report.acknowledged > 0);
  CHECK(report.lost == 0);
  CHECK(report.unfollowed == 0);
  CHECK(report.unequal == 0);
  CHECK(report.articles >= report.acknowledged);
  CHECK(report.works < report.articles);  // papers that two feeds share
}
