#include "query/engine.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <fstream>
#include <set>

#include "indexer/index_writer.h"
#include "library/library.h"

using namespace meridian;

namespace {

// A library folder with some papers of our own, indexed; gone at the end.
class Shelf {
 public:
  Shelf() {
    std::string pattern = (std::filesystem::temp_directory_path() / "meridian-engine-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    folder_ = pattern;
    config.library = folder_ / "library";
    std::filesystem::create_directories(folder_ / "data" / "glossary");
    std::ofstream(folder_ / "data" / "glossary" / "terms.tsv") << "inflammation\t炎症\tmedicine\t\n";
    auto opened = library::Library::open(config.library, library::OpenMode::read_write, clock);
    REQUIRE(opened);
    library = std::move(*opened);
  }
  ~Shelf() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  library::ArticleId add(const std::string& title, const std::string& abstract, const std::string& language = "en",
                         const std::string& published = "2023-11-01", const std::string& author = "Ada Field") {
    library::Article article;
    article.texts.push_back({language, title, abstract, {}});
    article.authors.push_back({author, ""});
    article.source = "Test Weekly";
    article.published = published;
    article.added = clock.now();
    library::ArticleId id = 0;
    const auto number = library->write([&](library::Transaction& transaction) -> base::Status {
      MERIDIAN_TRY_ASSIGN(id, library->articles().add(transaction, article));
      return {};
    });
    REQUIRE(number);
    return id;
  }

  void index() {
    static const auto kAnalyzer = text::Analyzer::open();
    REQUIRE(kAnalyzer);
    auto writer = indexer::IndexWriter::open(config.library, *kAnalyzer);
    REQUIRE(writer);
    REQUIRE((*writer)->catch_up(*library));
  }

  std::unique_ptr<query::Engine> engine() {
    auto opened = query::Engine::open(config, folder_ / "data", clock);
    REQUIRE(opened);
    return std::move(*opened);
  }

  base::FakeClock clock;
  base::Config config;
  std::unique_ptr<library::Library> library;

 private:
  std::filesystem::path folder_;
};

// An answer that must be there.
template <class T>
T got(base::Result<T> result) {
  REQUIRE_MESSAGE(result.has_value(), (result ? "" : result.error().message));
  return std::move(*result);
}

query::SearchRequest ask(const std::string& text) {
  query::SearchRequest request;
  request.query = text;
  return request;
}

}  // namespace

TEST_CASE("engine: a paper is found, shown and its words marked") {
  Shelf shelf;
  const auto id = shelf.add("Walking and back pain", "Adults with back pain walked. Pain fell by a third.");
  shelf.add("运动与炎症", "运动后炎症标志物下降。", "zh");
  shelf.index();
  const auto engine = shelf.engine();
  auto reply = engine->search(ask("back pain"));
  REQUIRE(reply);
  REQUIRE(reply->hits.size() == 1);
  CHECK(reply->hits[0].article.id == id);
  CHECK(reply->hits[0].title.marks.size() == 2);
  CHECK(reply->hits[0].passage.marks.size() == 3);
  CHECK(reply->reading.tree == "back pain");
  reply = engine->search(ask("inflammation"));
  REQUIRE(reply);
  REQUIRE(reply->hits.size() == 1);
  CHECK(reply->hits[0].article.main().language == "zh");
}

TEST_CASE("engine: an absent index fails searching only, and is used once it is there") {
  Shelf shelf;
  const auto id = shelf.add("Walking and back pain", "Text.");
  const auto engine = shelf.engine();
  const auto missing = engine->search(ask("pain"));
  REQUIRE_FALSE(missing);
  CHECK(missing.error().kind == base::ErrorKind::storage);
  CHECK(missing.error().code == "index.missing");
  CHECK(engine->paper(id).has_value());
  CHECK(engine->stats().has_value());
  shelf.index();
  CHECK(got(engine->search(ask("pain"))).hits.size() == 1);
  shelf.add("More pain", "Text.");
  shelf.index();
  CHECK(got(engine->search(ask("pain"))).hits.size() == 2);
}

TEST_CASE("engine: a year facet with its filter finds exactly the count") {
  Shelf shelf;
  for (int i = 0; i < 12; ++i)
    shelf.add("Pain study", "Text " + std::to_string(i), "en", i % 3 == 0 ? "2021-05" : "2022",
              i % 2 == 0 ? "Wei Wang" : "Li Wei Wang");
  shelf.index();
  const auto engine = shelf.engine();
  const auto reply = engine->search(ask("pain"));
  REQUIRE(reply);
  CHECK(reply->facets.size() == 5);
  for (const auto& facet : reply->facets)
    for (const auto& value : facet.values) {
      CAPTURE(facet.field);
      CAPTURE(value.value);
      CHECK(got(engine->search(ask("pain " + facet.field + ":\"" + value.value + "\""))).total == value.count);
    }
}

TEST_CASE("engine: sets of nothing are honest empty answers") {
  Shelf shelf;
  const auto id = shelf.add("Walking", "Text.");
  shelf.index();
  const auto engine = shelf.engine();
  CHECK(got(engine->search(ask("zebra"))).hits.empty());
  CHECK(got(engine->clusters("zebra", 100)).considered == 0);
  CHECK(got(engine->contrast("zebra", "gnu")).a.members.empty());
  CHECK(got(engine->contrast("zebra", "")).warnings.size() == 1);
  CHECK(got(engine->brief("zebra", "en")).found == 0);
  CHECK(got(engine->related(id, 5)).hits.empty());
}

TEST_CASE("engine: today gives every work once, then starts anew") {
  Shelf shelf;
  for (int i = 0; i < 25; ++i)
    shelf.add("Paper " + std::to_string(i), "Text", "en", "2023-10-" + std::to_string(10 + i % 10),
              i % 2 == 0 ? "Ada Field" : "Bo Lind");
  const auto engine = shelf.engine();
  query::TodayRequest request;
  request.limit = 10;
  std::set<library::WorkId> seen;
  for (const std::size_t expected : {10U, 10U, 5U}) {
    const auto reply = engine->today(request);
    REQUIRE(reply);
    CHECK(reply->total == 25);
    CHECK(reply->cards.size() == expected);
    CHECK_FALSE(reply->started_anew);
    for (const auto& card : reply->cards) CHECK(seen.insert(card.work).second);
    request.next = true;
    request.after = reply->token;
  }
  const auto anew = engine->today(request);
  REQUIRE(anew);
  CHECK(anew->started_anew);
  CHECK(anew->cards.size() == 10);
  request = {};
  request.authors = {"Bo Lind"};
  CHECK(got(engine->today(request)).total == 12);
}

TEST_CASE("engine: the next batch passes over what was recorded as shown") {
  Shelf shelf;
  for (int i = 0; i < 4; ++i) shelf.add("Paper " + std::to_string(i), "Text");
  const auto engine = shelf.engine();
  query::TodayRequest request;
  request.limit = 3;
  const auto first = engine->today(request);
  REQUIRE(first);
  std::vector<library::WorkId> shown;
  for (const auto& card : first->cards) shown.push_back(card.work);
  REQUIRE(shelf.library->write([&](library::Transaction& transaction) {
    return shelf.library->marks().add_shown(transaction, first->day, shown);
  }));
  request.next = true;
  const auto second = engine->today(request);
  REQUIRE(second);
  CHECK(second->cards.size() == 1);
  CHECK_FALSE(second->started_anew);
}

TEST_CASE("engine: marks, tags, radars and papers like one are looked up in the library when a query runs") {
  Shelf shelf;
  const auto a = shelf.add("Walking and back pain", "Adults with back pain walked each day.");
  const auto b = shelf.add("Back pain at work", "Lifting and back pain; walked little.");
  const auto c = shelf.add("Lakes in winter", "Ice on lakes lasts longer.");
  shelf.index();
  library::Library& library = *shelf.library;
  REQUIRE(library.write([&](library::Transaction& transaction) -> base::Status {
    MERIDIAN_TRY(library.marks().set(transaction, a, library::Mark::starred, true));
    MERIDIAN_TRY(library.marks().set(transaction, c, library::Mark::read, true));
    MERIDIAN_TRY(library.marks().set_tag(transaction, c, "Ice", true));
    return library.radars().add(transaction, {"spine", "back pain", 1});
  }));
  const auto engine = shelf.engine();
  const auto ids = [&](const std::string& query) {
    std::set<library::ArticleId> found;
    for (const auto& hit : got(engine->search(ask(query))).hits) found.insert(hit.article.id);
    return found;
  };
  CHECK(ids("is:starred") == std::set{a});
  CHECK(ids("is:unread") == std::set{a, b});
  CHECK(ids("tag:ice") == std::set{c});
  CHECK(ids("search:spine") == std::set{a, b});
  CHECK(ids("search:spine -is:starred") == std::set{b});
  CHECK(ids("like:" + std::to_string(a)) == std::set{b});
  CHECK(got(engine->search(ask("like:99 lakes"))).warnings.size() == 1);
}

TEST_CASE("engine: suggestions, and a cursor that goes on over another commit of the index") {
  Shelf shelf;
  for (int i = 0; i < 12; ++i) shelf.add("Pain study " + std::to_string(i), "Text of a study.");
  shelf.index();
  const auto engine = shelf.engine();
  const auto typed = got(engine->suggest("stu", 5));
  REQUIRE(typed.completions.size() == 1);
  CHECK(typed.completions[0].query == "study");
  CHECK(got(engine->search(ask("stuyd"))).did_you_mean == "study");
  auto request = ask("pain");
  request.limit = 5;
  std::set<library::WorkId> seen;
  for (int page = 0; page < 3; ++page) {
    const auto reply = got(engine->search(request));
    for (const auto& hit : reply.hits) CHECK(seen.insert(hit.work).second);
    request.cursor = reply.next;
    if (page == 0) {
      shelf.add("Pain, pain and pain", "Pain.");
      shelf.index();
    }
  }
  CHECK(seen.size() == 13);
  request.cursor = "AAAA";
  CHECK(engine->search(request).error().code == "cursor.invalid");
}

TEST_CASE("fault_069 engine: a paper is found by its DOI in every spelling of it") {
  Shelf shelf;
  const std::pair<const char*, std::vector<const char*>> rows[] = {
      {"10.5555/s1234-5678(19)30001-2",
       {"doi:10.5555/S1234-5678(19)30001-2", "10.5555/s1234-5678(19)30001-2", "https://doi.org/10.5555/s1234-5678(19)30001-2", "doi:10.5555/S1234-5678%2819%2930001-2"}},
      {"10.5555/(sici)1234-5679(19990102/03)1:2/3<456::aid-xyz7>3.0.co;2-a",
       {"doi:10.5555/(SICI)1234-5679(19990102/03)1:2/3<456::AID-XYZ7>3.0.CO;2-A", "10.5555/(SICI)1234-5679(19990102/03)1:2/3<456::AID-XYZ7>3.0.CO;2-A",
        "https://doi.org/10.5555/%28SICI%291234-5679%2819990102%2F03%291%3A2%2F3%3C456%3A%3AAID-XYZ7%3E3.0.CO%3B2-A"}},
      {"10.5555/abc.1", {"doi:10.5555/ABC.1.", "doi:doi:10.5555/abc.1", "(doi:10.5555/abc.1)", "10.5555/Abc.1", "http://dx.doi.org/10.5555/abc.1"}}};
  std::vector<library::WorkId> works;
  for (const auto& [doi, spellings] : rows) {
    const library::ArticleId id = shelf.add(std::string("Study of ") + doi, "Text.");
    REQUIRE(shelf.library->write([&](library::Transaction& transaction) -> base::Status {
      MERIDIAN_TRY_ASSIGN(library::Article article, shelf.library->articles().get(id));
      article.doi = doi;
      return shelf.library->articles().update(transaction, article);
    }));
    works.push_back(got(shelf.library->works().of(id)).id);
  }
  shelf.index();
  const auto engine = shelf.engine();
  for (std::size_t i = 0; i < works.size(); ++i)
    for (const char* spelling : rows[i].second) {
      CAPTURE(spelling);
      query::SearchRequest request;
      request.query = spelling;
      const auto reply = got(engine->search(request));
      REQUIRE(reply.hits.size() == 1);
      CHECK(reply.hits[0].work == works[i]);
      CHECK_FALSE(reply.did_you_mean);
    }
}

TEST_CASE("fault_129 engine: a place in today's list that was never given out is invalid, one that is gone starts anew") {
  Shelf shelf;
  for (int i = 0; i < 3; ++i) shelf.add("Walking " + std::to_string(i), "Text.");
  shelf.index();
  const auto engine = shelf.engine();
  query::TodayRequest request;
  request.limit = 1, request.next = true;
  for (const std::string& bad : {std::string("x"), std::string("-1"), std::string("0"), std::string("1x"), std::string("99999999999999999999"), std::string("\0", 1), std::string(1 << 20, '7')}) {
    request.after = bad;
    const auto reply = engine->today(request);
    REQUIRE_FALSE(reply);
    CHECK(reply.error().code == "cursor.invalid");
    CHECK(reply.error().kind == base::ErrorKind::invalid);
  }
  request.after = "999";
  CHECK(got(engine->today(request)).cards.size() == 1);
}

TEST_CASE("fault_131 an article that does not exist is not found") {
  Shelf shelf;
  shelf.add("Walking", "Text.");
  const auto engine = shelf.engine();
  for (const library::ArticleId id : {library::ArticleId{999}, library::ArticleId{-1}, library::ArticleId{0}}) {
    const auto reply = engine->paper(id);
    REQUIRE_FALSE(reply);
    CHECK(reply.error().kind == base::ErrorKind::not_found);
  }
}

// First authors of what holds the words, each once: "Liu Wei|Wei Liu".
std::string authors_found(query::Engine& engine, const std::string& query) {
  auto request = ask(query);
  request.beyond_words = false;
  std::set<std::string> found;
  for (const query::Hit& hit : got(engine.search(request)).hits) found.insert(hit.article.authors.at(0).name);
  std::string names;
  for (const std::string& name : found) names += (names.empty() ? "" : "|") + name;
  return names;
}

TEST_CASE("engine: an initial finds whole names beside those that are printed so") {
  Shelf shelf;
  for (const std::string author : {"Wendy Lund", "W Lund", "Lund W", "Lund, W. K.", "Lund WK", "Kari Lund", "Zoë Ørn", "Z. Ørn"})
    shelf.add("Walking of " + author, "Steps.", "en", "2023-11-01", author);
  shelf.index();
  const auto engine = shelf.engine();
  const std::string lund = "Lund W|Lund WK|Lund, W. K.|W Lund|Wendy Lund";
  const std::vector<std::pair<std::string, std::string>> table{
      {"author:\"W Lund\"", lund},      {"author:\"Lund, W.\"", lund},         {"\"Lund W\"[au]", lund},
      {"author:\"K Lund\"", "Kari Lund"}, {"author:\"=W Lund\"", "W Lund"}, {"author:\"Z Ørn\"", "Z. Ørn|Zoë Ørn"},
      {"author:\"Wendy Lund\"", "Wendy Lund"},
  };
  for (const auto& [query, expected] : table) {
    CAPTURE(query);
    CHECK(authors_found(*engine, query) == expected);
  }
}

TEST_CASE("engine: a Chinese author is found by every way to write the name") {
  Shelf shelf;
  const std::vector<std::string> authors{"刘伟", "Wei Liu", "Liu Wei", "王小明", "吕伟", "刘伟明", "Wendy Lund"};
  for (const std::string& author : authors) shelf.add("Walking of " + author, "Steps.", "en", "2023-11-01", author);
  shelf.index();
  const auto engine = shelf.engine();
  const std::string everybody = "Liu Wei|Wei Liu|刘伟";
  const std::vector<std::pair<std::string, std::string>> table{
      {"author:\"Liu Wei\"", everybody},
      {"author:\"Wei Liu\"", everybody},
      {"author:\"W Liu\"", everybody + "|刘伟明"},
      {"author:\"Liu W\"", everybody + "|刘伟明"},
      {"author:\"Liu, W.\"", everybody + "|刘伟明"},
      {"\"Liu W\"[au]", everybody + "|刘伟明"},
      {"au:Liu", everybody + "|刘伟明"},
      {"author:(Wei Liu)", everybody + "|刘伟明"},
      {"author:\"Liu WM\"", "刘伟明"},
      {"author:\"Liu Wei-Ming\"", "刘伟明"},
      {"author:\"Xiaoming Wang\"", "王小明"},
      {"author:\"XM Wang\"", "王小明"},
      {"author:\"X. Wang\"", "王小明"},
      {"author:xiaoming", "王小明"},
      {"author:\"Lü Wei\"", "吕伟"},
      {"author:\"Wei Lyu\"", "吕伟"},
      {"author:lv", "吕伟"},
      // A Chinese name is the person's own, and a printed one behind "=" is nobody else's.
      {"author:刘伟", "刘伟|刘伟明"},
      {"author:\"刘伟\"", "刘伟"},
      {"author:\"劉偉\"", "刘伟"},
      {"author:\"=Wei Liu\"", "Wei Liu"},
      {"author:\"W Lund\"", "Wendy Lund"},
      {"author:\"Lund Wendy\"", ""},
      {"\"Liu Wei\"", "Liu Wei"},
  };
  for (const auto& [query, expected] : table) {
    CAPTURE(query);
    CHECK(authors_found(*engine, query) == expected);
  }
}
