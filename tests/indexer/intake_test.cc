#include "indexer/intake.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>

#include "base/clock.h"
#include "indexer/field_merge.h"

namespace meridian::indexer {
namespace {

using library::Article;
using library::ArticleId;
using library::ArticleType;

std::string words(int count, unsigned seed) {
  std::mt19937 random(seed);
  std::string text;
  for (int i = 0; i < count; ++i) text += "w" + std::to_string(random() % 5000) + (i % 12 == 11 ? ". " : " ");
  return text;
}

struct Desk {
  base::FakeClock clock{1'780'000'000};
  std::unique_ptr<library::Library> library = std::move(*library::Library::in_memory(clock));

  IntakeReport take(std::vector<Article> batch) {
    base::Result<IntakeReport> report = take_in(*library, std::move(batch));
    REQUIRE(report);
    return *report;
  }
  ArticleId take_one(const Article& article) { return take({article}).ids.at(0); }
  Article get(ArticleId id) { return library->articles().get(id).value(); }
  std::int64_t articles() { return library->articles().count().value(); }
  std::int64_t works() { return library->works().count().value(); }
};

// As a feed brings it.
Article item(const std::string& title, std::int64_t feed = 1) {
  Article article;
  article.texts = {{"en", title, "A teaser of " + title + " for everybody.", {}}};
  article.authors = {{"Ada Quill", ""}};
  article.source = "Journal of Examples";
  article.published = "2026-03-04";
  article.url = "https://example.org/" + std::to_string(std::hash<std::string>()(title));
  article.guid = "g" + title;
  article.feed = feed;
  article.provenance = {{"title", "feed:title"},
                        {"abstract", "feed:description"},
                        {"authors", "feed:dc:creator"},
                        {"date", "feed:pubDate"},
                        {"url", "feed:link"}};
  return article;
}

}  // namespace

TEST_CASE("intake: what is fetched again is there already, and takes no number") {
  Desk desk;
  const std::vector<Article> batch{item("Moss of the north"), item("Birds at dawn"), item("Stone walls of old")};
  const IntakeReport first = desk.take(batch);
  CHECK(first.added == 3);
  CHECK(first.ids == std::vector<ArticleId>{1, 2, 3});
  const library::Number number = desk.library->number().value();
  const IntakeReport second = desk.take(batch);
  CHECK(second.added == 0);
  CHECK(second.unchanged == 3);
  CHECK(second.ids == first.ids);
  CHECK(desk.library->number() == number);
}

TEST_CASE("fault_046: guid and link that change at every fetch add nothing") {
  Desk desk;
  Article article = item("Stair climbing and sleep in older gardeners");
  for (int fetch = 0; fetch < 3; ++fetch) {
    article.guid = article.url = "https://example.org/open?token=" + std::to_string(fetch);
    desk.take({article});
  }
  CHECK(desk.articles() == 1);
  CHECK(desk.library->number() == 1);
  CHECK(desk.get(1).guid == "https://example.org/open?token=0");
}

TEST_CASE("fault_046: many items under one guid are many articles, and still as many when fetched again") {
  Desk desk;
  std::vector<Article> batch;
  for (const char* title : {"Moss of the north", "Birds at dawn in June", "Old stone walls", "Enzymes"}) {
    batch.push_back(item(title));
    batch.back().guid = "journal-1", batch.back().url = "https://example.org/";
  }
  CHECK(desk.take(batch).added == 4);
  CHECK(desk.take(batch).unchanged == 4);
  CHECK(desk.works() == 4);
}

TEST_CASE("fault_046: no guid, no link, no date, no title") {
  Desk desk;
  Article article = item("Stair climbing and sleep in older gardeners");
  article.guid.clear(), article.url.clear(), article.published.clear();
  Article untitled;
  untitled.texts = {{"en", "", words(50, 3), {}}};
  untitled.guid = "u", untitled.feed = 1;
  CHECK(desk.take({article, untitled}).added == 2);
  CHECK(desk.take({article, untitled}).unchanged == 2);
}

TEST_CASE("intake: a column called the same every week is a new article every week") {
  Desk desk;
  Article article = item("This week in the garden: news and notes");
  article.authors.clear();
  for (const char* day : {"2026-03-04", "2026-03-11", "2026-03-18"}) {
    article.published = day, article.guid = day, article.url = std::string("https://example.org/") + day;
    article.texts[0].abstract = words(60, static_cast<unsigned>(day[9]));
    desk.take({article});
  }
  CHECK(desk.articles() == 3);
  CHECK(desk.works() == 3);
}

TEST_CASE(
    "intake: the same DOI from another feed is a copy in the same Work; from the same feed it is the same article") {
  Desk desk;
  Article first = item("Stair climbing and sleep in older gardeners", 1),
          second = item("Stair climbing and sleep in older gardeners", 2);
  first.doi = second.doi = "10.5555/a";
  second.source = "Index of Everything", second.url = "https://index.example/1";
  CHECK(desk.take({first, second}).joined == 1);
  CHECK(desk.articles() == 2);
  CHECK(desk.works() == 1);
  second.texts[0].title += ": a trial", second.guid = "other", second.url = "https://index.example/2";
  const IntakeReport again = desk.take({second});
  CHECK(again.updated == 1);
  CHECK(desk.articles() == 2);
  CHECK(desk.works() == 1);
}

TEST_CASE("fault_070: a DOI that moves to another article, an erratum and a retraction with the original's DOI") {
  Desk desk;
  Article original = item("Stair climbing and sleep in older gardeners");
  original.doi = "10.5555/a";
  Article moved = item("Enzymes of alpine moss");
  moved.doi = "10.5555/a";
  Article erratum = item("Correction: Stair climbing and sleep in older gardeners");
  erratum.doi = "10.5555/a", erratum.type = ArticleType::erratum;
  Article retraction = erratum;
  retraction.type = ArticleType::retraction,
  retraction.texts[0].title = "Retraction: Stair climbing and sleep in older gardeners", retraction.guid = "r",
  retraction.url = "https://example.org/r";
  desk.take({original, moved, erratum, retraction});
  CHECK(desk.articles() == 4);
  CHECK(desk.library->works().of(1)->articles == std::vector<ArticleId>{1});
  const auto links = desk.library->works().links_of(1).value();
  REQUIRE(links.size() == 3);
  for (const library::Link& link : links) CHECK(link.kind == library::LinkKind::concerns);
}

TEST_CASE("intake: a page's abstract replaces the teaser, and the teaser does not come back") {
  Desk desk;
  Article teaser = item("Stair climbing and sleep in older gardeners");
  teaser.truncated = true;
  desk.take({teaser});
  Article page = teaser;
  page.texts[0].abstract = words(80, 1), page.truncated = false;
  page.provenance = {{"abstract", "page:citation_abstract"}, {"title", "page:citation_title"}};
  page.published = "2026-03", page.doi = "10.5555/a";
  page.provenance.push_back({"doi", "page:citation_doi"});
  CHECK(desk.take({page}).updated == 1);
  Article stored = desk.get(1);
  CHECK(stored.main().abstract == page.main().abstract);
  CHECK(!stored.truncated);
  CHECK(stored.published == "2026-03-04");
  CHECK(stored.doi == "10.5555/a");
  const auto said = [&](const std::string& field) {
    for (const library::Provenance& entry : stored.provenance)
      if (entry.field == field) return entry.source;
    return std::string();
  };
  CHECK(said("abstract") == "page:citation_abstract");
  CHECK(said("doi") == "page:citation_doi");
  CHECK(said("title") == "feed:title");
  CHECK(desk.take({teaser}).unchanged == 1);
  CHECK(desk.get(1).main().abstract == page.main().abstract);
}

TEST_CASE("intake: a better abstract replaces a worse one, and never the reverse") {
  const auto from = [](const std::string& source, int length, bool truncated = false) {
    Article article = item("Lamps of two colours and the sleep of adults");
    article.texts[0].abstract = words(length, length);
    article.truncated = truncated;
    article.provenance = {{"title", "feed:title"}, {"abstract", source}};
    return article;
  };
  Article none = item("Lamps of two colours and the sleep of adults");
  none.texts[0].abstract.clear();
  struct Row {
    const char* name;
    Article stored, fresh;
    bool replaced;
  };
  for (const Row& row : {Row{"none, then a page's text", none, from("page:text", 90), true},
                         Row{"a teaser, then a page's text", from("feed:description", 20, true), from("page:text", 90), true},
                         Row{"a page's text, then a teaser", from("page:text", 90), from("feed:description", 100, true), false},
                         Row{"a feed's whole abstract, then a page's longer text", from("feed:description", 60), from("page:text", 300), false},
                         Row{"a page's text, then a feed's whole abstract, though shorter", from("page:text", 300), from("feed:description", 60), true},
                         Row{"a page's text, then the page's abstract", from("page:text", 300), from("page:citation_abstract", 60), true},
                         Row{"a page's abstract, then a page's text", from("page:abstract", 60), from("page:text", 300), false},
                         Row{"a page's abstract, then a feed's shorter one", from("page:abstract", 60), from("feed:description", 40), false},
                         Row{"a whole abstract, then nothing", from("feed:description", 60), none, false}}) {
    CAPTURE(row.name);
    const Article result = merged(row.stored, row.fresh);
    CHECK(result.main().abstract == (row.replaced ? row.fresh : row.stored).main().abstract);
    if (row.replaced) CHECK(result.truncated == row.fresh.truncated);
    const Article again = merged(result, row.replaced ? row.stored : row.fresh);
    CHECK(again.main().abstract == result.main().abstract);
  }
}

TEST_CASE("intake: another feed's copy completes a missing abstract before any page is asked for") {
  const base::UnixTime now = 1'790'000'000;
  for (const bool copy_first : {false, true}) {
    CAPTURE(copy_first);
    Desk desk;
    Article bare = item("Lamps of two colours and the sleep of adults", 1), copy = item("Lamps of two colours and the sleep of adults", 2);
    bare.texts[0].abstract.clear(), bare.doi = copy.doi = "10.5555/lamps";
    copy.url = "https://other.example.net/1", copy.guid = "other 1", copy.source = "Review of Lamps";
    copy.texts[0].abstract = words(80, 3);
    const auto [first, second] = copy_first ? std::pair(copy, bare) : std::pair(bare, copy);
    const std::vector<ArticleId> ids = desk.take({first, second}).ids;
    const ArticleId bare_id = ids[copy_first ? 1 : 0], copy_id = ids[copy_first ? 0 : 1];
    REQUIRE(desk.works() == 1);
    const library::Work work = desk.library->works().of(bare_id).value();
    // The copy stands for both, and says where its abstract is from; the bare one is not changed.
    CHECK(work.representative == copy_id);
    const Article shown = desk.get(work.representative);
    CHECK(shown.main().abstract == copy.main().abstract);
    CHECK(std::any_of(shown.provenance.begin(), shown.provenance.end(),
                      [](const library::Provenance& said) { return said.field == "abstract" && said.source == "feed:description"; }));
    CHECK(desk.get(bare_id).main().abstract.empty());
    CHECK(desk.library->page_visits().wanted(1, now, 10)->empty());
    // A worse copy that comes later changes nothing of that.
    Article teaser = copy;
    teaser.feed = 3, teaser.url = "https://third.example.net/1", teaser.guid = "third 1", teaser.truncated = true, teaser.source = "Digest";
    teaser.texts[0].abstract = copy.main().abstract.substr(0, 60);
    desk.take({teaser});
    CHECK(desk.works() == 1);
    CHECK(desk.library->works().of(bare_id)->representative == copy_id);
  }
}

TEST_CASE("intake: a copy with a teaser only leaves the page wanted") {
  Desk desk;
  Article bare = item("Lamps of two colours and the sleep of adults", 1), copy = item("Lamps of two colours and the sleep of adults", 2);
  bare.texts[0].abstract.clear(), bare.doi = copy.doi = "10.5555/lamps";
  copy.url = "https://other.example.net/1", copy.guid = "other 1", copy.source = "Review of Lamps", copy.truncated = true;
  desk.take({bare, copy});
  REQUIRE(desk.works() == 1);
  CHECK(desk.library->page_visits().wanted(1, 1'790'000'000, 10)->size() == 1);
}

TEST_CASE("intake: the same source may correct its title, its abstract and make its date finer, never coarser") {
  Desk desk;
  Article article = item("Stair climbing and sleep in older gardeners");
  article.published = "2026-03";
  desk.take({article});
  article.texts[0].title = "Stair climbing and sleep in older women gardeners";
  article.texts[0].abstract = "A shorter word on it.";
  article.published = "2026-03-09";
  CHECK(desk.take({article}).updated == 1);
  CHECK(desk.get(1).main().title == article.main().title);
  CHECK(desk.get(1).main().abstract == article.main().abstract);
  article.published = "2026";
  CHECK(desk.take({article}).unchanged == 1);
  CHECK(desk.get(1).published == "2026-03-09");
  CHECK(desk.library->number() == 2);
}

TEST_CASE("intake: a second language is added, not put over the first") {
  Desk desk;
  Article article = item("Stair climbing and sleep in older gardeners");
  desk.take({article});
  article.texts.push_back({"zh", "爬楼梯与老年园丁的睡眠", "我们调查了园丁。", {"睡眠"}});
  CHECK(desk.take({article}).updated == 1);
  CHECK(desk.get(1).texts.size() == 2);
  CHECK(desk.get(1).in("zh").keywords == std::vector<std::string>{"睡眠"});
}

TEST_CASE("fault_047: an empty batch changes nothing") {
  Desk desk;
  desk.take({item("Moss of the north")});
  CHECK(desk.take({}).added == 0);
  CHECK(desk.articles() == 1);
}

TEST_CASE("intake: an article with nothing in it costs itself only") {
  Desk desk;
  Article empty;
  empty.texts.emplace_back();
  Article bad = item("Moss \xFF\xFE of the north");
  const IntakeReport report = desk.take({empty, item("Birds at dawn"), Article{}, bad});
  CHECK(report.refused == 2);
  CHECK(report.added == 2);
  CHECK(report.ids == std::vector<ArticleId>{0, 1, 0, 2});
  CHECK(desk.library->check()->empty());
}

TEST_CASE("intake: what is written along and fails takes the batch back") {
  Desk desk;
  const auto report = take_in(*desk.library, {item("Moss of the north")}, [](library::Transaction&) -> base::Status {
    return base::fail(base::ErrorKind::storage, "disk.full", "Full.");
  });
  CHECK(report.error().code == "disk.full");
  CHECK(desk.articles() == 0);
}

TEST_CASE("intake: a reworded copy and a preprint fall into their Works") {
  Desk desk;
  const std::string shared = words(90, 1);
  Article one = item("Why gardeners sleep well after climbing stairs"),
          two = item("Gardeners sleep well: climbing stairs and rest", 2);
  one.texts[0].abstract = shared + words(110, 2), two.texts[0].abstract = shared + words(110, 3);
  one.source = "News", two.source = "Other News";
  Article preprint = item("A cohort of alpine moss in winter", 3),
          journal = item("A Cohort of Alpine Moss in Winter.", 4);
  preprint.type = ArticleType::preprint, preprint.doi = "10.5555/pre", journal.doi = "10.5555/jour";
  CHECK(desk.take({one, two, preprint, journal}).joined == 2);
  CHECK(desk.works() == 2);
  CHECK(desk.library->works().of(3)->representative == 4);
}

TEST_CASE("intake: an update that takes the common text away parts the Work") {
  Desk desk;
  Article one = item("Gardeners sleep well after stairs"), two = item("Gardeners sleep well after stairs", 2);
  one.authors.clear(), two.authors.clear();
  one.texts[0].abstract = two.texts[0].abstract = words(80, 1);
  one.source = "News", two.source = "Other", two.url = "https://other.example/1";
  desk.take({one, two});
  CHECK(desk.works() == 1);
  two.texts[0].abstract = words(80, 2);
  desk.take({two});
  CHECK(desk.works() == 2);
  CHECK(desk.library->check()->empty());
}

TEST_CASE("intake: a text under three titles ties pages and merges none, in any order") {
  std::vector<Article> batch;
  for (const char* title : {"Moss of the north", "Birds at dawn in June", "Old stone walls"}) {
    batch.push_back(item(title, static_cast<std::int64_t>(batch.size()) + 1));
    batch.back().texts[0].abstract = words(80, 1);
    batch.back().authors.clear();
    batch.back().type = ArticleType::page;
  }
  std::sort(batch.begin(), batch.end(), [](const Article& a, const Article& b) { return a.guid < b.guid; });
  do {
    Desk desk;
    for (const Article& article : batch) desk.take({article});
    CHECK(desk.works() == 3);
    CHECK(desk.library->works().links_of(1)->size() == 2);
    CHECK(desk.library->works().links_of(2)->size() == 2);
  } while (std::next_permutation(batch.begin(), batch.end(),
                                 [](const Article& a, const Article& b) { return a.guid < b.guid; }));
}

TEST_CASE("intake: Works do not depend on the order of arrival") {
  std::vector<Article> batch;
  for (int paper = 0; paper < 6; ++paper)
    for (int copy = 0; copy < 3; ++copy) {
      batch.push_back(item("Subject number w" + std::to_string(paper * 7919) + " of the northern gardens", copy + 1));
      Article& article = batch.back();
      article.texts[0].abstract = words(80, static_cast<unsigned>(paper));
      article.source = "Source " + std::to_string(copy);
      article.guid = std::to_string(paper) + "/" + std::to_string(copy),
      article.url = "https://example.org/" + article.guid;
      if (copy == 0) article.doi = "10.5555/" + std::to_string(paper);
      if (copy == 1) article.authors = {{"Somebody Else", ""}};
    }
  std::mt19937 random(3);
  std::set<std::set<std::string>> wanted;
  for (int round = 0; round < 5; ++round) {
    Desk desk;
    std::shuffle(batch.begin(), batch.end(), random);
    desk.take(batch);
    std::map<library::WorkId, std::set<std::string>> works;
    for (ArticleId id = 1; id <= static_cast<ArticleId>(batch.size()); ++id)
      works[desk.library->works().of(id)->id].insert(desk.get(id).guid);
    std::set<std::set<std::string>> groups;
    for (const auto& [work, guids] : works) groups.insert(guids);
    if (round == 0) wanted = groups;
    CHECK(groups == wanted);
  }
  CHECK(wanted.size() == 6);
}

TEST_CASE("intake: relinking everything leaves everything as it is") {
  Desk desk;
  Article first = item("Stair climbing and sleep in older gardeners", 1),
          second = item("Stair climbing and sleep in older gardeners", 2);
  second.source = "Other", second.url.clear();
  desk.take({first, second, item("Birds at dawn")});
  const library::Number number = desk.library->number().value();
  REQUIRE(desk.library->write([&](library::Transaction& t) -> base::Status {
    for (ArticleId id = 1; id <= 3; ++id) MERIDIAN_TRY(relink(*desk.library, t, id));
    return {};
  }));
  CHECK(desk.works() == 2);
  CHECK(desk.library->works().changed_after(number, 0, 10)->empty());
}

}  // namespace meridian::indexer
