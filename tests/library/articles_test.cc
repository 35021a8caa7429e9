#include "tests/library/sample.h"

#include "library/record.h"

namespace meridian::library {

TEST_CASE("articles: what was added comes back whole") {
  Desk desk;
  Article given = sample("Walking \"and\" pain\t\xE2\x80\xA8", "10.5555/a.1");
  given.texts.push_back({"zh", "步行与疼痛", "步行减轻疼痛。", {"步行"}});
  given.feed = 7;
  const ArticleId id = desk.add(given);
  const Article got = desk.library->articles().get(id).value();
  CHECK(got.id == 1);
  CHECK(got.work == 1);
  CHECK(got.number == 1);
  CHECK(got.added == desk.clock.now());
  CHECK(got.texts == given.texts);
  CHECK(got.authors == given.authors);
  CHECK(got.provenance == given.provenance);
  CHECK(got.feed == 7);
  CHECK(got.guid == given.guid);
  CHECK(got.content_hash == content_hash(given));
  CHECK(got.content_hash.size() == 32);
}

TEST_CASE("articles: every kind keeps its name") {
  for (int i = 0; i < 9; ++i) CHECK(article_type(name(static_cast<ArticleType>(i))) == static_cast<ArticleType>(i));
  CHECK(article_type("poem") == ArticleType::article);
}

TEST_CASE("articles: the content hash changes with each field of the content and with nothing else") {
  const Article base = sample("A");
  Article other = base;
  other.id = 9, other.number = 4, other.added = 5, other.feed = 6, other.guid = "else";
  CHECK(content_hash(other) == content_hash(base));
  for (const auto change : std::initializer_list<void (*)(Article&)>{
           [](Article& a) { a.texts[0].title += "."; }, [](Article& a) { a.texts[0].keywords.pop_back(); },
           [](Article& a) { a.authors[0].orcid.clear(); }, [](Article& a) { a.truncated = true; },
           [](Article& a) { a.type = ArticleType::review; }, [](Article& a) { a.updated = "2026"; },
           [](Article& a) { std::swap(a.journal, a.section); }, [](Article& a) { a.categories.emplace_back("B"); }}) {
    other = base;
    change(other);
    CHECK(content_hash(other) != content_hash(base));
  }
}

TEST_CASE("articles: an update keeps id, work, feed and first sight and takes a number; the same again takes none") {
  Desk desk;
  Article article = sample("A");
  article.feed = 3;
  const ArticleId id = desk.add(article);
  article = desk.library->articles().get(id).value();
  article.texts[0].title = "B", article.feed = 99, article.added = 1;
  const auto update = [&] {
    return *desk.library->write([&](Transaction& t) { return desk.library->articles().update(t, article); });
  };
  CHECK(update() == 2);
  const Article got = desk.library->articles().get(id).value();
  CHECK(got.main().title == "B");
  CHECK(got.feed == 3);
  CHECK(got.added == desk.clock.now());
  CHECK(got.number == 2);
  CHECK(desk.library->works().of(id)->number == 2);
  CHECK(update() == 2);
  CHECK(*desk.library->number() == 2);
}

TEST_CASE("fault_164: order comes from the counter, whatever the clock says") {
  Desk desk;
  const ArticleId first = desk.add(sample("A"));
  desk.clock.advance(-86'400 * 365);
  const ArticleId second = desk.add(sample("B"));
  CHECK(desk.library->articles().get(second)->number > desk.library->articles().get(first)->number);
  const auto changes = desk.library->works().changed_after(0, 0, 10).value();
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].work == first);
  CHECK(changes[1].work == second);
}

TEST_CASE("articles: an id is never given twice") {
  Desk desk;
  desk.add(sample("A"));
  const ArticleId second = desk.add(sample("B"));
  desk.remove(second);
  CHECK(desk.add(sample("C")) == second + 1);
}

TEST_CASE("articles: unknown ids are not found, and left out of a list") {
  Desk desk;
  const ArticleId id = desk.add(sample("A"));
  CHECK(desk.library->articles().get(77).error().code == "paper.unknown");
  const auto some = desk.library->articles().get_many({77, id, 78}).value();
  REQUIRE(some.size() == 1);
  CHECK(some[0].id == id);
}

