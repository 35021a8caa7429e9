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

TEST_CASE("politeness: a delay that the host asks for is kept, one request at a time, on our own addresses too") {
  base::FetchConfig bounds;
  bounds.allow_private = {{"127.0.0.1", 8080}};
  for (const base::Url& url : {kBusy, *base::parse_url("http://127.0.0.1:8080/a")}) {
    Politeness lines(bounds);
    lines.keep_delay(url, 5000, 0);
    for (Ticket ticket = 0; ticket < 3; ++ticket) lines.wait_in_line(ticket, url);
    CHECK_FALSE(lines.next(4999));
    CHECK(lines.next(5000) == Ticket{0});
    CHECK_FALSE(lines.next(20'000));
    lines.finished(url, false, 20'000);
    CHECK_FALSE(lines.next(24'999));
    CHECK(lines.next(25'000) == Ticket{1});
  }
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

}  // namespace meridian::indexer::fetch
