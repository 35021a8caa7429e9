#include "tests/library/sample.h"

#include <algorithm>
#include <map>
#include <random>

#include "library/grouping.h"

namespace meridian::library {
namespace {

Link same(ArticleId a, ArticleId b) {
  return {std::min(a, b), std::max(a, b), LinkKind::same, "doi"};
}

// article → Work, for all articles.
std::map<ArticleId, WorkId> grouping(Library& library) {
  std::map<ArticleId, WorkId> works;
  const std::vector<ArticleId> ids = library.articles().ids_after(0, 1000).value();
  for (const ArticleId id : ids) works[id] = library.works().of(id)->id;
  return works;
}

Copy copy(ArticleId id, ArticleType type, bool doi, bool truncated, std::int64_t bytes) {
  return {id, type, doi, truncated, bytes, 0};
}

}  // namespace

TEST_CASE("works: an article begins as a Work of its own") {
  Desk desk;
  const ArticleId id = desk.add(sample("A"));
  const Work work = desk.library->works().of(id).value();
  CHECK(work.id == id);
  CHECK(work.representative == id);
  CHECK(work.articles == std::vector{id});
  CHECK(desk.library->works().of(99).error().code == "paper.unknown");
}

TEST_CASE("works: what the reader merged stays one paper, and what the reader parted stays apart, through new links") {
  Desk desk;
  const ArticleId a = desk.add(sample("A")), b = desk.add(sample("B")), c = desk.add(sample("C")),
                  d = desk.add(sample("D"));
  const auto works = [&] { return desk.library->works(); };
  const auto write = [&](auto change) { return desk.library->write(change); };
  REQUIRE(write([&](Transaction& t) { return works().merge(t, {a, b}); }));
  CHECK(works().of(b)->id == a);
  desk.link(b, {});  // what a crawl that changed B does
  CHECK(works().of(b)->id == a);
  CHECK(works().links_of(b)->front().reason == "by hand");

  desk.link(c, {same(a, c)});
  CHECK(works().of(c)->id == a);
  REQUIRE(write([&](Transaction& t) { return works().split(t, {c}); }));
  CHECK(works().of(c)->articles == std::vector{c});
  CHECK(works().of(a)->articles == std::vector{a, b});
  desk.link(c, {same(a, c)});
  CHECK(works().of(c)->articles == std::vector{c});
  desk.link(d, {same(a, d), same(c, d)});  // nor through a third
  CHECK(works().of(c)->articles == std::vector{c});
  CHECK(works().of(a)->articles == std::vector{a, b, d});
  CHECK(desk.library->check({})->empty());

  REQUIRE(write([&](Transaction& t) { return works().merge(t, {c, d}); }));
  CHECK(works().of(c)->articles == std::vector{a, b, c, d});
  CHECK(desk.library->check({})->empty());
}

TEST_CASE("works: merging one paper with itself and splitting a paper of one article are refused") {
  Desk desk;
  const ArticleId a = desk.add(sample("A"));
  const auto merged = desk.library->write([&](Transaction& t) { return desk.library->works().merge(t, {a, a}); });
  CHECK(merged.error().code == "works.merge");
  const auto parted = desk.library->write([&](Transaction& t) { return desk.library->works().split(t, {a}); });
  CHECK(parted.error().code == "works.split");
  const auto unknown = desk.library->write([&](Transaction& t) { return desk.library->works().split(t, {77}); });
  CHECK(unknown.error().code == "paper.unknown");
}

TEST_CASE("works: fault_070 a notice of retraction marks its original, which the index then follows") {
  Desk desk;
  const ArticleId original = desk.add(sample("A"));
  Article notice = sample("B");
  notice.type = ArticleType::retraction;
  const ArticleId retraction = desk.add(notice);
  CHECK_FALSE(desk.library->works().of(original)->retracted);
  const Number before = desk.library->number().value();
  desk.link(retraction, {{original, retraction, LinkKind::concerns, "doi"}});
  CHECK(desk.library->works().of(original)->retracted);
  CHECK_FALSE(desk.library->works().of(retraction)->retracted);
  const auto changes = desk.library->works().changed_after(before, 0, 10).value();
  CHECK(std::any_of(changes.begin(), changes.end(), [&](const WorkChange& change) { return change.work == original; }));
  desk.link(retraction, {});
  CHECK_FALSE(desk.library->works().of(original)->retracted);
  CHECK(desk.library->works().of(original)->number == desk.library->number().value());
}

TEST_CASE("works: fault_070 an erratum concerns its original and does not retract it") {
  Desk desk;
  const ArticleId original = desk.add(sample("A"));
  Article notice = sample("B");
  notice.type = ArticleType::erratum;
  const ArticleId erratum = desk.add(notice);
  desk.link(erratum, {{original, erratum, LinkKind::concerns, "doi"}});
  CHECK_FALSE(desk.library->works().of(original)->retracted);
}

TEST_CASE("works: a link joins two Works under the smaller id and buries the other") {
  Desk desk;
  const ArticleId a = desk.add(sample("A")), b = desk.add(sample("B"));
  const Number number = desk.link(b, {same(a, b)});
  CHECK(desk.library->works().of(b)->id == a);
  CHECK(desk.library->works().of(b)->articles == std::vector{a, b});
  CHECK(desk.library->works().count() == 1);
  const auto changes = desk.library->works().changed_after(number - 1, 0, 10).value();
  REQUIRE(changes.size() == 2);
  CHECK((changes[0].work == a && !changes[0].gone));
  CHECK((changes[1].work == b && changes[1].gone));
  CHECK(desk.library->check()->empty());
}

TEST_CASE("works: taking the link away parts them again, with numbers for both") {
  Desk desk;
  const ArticleId a = desk.add(sample("A")), b = desk.add(sample("B"));
  const Number before = desk.link(b, {same(a, b)});
  desk.link(b, {});
  CHECK(desk.library->works().of(b)->id == b);
  CHECK(desk.library->works().changed_after(before, 0, 10)->size() == 2);
  CHECK(desk.library->works().many({b, 99, a})->size() == 2);
}

TEST_CASE("works: links of the other kinds join nothing") {
  Desk desk;
  const ArticleId a = desk.add(sample("A")), b = desk.add(sample("B"));
  desk.link(b, {{a, b, LinkKind::shares_text, "text .60"}, {a, b, LinkKind::concerns, "doi"}});
  CHECK(desk.library->works().count() == 2);
  CHECK(desk.library->works().links_of(a)->size() == 2);
}

TEST_CASE("works: a link that does not name its article is refused and nothing is written") {
  Desk desk;
  const ArticleId a = desk.add(sample("A")), b = desk.add(sample("B")), c = desk.add(sample("C"));
  const auto done =
      desk.library->write([&](Transaction& t) { return desk.library->works().set_links(t, c, {same(a, b)}); });
  CHECK(done.error().code == "works.link");
  CHECK(desk.library->works().count() == 3);
}

TEST_CASE("works: removing the article in the middle parts the rest; the smallest gone, the next gives its id") {
  Desk desk;
  const ArticleId a = desk.add(sample("A")), b = desk.add(sample("B")), c = desk.add(sample("C")),
                  d = desk.add(sample("D"));
  desk.link(b, {same(a, b), same(b, c)});
  desk.link(d, {same(c, d)});
  CHECK(desk.library->works().count() == 1);
  const Number number = desk.remove(b);
  CHECK(desk.library->works().of(a)->articles == std::vector{a});
  CHECK(desk.library->works().of(d)->articles == std::vector{c, d});
  CHECK(desk.library->works().changed_after(number - 1, 0, 10)->size() == 2);
  desk.remove(c);
  CHECK(desk.library->works().of(d)->id == d);
  CHECK(desk.library->check()->empty());
}

TEST_CASE("works: the last article gone leaves a tombstone") {
  Desk desk;
  const ArticleId a = desk.add(sample("A"));
  const Number number = desk.remove(a);
  const auto changes = desk.library->works().changed_after(number - 1, 0, 10).value();
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].gone);
  CHECK(desk.library->works().count() == 0);
  CHECK(desk.library->works().list_after(0, 10)->empty());
}