TEST_CASE("articles: identity by identifier, address, guid and title") {
  Desk desk;
  const ArticleId id = desk.add(sample("Walking and pain", "10.5555/a.1"));
  const auto same = [&](const Article& article) { return desk.library->articles().find_same(article).value(); };
  Article probe;
  probe.texts.emplace_back();
  CHECK(same(probe).by_identifier.empty());
  CHECK(same(probe).by_title.empty());
  probe.doi = "10.5555/a.1";
  CHECK(same(probe).by_identifier == std::vector{id});
  probe.url = "http://www.example.org/Walking and pain?utm_source=x";
  CHECK(same(probe).by_address == std::vector{id});  // its blanks written as they were sent
  probe.url.clear();
  CHECK(same(probe).by_address.empty());
  probe.guid = "guid of Walking and pain";
  CHECK(same(probe).by_address == std::vector{id});
  probe.feed = 2;
  CHECK(same(probe).by_address.empty());  // another feed's guid
  probe.texts[0].title = "WALKING — and pain.";
  CHECK(same(probe).by_title_any == std::vector{id});
  CHECK(same(probe).by_title.empty());
  probe.source = "Journal of Examples";
  CHECK(same(probe).by_title == std::vector{id});
  probe.id = id;
  CHECK(same(probe).by_title.empty());
}

TEST_CASE("fault_071: an id with quotes, wildcards, line ends or 5,000 bytes is one id") {
  Desk desk;
  for (const std::string& guid : {std::string("a'; DROP TABLE articles; --"), std::string("50%_"), std::string("a\nb"),
                                  std::string("a\0b", 3), std::string(5000, 'x'), std::string(4999, 'x')}) {
    Article article = sample("T");
    article.guid = guid, article.feed = 1, article.url.clear();
    const ArticleId id = desk.add(article);
    article.id = 0;
    CHECK(desk.library->articles().find_same(article)->by_address == std::vector{id});
    CHECK(desk.library->articles().get(id)->guid == guid);
  }
}

TEST_CASE("fault_046: a thousand items under one guid cost a bounded look-up") {
  Desk desk;
  Article article = sample("T");
  article.feed = 1, article.guid = "same";
  for (int i = 0; i < 100; ++i) desk.add(article);
  CHECK(desk.library->articles().find_same(article)->by_address.size() == Articles::kMaxIdentity);
}

TEST_CASE("articles: counts and dates") {
  Desk desk;
  CHECK(desk.library->articles().date_range().value() == std::pair<std::string, std::string>());
  desk.add(sample("A"));
  Article old = sample("B");
  old.published = "1999", old.type = ArticleType::news, old.texts[0].language = "zh";
  desk.add(old);
  CHECK(desk.library->articles().count() == 2);
  auto counts = desk.library->articles().counts().value();
  CHECK(counts["language"]["zh"] == 1);
  CHECK(counts["type"]["news"] == 1);
  CHECK(counts["source"]["Journal of Examples"] == 2);
  CHECK(desk.library->articles().date_range()->first == "1999");
  CHECK(desk.library->articles().ids_after(1, 5).value() == std::vector<ArticleId>{2});
}

TEST_CASE("articles: the sorting day is the first that the date may mean, and never after the first sight") {
  CHECK(first_day("1970") == 0);
  CHECK(first_day("1970-02") == 31);
  CHECK(first_day("1970-01-02") == 1);
  CHECK(!first_day("2026-02-31"));
  CHECK(!first_day(""));
  CHECK(!first_day("May"));
  Article article = sample("A");
  article.added = 10 * 86'400, article.published = "2999-01-01";
  CHECK(sort_day(article) == 10);
  article.published.clear();
  CHECK(sort_day(article) == 10);
  article.published = "1970-01-03";
  CHECK(sort_day(article) == 2);
}

TEST_CASE("articles: titles that differ in case, blanks and marks only are one") {
  CHECK(folded_title("IL-6 & pain: a trial.") == folded_title("il–6 pain—A Trial"));
  CHECK(folded_title("“步行”：疼痛。") == folded_title("步行 疼痛"));
  CHECK(folded_title("\xEF\xBB\xBFWalking") == "walking");
  CHECK(folded_title("…  ") == "");
}

TEST_CASE("library: a body that fails takes everything back") {
  Desk desk;
  const auto done = desk.library->write([&](Transaction& transaction) -> base::Status {
    REQUIRE(desk.library->articles().add(transaction, sample("A")));
    return base::fail(base::ErrorKind::invalid, "test.stop", "Stop.");
  });
  CHECK(done.error().code == "test.stop");
  CHECK(desk.library->articles().count() == 0);
  CHECK(desk.library->number() == 0);
  CHECK(desk.add(sample("B")) == 1);
}

TEST_CASE("library: a write that changes nothing takes no number") {
  Desk desk;
  CHECK(desk.library->write([](Transaction&) { return base::Status(); }) == 0);
  desk.add(sample("A"));
  CHECK(desk.library->number() == 1);
}

}  // namespace meridian::library
