#include "indexer/fetch/politeness.h"

#include <doctest/doctest.h>

namespace meridian::indexer::fetch {

namespace {

const base::Url kBusy = *base::parse_url("https://busy.example/feed"),
                kOther = *base::parse_url("https://other.example/feed");

}  // namespace

TEST_CASE("fault_021 politeness: two at a time to a host, the others are not delayed") {
  base::FetchConfig bounds;
  bounds.host_delay_ms = 0;
  Politeness lines(bounds);
  for (Ticket ticket = 0; ticket < 200; ++ticket) lines.wait_in_line(ticket, kBusy);
  lines.wait_in_line(500, kOther);
  std::vector<Ticket> begun;
  while (const auto ticket = lines.next(0)) begun.push_back(*ticket);
  CHECK(begun == std::vector<Ticket>{0, 1, 500});
  lines.finished(kBusy, false, 10);
  CHECK(lines.next(10) == Ticket{2});
  CHECK_FALSE(lines.next(10));
}

TEST_CASE("politeness: a host is asked again after its delay, our own address at once") {
  base::FetchConfig bounds;
  bounds.host_delay_ms = 1000;
  bounds.allow_private = {{"127.0.0.1", 8080}};
  Politeness lines(bounds);
  const base::Url own = *base::parse_url("http://127.0.0.1:8080/a");
  for (Ticket ticket = 0; ticket < 2; ++ticket) lines.wait_in_line(ticket, kBusy), lines.wait_in_line(10 + ticket, own);
  std::vector<Ticket> begun;
  while (const auto ticket = lines.next(0)) begun.push_back(*ticket);
  CHECK(begun.size() == 3);
  CHECK(lines.wait_ms(400) == 600);
  CHECK_FALSE(lines.next(999));
  CHECK(lines.next(1000) == Ticket{1});
}

TEST_CASE("fault_021 politeness: a host that hangs three times is left alone") {
  base::FetchConfig bounds;
  bounds.host_delay_ms = 0;
  Politeness lines(bounds);
  for (Ticket ticket = 0; ticket < 10; ++ticket) lines.wait_in_line(ticket, kBusy);
  for (int i = 0; i < 3; ++i) {
    CHECK_FALSE(lines.is_down(kBusy));
    REQUIRE(lines.next(0));
    lines.finished(kBusy, true, 0);
  }
  CHECK(lines.is_down(kBusy));
  CHECK(lines.leave_alone(kBusy).size() == 7);
  CHECK(lines.waiting() == 0);
  CHECK_FALSE(lines.next(0));
}

TEST_CASE("fault_016 politeness: Retry-After is kept between a minute and seven days") {
  const base::UnixTime now = *base::parse_rfc3339("1994-11-06T08:00:00Z");
  CHECK(retry_after_seconds("10", now) == 60);
  CHECK(retry_after_seconds("3600", now) == 3600);
  CHECK(retry_after_seconds("99999999999", now) == 7 * 86'400);
  CHECK(retry_after_seconds("Sun, 06 Nov 1994 10:00:00 GMT", now) == 7200);
  CHECK(retry_after_seconds("Sun, 06 Nov 1993 10:00:00 GMT", now) == 60);
  for (const char* junk : {"", "-1", "soon", "1.5", "Sun, 31 Feb 1994 10:00:00 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
                           "1994-11-06T08:49:37Z"})
    CHECK_MESSAGE(!retry_after_seconds(junk, now), junk);
}

}  // namespace meridian::indexer::fetch