TEST_CASE("works: a function of articles and links, not of the order in which the links came") {
  std::mt19937 random(11);
  constexpr int kArticles = 24;
  std::vector<Link> links;
  for (int i = 0; i < 16; ++i) {
    const auto a = static_cast<ArticleId>(random() % kArticles + 1),
               b = static_cast<ArticleId>(random() % kArticles + 1);
    if (a != b) links.push_back(same(a, b));
  }
  std::map<ArticleId, WorkId> wanted;
  for (int round = 0; round < 8; ++round) {
    Desk desk;
    for (int i = 0; i < kArticles; ++i) desk.add(sample(std::to_string(i)));
    std::vector<ArticleId> order(kArticles);
    for (int i = 0; i < kArticles; ++i) order[static_cast<std::size_t>(i)] = i + 1;
    std::shuffle(order.begin(), order.end(), random);
    for (const ArticleId article : order) {
      std::vector<Link> own;
      for (const Link& link : links)
        if (link.a == article || link.b == article) own.push_back(link);
      desk.link(article, own);
    }
    CHECK(desk.library->check()->empty());
    if (round == 0) wanted = grouping(*desk.library);
    CHECK(grouping(*desk.library) == wanted);
  }
}

TEST_CASE("works: the copy that stands for its Work") {
  using Type = ArticleType;
  const auto chosen = [](std::vector<Copy> copies) {
    const ArticleId first = representative_of(copies).id;
    std::reverse(copies.begin(), copies.end());
    CHECK(representative_of(copies).id == first);
    return first;
  };
  CHECK(chosen({copy(1, Type::preprint, true, false, 900), copy(2, Type::article, true, false, 500)}) == 2);
  CHECK(chosen({copy(1, Type::preprint, true, false, 900), copy(2, Type::article, true, false, 0)}) == 1);
  CHECK(chosen({copy(1, Type::preprint, true, false, 900), copy(2, Type::article, true, true, 950)}) == 1);
  CHECK(chosen({copy(1, Type::news, false, false, 900), copy(2, Type::preprint, true, false, 500)}) == 2);
  CHECK(chosen({copy(1, Type::page, false, false, 500), copy(2, Type::page, false, false, 501)}) == 2);
  CHECK(chosen({copy(1, Type::page, false, false, 500), copy(2, Type::page, false, false, 500)}) == 1);
  CHECK(chosen({copy(1, Type::retraction, true, false, 900), copy(2, Type::page, false, true, 0)}) == 2);
  CHECK(chosen({copy(4, Type::erratum, true, false, 900)}) == 4);
}

