#include "indexer/feed/date.h"

#include <doctest/doctest.h>

#include <string>
#include <string_view>

namespace meridian::indexer::feed {
namespace {

struct Row {
  std::string_view field, day;
};

void check(std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    CAPTURE(row.field);
    CHECK(iso_date(row.field) == row.day);
  }
}

TEST_CASE("date: RFC 822 with, without and with a wrong weekday, in zones of any name") {
  check({{"Tue, 23 Jun 2026 08:00:00 GMT", "2026-06-23"},
         {"Mon, 23 Jun 2026 08:00:00 GMT", "2026-06-23"},
         {"23 Jun 2026", "2026-06-23"},
         {"\n  3 Jun 2026 23:59:60 HST\n", "2026-06-03"},
         {"Wed, 01 Feb 21 10:00:00 EST", "2021-02-01"},
         {"01 Feb 94", "1994-02-01"},
         {"Wed, 01 Feb 2021 10:00 -0730", "2021-02-01"},
         {"Thu, 01 Feb 2021 10:00:00 Etc/GMT", "2021-02-01"},
         {"Thu, 01 Feb 2021 10:00:00 +0100 (CET)", "2021-02-01"},
         {"01-Feb-2021", "2021-02-01"}});
}

TEST_CASE("date: names of days and months in other languages") {
  check({{"Mi, 12 Mai 2021", "2021-05-12"},
         {"Do., 07 Okt 2021 08:00:00 +0200", "2021-10-07"},
         {"Montag, 15. März 2021", "2021-03-15"},
         {"3 août 2019", "2019-08-03"},
         {"12 de diciembre de 2020", "2020-12-12"},
         {"mar., 01 déc. 2020 16:11:02 +0000", "2020-12-01"},
         {"3 jui 2019", ""}});
}

TEST_CASE("date: ISO 8601 and what systems print in its place") {
  check({{"2026-06-23", "2026-06-23"},
         {"2026-06", "2026-06"},
         {"2026", "2026"},
         {"20260623", "2026-06-23"},
         {"2026-06-23T08:00:00.123456Z", "2026-06-23"},
         {"2026-06-23T08:00+00:00", "2026-06-23"},
         {"2026-06-23-08:00", "2026-06-23"},
         {"2026-06-23Z", "2026-06-23"},
         {"2026-6-3 9:05", "2026-06-03"},
         {"2026/6/3 9:05:28", "2026-06-03"},
         {"2026.06.23", "2026-06-23"},
         {"2026-Jun-23", "2026-06-23"}});
}

TEST_CASE("date: shapes of publishers' systems") {
  check({{"Jun 23 2026 12:00:00:000AM", "2026-06-23"},
         {"June 23rd, 2026", "2026-06-23"},
         {"23 June 2026", "2026-06-23"},
         {"June 2026", "2026-06"},
         {"Nov-Dec 2020", "2020-11"},
         {"Nov/Dec 2020", "2020-11"},
         {"Spring 2020", "2020"},
         {"23.06.2026", "2026-06-23"},
         {"Tue Jun 23 08:00:00 UTC 2026", "2026-06-23"},
         {"Tue Jun 23 2026 17:00:00 GMT+0000 (Coordinated Universal Time)", "2026-06-23"},
         {"Tuesday, June 23, 2026 - 3:09pm", "2026-06-23"},
         {"Jun. 23, 2026, 10:57 a.m.", "2026-06-23"},
         {"Tue, 23 Jun 2026 20:19:00 America/Los_Angeles", "2026-06-23"},
         {"2026年6月23日", "2026-06-23"},
         {"2026 年 6 月", "2026-06"},
         {"2026년 6월 23일", "2026-06-23"}});
}

TEST_CASE("date: the day is kept as written, whatever the zone") {
  check({{"Tue, 23 Jun 2026 23:59:59 -1200", "2026-06-23"}, {"2026-06-23T00:00:00+14:00", "2026-06-23"}});
}

TEST_CASE("fault_061 what no calendar or clock has is no date") {
  check({{"31 February 2021", ""},
         {"2021-02-29", ""},
         {"2020-02-29", "2020-02-29"},
         {"2021-13-01", ""},
         {"2021-13", ""},
         {"2021-00-10", ""},
         {"2021-06-00", ""},
         {"2021-06-01T24:61:00Z", ""},
         {"0001-01-01T00:00:00Z", ""},
         {"0000-00-00 00:00:00", ""},
         {"2275760-01-01", ""},
         {"Tue, 23 Jun 2026 08:00:00 +9999", ""},
         {"Thu, 01 Jan 1970 00:00:00 +0000", ""},
         {"1970-01-01T00:00:00Z", ""},
         {"1970-01-01", "1970-01-01"}});
}

TEST_CASE("date: what has two readings, and what is none, is unknown") {
  check({{"03/04/2021", ""},
         {"13/04/2021", "2021-04-13"},
         {"4/13/2021", "2021-04-13"},
         {"21-04-03", ""},
         {"1700000000", ""},
         {"tomorrow", ""},
         {"1 January", ""},
         {"2021 maybe", ""},
         {"May 2021 or later", ""},
         {"", ""},
         {" ", ""},
         {",", ""},
         {"\xFF\xFE", ""}});
  CHECK(iso_date(std::string(1 << 20, '2')).empty());
}

TEST_CASE("fault_064 years before 1970 and past 2038") {
  check({{"1834-05-01", "1834-05-01"}, {"2041-12-31", "2041-12-31"}, {"1066-10-14", ""}});
}

}  // namespace
}  // namespace meridian::indexer::feed
