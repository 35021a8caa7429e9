// Pages saved as plain text: each fixture has the traits of its kind and words of its own.
#include "indexer/clean/plain_page.h"

#include <doctest/doctest.h>

namespace {

using meridian::indexer::clean::PlainPage;
using meridian::indexer::clean::read_plain_pages;

struct Case {
  const char* name;
  const char* text;
  const char* title;
  const char* source;
  const char* date;
  std::vector<const char*> authors;
  std::vector<const char*> has;
  std::vector<const char*> lacks;
};

// What a careful reader would copy out of each page.
const Case kCases[] = {
    {"shortcodes of a republishing blog",
     "Why Earthworms Matter To Your Garden\n\n[ad_1]\n\nEarthworms turn fallen leaves into humus, and a square metre "
     "of good garden soil holds several "
     "hundred of them in spring, most of them close to the surface.\n\nContinue Reading\n\nIn a trial on twelve "
     "allotments the plots with worms held a third "
     "more water after rain than those that had been treated, which gardeners noticed first.\n\n[ad_2]\n\nSource "
     "link\n",
     "Why Earthworms Matter To Your Garden",
     "",
     "",
     {},
     {"Earthworms turn fallen leaves", "In a trial on twelve allotments"},
     {"[ad", "Continue", "Source link"}},
    {"magazine with a biography, an offer and an issue line",
     "cfx1 Skip to main content\n\nHow Bells Are Tuned\n\nA lathe, a fork and a patient ear.\n\n| Members' Quiz\n\nA "
     "bell leaves the foundry sharp, and the tuner removes "
     "bronze from the inside of the wall until five of its partial tones agree, a craft that was nearly lost a century "
     "ago.\n\nThe work takes two days for a large bell, and "
     "every cut is final, since metal can be taken away from a bell but never be put back on again.\n\nSee also: "
     "Towers We Love\n\nOdile Marchand-Reyes, MA, PhD\n\nOdile Marchand, MA, PhD, is an "
     "award-winning writer on crafts and a contributing editor of this magazine. She lives in Lyon with two "
     "cats.\n\nWe may earn a small commission when you buy through our links.\n\n"
     "March-April 2019 Lantern Review\n\nLooking for more of your favourite stories? Become a member today and enjoy "
     "all that our membership has to offer to you and us.\n",
     "How Bells Are Tuned",
     "Lantern Review",
     "2019-03",
     {"Odile Marchand-Reyes"},
     {"A lathe, a fork", "never be put back on again."},
     {"Skip to", "Quiz", "award-winning", "commission", "March-April", "member", "See also"}},
    {"clinic page with a reference and a disclaimer",
     "Harbour Eye Clinic. Seeing Further\n\nDry Eye News\n\nDo Warm Compresses Work? (Part 3)\n\nWarm compresses are "
     "the oldest advice for dry eyes, and patients often ask "
     "how long they must be held on the lids before the oil in the glands begins to melt.\n\nForty patients held "
     "compresses for ten minutes a day, and their tear film lasted longer after "
     "four weeks than that of the patients who were only told to blink.\n\nAnna Bergström, MD, et al. Lid Warming in "
     "Dry Eye. In Cornea Letters. May 3, 1999. Vol. 12. No. 4. Pp. 101-110.\n\n"
     "*Disclaimer:* This page is no replacement for a visit to a doctor.\nAll content provided by EyePages is a "
     "registered trademark of its owner.\n\nOur Doctors\n\nWhat Do You See?\n\nFollow Us\n\nFollow us on Facebook\n",
     "Do Warm Compresses Work? (Part 3)",
     "Harbour Eye Clinic",
     "1999-05-03",
     {},
     {"Warm compresses are the oldest", "Pp. 101-110."},
     {"Disclaimer", "trademark", "Our Doctors", "What Do You See", "Follow"}},
    {"syndicated article that names its origin and its authors",
     "Rivers remember their old beds\n\nWhen a river is straightened it does not forget, and after a great flood the "
     "water often finds its way back to loops that were cut off "
     "two hundred years before.\n\nEngineers have begun to give the loops back on purpose, because a winding river is "
     "slower, carries less sand and floods fewer cellars.\n\nTomas Lindqvist, Professor of "
     "Hydrology, University of Westmark; and Ifeoma Bello, Research Fellow in Geography, Northgate University\n\nThis "
     "article is republished from Field Notes Daily under a Creative Commons "
     "license. Read the original article.\n",
     "Rivers remember their old beds",
     "Field Notes Daily",
     "",
     {"Tomas Lindqvist", "Ifeoma Bello"},
     {"fewer cellars."},
     {"Creative Commons", "Hydrology"}},
    {"news page with a byline, share buttons and comments",
     "We use cookies to improve this site.\n\nBy Peter Quist | Published 3 June 2024\n\nTown council votes for a "
     "second tram line\n\nShare this article\nFacebook\nTwitter\n\nThe council of Eastmere voted on "
     "Monday evening for a second tram line, which is to join the harbour with the new hospital by the end of the "
     "decade.\n\nThe line will cost four hundred million, half of it paid by the state, and "
     "the first rails are to be laid next spring, the mayor said.\n\nRelated Stories\n\nHarbour bridge closed "
     "again\n\n12 Comments\n\nI think the tram line is far too dear and nobody asked us before they voted for it on "
     "Monday.\n",
     "Town council votes for a second tram line",
     "",
     "2024-06-03",
     {"Peter Quist"},
     {"the mayor said."},
     {"cookies", "Share", "Facebook", "bridge", "too dear"}},
    {"Chinese popular science page",
     "首页\n登录\n示例科普网\n天文\n\n月球背面为什么更崎岖\n\n来源：远山科学报 "
     "2026年5月4日\n作者：李明、王晓华\n\n月球总是以同一面朝向地球，人们直到探测器绕到它的背后，才第一次看见那里的地形"
     "，背面的环形山比正面多得多，平原却很少。\n\n"
     "研究者认为，早期的月球正面受到地球的烘烤，冷却得更慢，因此正面的月壳比较薄，岩浆容易涌出来填平低处，背面则保留了"
     "古老的样子。\n\n责任编辑：赵一\n\n相关阅读\n\n火星上的水去了哪里\n\n免责声明：本文仅供参考，转载请注明出处。\n",
     "月球背面为什么更崎岖",
     "远山科学报",
     "2026-05-04",
     {"李明、王晓华"},
     {"背面则保留了古老的样子。"},
     {"首页", "责任编辑", "火星", "免责声明", "来源"}},
    {"Chinese hospital page",
     "东湖医院\n\n健康讲堂\n\n孩子近视了怎么办\n\n分享到\n\n孩子看书离得太近、户外活动太少，是近视发生的两个主要原因，"
     "家长应当每天让孩子在户外玩两个小时以上，并且每半年检查一次视力。\n\n"
     "已经近视的孩子应当到医院验光配镜，不要担心戴眼镜会让度数加深，看得不清楚反而会使眼睛更加疲劳，近视发展得更快。\n"
     "\n扫描二维码关注我们\n\n版权所有 东湖医院\n",
     "孩子近视了怎么办",
     "东湖医院",
     "",
     {},
     {"两个小时以上", "发展得更快。"},
     {"分享到", "二维码", "版权所有"}},
    {"lines wrapped at one width are one paragraph",
     "Notes on winter light\n\nThe sun stands so low in December that its light reaches\nthe back wall of the room, "
     "and the shadows of the window\nframes lie across the floor until the middle of the\nafternoon, when "
     "they fade.\n",
     "Notes on winter light",
     "",
     "",
     {},
     {"its light reaches the back wall of the room"},
     {}},
    {"a text without a headline is named by its first sentence",
     "The kettle was invented twice. First by people who wanted hot water, and much later by people who wanted it to "
     "whistle when it had come to the boil on the stove.\n",
     "The kettle was invented twice",
     "",
     "",
     {},
     {"whistle when it had come"},
     {}},
};

}  // namespace

