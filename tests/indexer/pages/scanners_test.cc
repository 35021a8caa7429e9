// Dates, citations, author lists and abstracts as tables of (input, result).
#include <doctest/doctest.h>

#include "indexer/abstract_reader.h"
#include "indexer/author_names.h"
#include "indexer/clean/citation_line.h"
#include "indexer/clean/text_date.h"

namespace {

using namespace meridian::indexer;

std::string date(std::string_view text) {
  const auto found = clean::find_date(text);
  return found ? found->iso : "";
}

std::string names(const std::vector<std::string>& creators) {
  std::string result;
  for (const auto& author : split_authors(creators)) result += (result.empty() ? "" : " + ") + author.name;
  return result;
}

}  // namespace

TEST_CASE("fault_061 text date: the first day of the calendar that a text names") {
  const std::pair<const char*, const char*> table[] = {{"2026-06-23", "2026-06-23"},
                                                       {"on 2026/6/3 at noon", "2026-06-03"},
                                                       {"June 23, 2026", "2026-06-23"},
                                                       {"Jun. 3rd, 2026", "2026-06-03"},
                                                       {"23rd of June, 2026", "2026-06-23"},
                                                       {"3 Sept 2020", "2020-09-03"},
                                                       {"November-December 2020 issue", "2020-11"},
                                                       {"Nov/Dec 2020", "2020-11"},
                                                       {"May 2021", "2021-05"},
                                                       {"2026年6月23日", "2026-06-23"},
                                                       {"二版 2026 年 6 月", "2026-06"},
                                                       {"2021-10", "2021-10"},
                                                       {"Mon, 20 Dec 2021 00:09:28 -0800", "2021-12-20"},
                                                       {"31 February 2020", ""},
                                                       {"2021-13-01", ""},
                                                       {"page 2021", ""},
                                                       {"may be 12 of 2021", ""},
                                                       {"", ""},
                                                       {"9999999-01-01", ""}};
  for (const auto& [text, wanted] : table) CHECK_MESSAGE(date(text) == wanted, text);
}

TEST_CASE("citation line: journal, date and numbers in the shapes that are printed") {
  struct Row {
    const char *text, *journal, *citation;
  };
  const Row table[] = {{"Doe J, et al. A title. In Cornea Letters. May 3, 1999. Vol. 12. No. 4. Pp. 101-110.",
                        "Cornea Letters", "1999;12(4):101-110"},
                       {"The work is published in the Journal of Tides and Shores (2021; 18 [20], 10779).",
                        "Journal of Tides and Shores", "2021;18(20):10779"},
                       {"Volume 67, Issue 4, December 2021, Page 283-289", "", "2021;67(4):283-289"},
                       {"示例学报,2021,36(8):909-919", "", "2021;36(8):909-919"},
                       {"Tides 2001;26:909–919", "Tides", "2001;26:909-919"},
                       {"In 2021, 18 of 20 patients left the study", "", ""},
                       {"the volume 5 of water", "", ""},
                       {"It rose from 2019; 12 were lost", "", ""}};
  for (const Row& row : table) {
    const auto line = clean::find_citation(row.text);
    const std::string citation = line ? clean::citation_text(line->date, line->volume, line->issue, line->pages) : "";
    CHECK_MESSAGE(citation == row.citation, row.text);
    CHECK_MESSAGE((line ? line->journal : "") == row.journal, row.text);
  }
}

TEST_CASE("author names: every shape of list gives one name a person") {
  const std::pair<std::vector<std::string>, const char*> table[] = {
      {{"Smith, J.; Doe, A."}, "J. Smith + A. Doe"},
      {{"Ada Example, Bo Example and Cy Third"}, "Ada Example + Bo Example + Cy Third"},
      {{" Kaur, M., Shukla, A., Bhati, K. K. "}, "M. Kaur + A. Shukla + K. K. Bhati"},
      {{"Brandt S, Saeed H, Li A. "}, "Brandt S + Saeed H + Li A."},
      {{"García J, Balao F, Lorenzo M, et al. "}, "García J + Balao F + Lorenzo M"},
      {{"Rose, Jeffrey P.", "Lind, Maja"}, "Jeffrey P. Rose + Maja Lind"},
      {{"王伟；李娜；张敏"}, "王伟 + 李娜 + 张敏"},
      {{"王伟，李娜、张敏"}, "王伟 + 李娜 + 张敏"},
      {{"王伟 李娜 欧阳明月"}, "王伟 + 李娜 + 欧阳明月"},
      {{"王　伟"}, "王伟"},
      {{"jane@example.org (Jane Doe)"}, "Jane Doe"},
      {{"By Jane Doe (Example University)"}, "Jane Doe"},
      {{"ANNA ØST", "ANNA ØST", ""}, "ANNA ØST"},
      {{"Li WANG;Ping LIU;"}, "Li WANG + Ping LIU"},
      {{"Hope & Faith"}, "Hope + Faith"}};
  for (const auto& [creators, wanted] : table) CHECK(names(creators) == wanted);
}