TEST_CASE("works: changes are paged by number and Work, and nothing is lost between pages") {
  Desk desk;
  CHECK(desk.library->write([&](Transaction& t) -> base::Status {
    for (int i = 0; i < 7; ++i) MERIDIAN_TRY(desk.library->articles().add(t, sample(std::to_string(i))));
    return {};
  }) == 1);
  desk.add(sample("later"));
  std::vector<WorkId> seen;
  Number number = 0;
  WorkId work = 0;
  for (;;) {
    const auto page = desk.library->works().changed_after(number, work, 3).value();
    if (page.empty()) break;
    for (const WorkChange& change : page) seen.push_back(change.work);
    number = page.back().number, work = page.back().work;
  }
  CHECK(seen == std::vector<WorkId>{1, 2, 3, 4, 5, 6, 7, 8});
  CHECK(desk.library->works().changed_after(1, 0, 10)->size() == 1);
}

TEST_CASE("works: newest first by the sorting day") {
  Desk desk;
  Article article = sample("A");
  for (const char* day : {"2024-01-01", "2026-01-01", "2025", "2999"}) {
    article.published = day;
    desk.add(article);
  }
  CHECK(desk.library->works().newest(0, 10).value() == std::vector<WorkId>{4, 2, 3, 1});
  CHECK(desk.library->works().newest(1, 2).value() == std::vector<WorkId>{2, 3});
}

TEST_CASE("works: sketches find who shares text; common hashes lead to nobody; a changed sketch leaves no trace") {
  Desk desk;
  std::mt19937_64 random(5);
  const auto hashes = [&](int count) {
    std::vector<std::uint64_t> made;
    for (int i = 0; i < count; ++i) made.push_back(random() & ~std::uint64_t{3});
    return made;
  };
  const auto set = [&](ArticleId id, const std::vector<std::uint64_t>& sketch) {
    REQUIRE(desk.library->write([&](Transaction& t) { return desk.library->works().set_sketch(t, id, sketch); }));
  };
  const auto first = hashes(60);
  auto second = hashes(30);
  second.insert(second.end(), first.begin(), first.begin() + 30);
  const ArticleId a = desk.add(sample("A")), b = desk.add(sample("B")), c = desk.add(sample("C"));
  set(a, first), set(b, second), set(c, hashes(60));
  const auto shared = desk.library->works().sharing(first, 3, 16).value();
  REQUIRE(shared.size() == 2);
  CHECK((shared[0].article == a && shared[0].hashes == 60));
  CHECK((shared[1].article == b && shared[1].hashes == 30 && shared[1].size == 60));
  CHECK(desk.library->works().sharing(first, 31, 16)->size() == 1);
  CHECK(desk.library->works().sharing(first, 3, 1)->size() == 1);
  set(b, hashes(60));
  CHECK(desk.library->works().sharing(first, 3, 16)->size() == 1);
  desk.remove(a);
  CHECK(desk.library->works().sharing(first, 1, 16)->empty());
}

}  // namespace meridian::library
