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

TEST_CASE("date: Chinese and Japanese, in digits of any width and in numerals") {
  check({{"2026年6月23日 星期二", "2026-06-23"},
         {"2026年6月23日(周二) 下午3:05", "2026-06-23"},
         {"2026年06月23日10时30分15秒", "2026-06-23"},
         {"2026年6月23日 10时", "2026-06-23"},
         {"２０２６年６月２３日", "2026-06-23"},
         {"二〇二六年六月二十三日", "2026-06-23"},
         {"二零二六年十月十日", "2026-10-10"},
         {"二〇二六年十二月", "2026-12"},
         {"2026年6月23号", "2026-06-23"},
         {"2026年13月", ""},
         {"2026年2月30日", ""},
         {"2026年6月0日", ""},
         {"2026年6月23日（火曜日）", "2026-06-23"},
         {"2026-06-23 上午10:30", "2026-06-23"}});
}

TEST_CASE("date: clock, zone and weekday may stand anywhere; what is left over spoils it") {
  check({{"10:30:00 Tue Jun 23 2026 GMT", "2026-06-23"},
         {"GMT 10:30:00 23-Jun-26 Tuesday", "2026-06-23"},
         {"Tue Jun 23 10:30:00 +0800 2026", "2026-06-23"},
         {"20260623T103000Z", "2026-06-23"},
         {"2026 Jun 23", "2026-06-23"},
         {"2026-174", "2026-06-23"},
         {"2026-366", ""},
         {"06/2026", "2026-06"},
         {"23.06.26", "2026-06-23"},
         {"6/23/26 9:05", "2026-06-23"},
         {"Spring 2026", "2026"},
         {"Summer 23 2026", ""},
         {"Someday, 23 Jun 2026", ""},
         {"23 Jun 2026 10:30 11:45", ""},
         {"23 Jun 2026 1:2:3:4", ""},
         {"2026-06-23T10:30:00Zulu", ""},
         {"2026-06-23-01", ""}});
}

TEST_CASE("date: a weekday tells the day from the month") {
  check({{"Sat, 11 04 2026", "2026-04-11"},   // 4 November is a Wednesday
         {"Wed, 11/04/2026", "2026-11-04"},
         {"Mon, 11/04/2026", ""},             // neither
         {"03/03/2026", "2026-03-03"}});
}

TEST_CASE("date: seconds and milliseconds since 1970") {
  check({{"1782172800", "2026-06-23"}, {"1782172800000", "2026-06-23"}, {"0000000000", ""}, {"178217280", ""}});
}

std::string instant(std::string_view field) {
  const auto date = read_date(field);
  return !date ? "none" : date->instant ? base::rfc3339(*date->instant) : "unknown";
}

TEST_CASE("date: the instant, where a zone or its absence gives one") {
  CHECK(instant("Tue, 23 Jun 2026 23:59:60 GMT") == "2026-06-24T00:00:00Z");
  CHECK(instant("2026-06-23T08:00:00+08:00") == "2026-06-23T00:00:00Z");
  CHECK(instant("23 Jun 2026 08:00 EDT") == "2026-06-23T12:00:00Z");
  CHECK(instant("23 Jun 2026 12:05 AM UTC+8") == "2026-06-22T16:05:00Z");
  CHECK(instant("23 Jun 2026 08:00:00 A") == "2026-06-23T07:00:00Z");
  CHECK(instant("2026-06") == "2026-06-01T00:00:00Z");
  CHECK(instant("2026년 6월 23일 08:00") == "2026-06-22T23:00:00Z");
  CHECK(instant("Tue, 23 Jun 2026 08:00 Europe/Brussels") == "unknown");
}

TEST_CASE("date: midnight in China, written in UTC, is the day after; other hours and other days stay") {
  const auto in_china = [](std::string_view field) { return day_in_china(read_date(field).value_or(Date{})); };
  CHECK(in_china("Mon, 22 Jun 2026 16:00:00 GMT") == "2026-06-23");
  CHECK(in_china("2026-06-30T16:00:00.000Z") == "2026-07-01");
  CHECK(in_china("Mon, 22 Jun 2026 16:00:01 GMT") == "2026-06-22");
  CHECK(in_china("Tue, 23 Jun 2026 00:00:00 +0800") == "2026-06-23");
  CHECK(in_china("2026-06") == "2026-06");
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
  check({{"1834-05-01", "1834-05-01"}, {"2041-12-31", "2041-12-31"}, {"3026-10-14", "3026-10-14"}, {"1066-10-14", ""}});
}

}  // namespace
}  // namespace meridian::indexer::feed