TEST_CASE("author names: bounds hold") {
  CHECK(split_authors({std::string(4000, 'a')}).front().name.size() == 512);
  std::string list;
  for (int i = 0; i < 12'000; ++i) list += "Name" + std::to_string(i) + " X; ";
  CHECK(split_authors({list}).size() == 10'000);
}

TEST_CASE("abstract: what stands before it is kept as what it says") {
  const ReadAbstract read = read_abstract(
      "Example Keys 1076: 151-182\nDOI: 10.5555/keys.1076.69025\nAuthors: Ada Example, Bo Third\nAbstract: Six species "
      "are reported from the bay.",
      "");
  REQUIRE(read.texts.size() == 1);
  CHECK(read.texts[0].abstract == "Six species are reported from the bay.");
  CHECK(read.journal == "Example Keys");
  CHECK(read.volume == "1076");
  CHECK(read.pages == "151-182");
  CHECK(read.doi == "10.5555/keys.1076.69025");
  CHECK(read.authors == std::vector<std::string>{"Ada Example, Bo Third"});
}

TEST_CASE("abstract: labels, blobs and teasers") {
  struct Row {
    const char *text, *abstract;
    bool truncated;
  };
  const Row table[] = {
      {"ABSTRACT\nSleep was short.", "Sleep was short.", false},
      {"Abstract Background: Sleep is short. Methods: We asked.", "Background: Sleep is short. Methods: We asked.",
       false},
      {"Abstract art moves people in ways that are hard to measure.",
       "Abstract art moves people in ways that are hard to measure.", false},
      {"摘要：本研究测量了睡眠。", "本研究测量了睡眠。", false},
      {"arXiv:2101.00001v1 Announce Type: new \nAbstract: We prove it.", "We prove it.", false},
      {"Li WANG;Ping LIU;\nSleep was measured in four hundred adults over two...",
       "Sleep was measured in four hundred adults over two", true},
      {"Sleep is short. Continue reading", "Sleep is short.", true},
      {"Sleep is short […]\nThe post Sleep appeared first on Example Blog.", "Sleep is short", true},
      {"Publication date: March 2024\nSource: Sleep Letters, Volume 26, Issue 8\nAuthor(s): Ada Example, Bo Third", "",
       false},
      {"Volume 67, Issue 4, December 2021, Page 283-289\n.", ".", false}};
  for (const Row& row : table) {
    const ReadAbstract read = read_abstract(row.text, "");
    CHECK_MESSAGE((read.texts.empty() ? "" : read.texts.front().abstract) == row.abstract, row.text);
    CHECK_MESSAGE(read.truncated == row.truncated, row.text);
  }
}

TEST_CASE("abstract: two languages in one field are two texts, with their own keywords") {
  const ReadAbstract read = read_abstract(
      "摘要：目的 探讨夜间光照对睡眠质量的影响。方法 "
      "选取志愿者六十名，随机分为两组，观察四周。\n关键词：睡眠；光照；志愿者\nAbstract: Objective To explore how "
      "light at night changes the quality of sleep in healthy adults. "
      "Methods Sixty volunteers were observed.\nKeywords: sleep; light at night; volunteers.",
      "");
  REQUIRE(read.texts.size() == 2);
  CHECK(read.texts[0].language == "zh");
  CHECK(read.texts[0].abstract.starts_with("目的 探讨"));
  CHECK(read.texts[0].keywords == std::vector<std::string>{"睡眠", "光照", "志愿者"});
  CHECK(read.texts[1].language == "en");
  CHECK(read.texts[1].abstract.ends_with("were observed."));
  CHECK(read.texts[1].keywords == std::vector<std::string>{"sleep", "light at night", "volunteers"});
}

TEST_CASE("abstract: identifiers behind it are kept as what they are") {
  const ReadAbstract read = read_abstract("Sleep was short in all of them.\n\nPMID:34810000 | DOI:10.5555/s.1", "");
  CHECK(read.texts.front().abstract == "Sleep was short in all of them.");
  CHECK(read.pmid == "34810000");
  CHECK(read.doi == "10.5555/s.1");
}

TEST_CASE("abstract: keywords at the end leave the text") {
  const ReadAbstract read =
      read_abstract("Sleep was short in all of them. Keywords: sleep; IL-6; quality of life.", "");
  CHECK(read.texts.front().abstract == "Sleep was short in all of them.");
  CHECK(read.texts.front().keywords == std::vector<std::string>{"sleep", "IL-6", "quality of life"});
}