TEST_CASE("plain page: each kind of saved page gives its title, source, date and clean text") {
  for (const Case& wanted : kCases) {
    CAPTURE(wanted.name);
    const std::vector<PlainPage> pages = read_plain_pages(wanted.text);
    REQUIRE(pages.size() == 1);
    const PlainPage& page = pages.front();
    CHECK(page.title.value == wanted.title);
    CHECK(page.source.value == wanted.source);
    CHECK(page.date.value == wanted.date);
    CHECK(page.authors == std::vector<std::string>(wanted.authors.begin(), wanted.authors.end()));
    for (const char* has : wanted.has)
      CHECK_MESSAGE(page.text.find(has) != std::string::npos, has, " is missing in: ", page.text);
    for (const char* lacks : wanted.lacks)
      CHECK_MESSAGE(page.text.find(lacks) == std::string::npos, lacks, " is left in: ", page.text);
  }
}

TEST_CASE("plain page: the reference at the end gives journal and citation") {
  const PlainPage page = read_plain_pages(kCases[2].text).front();
  CHECK(page.journal.value == "Cornea Letters");
  CHECK(page.citation.value == "1999;12(4):101-110");
  CHECK(page.section.value == "Dry Eye News");
}

TEST_CASE("plain page: a list of numbered cards gives every card") {
  const std::vector<PlainPage> pages = read_plain_pages(
      "×\n\nExample Radar · Every morning\n\n作者: Okafor ×\n换一批\n01.\nEarthArXiv (Geology) 2025-11-02\n\nSlow slip "
      "under the northern shelf\n\nAuthors: A. Okafor, B. Lind\n\n"
      "Background: Slow slip releases strain without shaking. Methods: We placed forty sensors on the sea floor for "
      "two years and compared their tilt.\n\n02.\n示例学报（农学）2025年10月31日\n\n水稻根系的夜间呼吸\n\n"
      "摘要：夜间温度升高会使根系呼吸加快。本研究在三块试验田中测量了两个生长季的呼吸速率。\n");
  REQUIRE(pages.size() == 2);
  CHECK(pages[0].source.value == "EarthArXiv");
  CHECK(pages[0].section.value == "Geology");
  CHECK(pages[0].date.value == "2025-11-02");
  CHECK(pages[0].title.value == "Slow slip under the northern shelf");
  CHECK(pages[0].authors == std::vector<std::string>{"A. Okafor, B. Lind"});
  CHECK(pages[0].text.starts_with("Background: Slow slip"));
  CHECK(pages[1].source.value == "示例学报");
  CHECK(pages[1].section.value == "农学");
  CHECK(pages[1].date.value == "2025-10-31");
  CHECK(pages[1].title.value == "水稻根系的夜间呼吸");
}

TEST_CASE("plain page: what looks like leftovers inside the article stays") {
  const PlainPage page =
      read_plain_pages(
          "How news sites ask for money\n\nMost papers now end an article with an offer, and readers of this study "
          "were asked which of the offers they remembered after a day.\n\nMaria Stone is a professor of media "
          "at Westmark and led the study, which followed six hundred readers over three months in four "
          "countries.\n\nThe privacy policy of a paper was read by two of the six hundred, and the offer itself by "
          "nearly all of "
          "them before they went on.\n\nShe believes that the honest offer works best, and the figures of the last "
          "month of the study seem to bear her out.\n")
          .front();
  CHECK(page.text.find("Maria Stone is a professor") != std::string::npos);
  CHECK(page.text.find("privacy policy of a paper") != std::string::npos);
}

TEST_CASE("plain page: nothing readable gives nothing") {
  CHECK(read_plain_pages("").empty());
  CHECK(read_plain_pages(" \n --- \n").empty());
}
