// Related papers worked out and used: through the real library, index and engine.
#include "query/derive.h"

#include <doctest/doctest.h>

#include <fstream>

#include "base/files.h"
#include "indexer/index_writer.h"
#include "library/derived.h"
#include "library/index.h"
#include "query/engine.h"
#include "query/library_engine.h"

using namespace meridian;

namespace {

constexpr int kSubjects = 10, kPapers = 120;

// Twelve papers on each of ten subjects, each with a word of its own. The first two subjects share cholesterol and lipid.
class Shelf {
 public:
  Shelf() {
    REQUIRE(folder_);
    config.library = folder_->path() / "library";
    std::filesystem::create_directories(folder_->path() / "data" / "glossary");
    auto opened = library::Library::open(config.library, library::OpenMode::read_write, clock);
    REQUIRE(opened);
    library = std::move(*opened);
    for (int i = 0; i < kPapers; ++i) add(i);
    index();
  }

  void add(int i) {
    static const std::vector<std::string> kTexts{
        "Statins lowered cholesterol and lipid levels", "Cholesterol and lipid particles were counted by ultracentrifuge",
        "Bridges of timber carry snow", "Glaciers feed rivers in summer", "Violins need humid rooms", "Bees visit clover meadows",
        "Ferries cross narrow straits", "Potters fire clay vessels", "Owls hunt voles at dusk", "Telescopes track distant comets"};
    add(i, kTexts[static_cast<std::size_t>(i % kSubjects)],
        i % kSubjects == 3 ? std::vector<std::string>{"zebrafish"} : std::vector<std::string>{});
  }

  void add(int i, const std::string& text, std::vector<std::string> keywords = {}) {
    library::Article article;
    const std::string own = std::string(" qx") + static_cast<char>('a' + i / 26) + static_cast<char>('a' + i % 26) + "k";
    article.texts.push_back({"en", "Report" + own, text + own, std::move(keywords)});
    article.source = "Test Weekly";
    article.published = "2023-11-01";
    article.added = clock.now();
    REQUIRE(library->write([&](library::Transaction& transaction) -> base::Status {
      MERIDIAN_TRY_ASSIGN(const auto id, library->articles().add(transaction, article));
      return id > 0 ? base::Status() : base::Status(base::fail(base::ErrorKind::bug, "test", ""));
    }));
  }

  void index() {
    static const auto kAnalyzer = text::Analyzer::open();
    REQUIRE(kAnalyzer);
    auto writer = indexer::IndexWriter::open(config.library, *kAnalyzer);
    REQUIRE(writer);
    REQUIRE((*writer)->catch_up(*library));
  }

  query::DeriveReport derive(const base::Cancelled& cancelled = {}) {
    const auto report = query::derive(*library, config, clock, 0, {}, cancelled);
    REQUIRE(report);
    return *report;
  }

  query::SearchReply search(const std::string& query) {
    const auto engine = query::Engine::open(config, folder_->path() / "data", clock);
    REQUIRE(engine);
    query::SearchRequest request;
    request.query = query;
    request.limit = 100;
    auto reply = (*engine)->search(request);
    REQUIRE(reply);
    return std::move(*reply);
  }

  base::FakeClock clock;
  base::Config config;
  std::unique_ptr<library::Library> library;

 private:
  base::Result<base::TemporaryFolder> folder_ = base::TemporaryFolder::make("meridian-derive");
};

std::string order(const query::SearchReply& reply) {
  std::string ids;
  for (const query::Hit& hit : reply.hits) ids += std::to_string(hit.work) + " ";
  return ids;
}

}  // namespace

TEST_CASE("derive: goes on where it stopped, takes new papers in, and is then done") {
  Shelf shelf;
  int looks = 0;
  const auto part = shelf.derive([&] { return ++looks > 1; });
  CHECK(part.works + part.left == kPapers);
  const auto rest = shelf.derive();
  CHECK(part.works + rest.works == kPapers);
  CHECK(rest.left == 0);
  CHECK(shelf.derive().works == 0);
  shelf.add(kPapers);
  shelf.index();
  CHECK(shelf.derive().works == 1);
}

TEST_CASE("derive: a paper's list names its subject's others, never another subject's before them") {
  Shelf shelf;
  shelf.derive();
  const auto index = library::Index::open(shelf.config.library, query::index_version());
  REQUIRE(index);
  const auto derived = library::Derived::open(library::index_folder(shelf.config.library) / (*index)->state().generation);
  REQUIRE(derived);
  for (const library::WorkId work : {1, 2, 3}) {
    const auto neighbours = (*derived)->neighbours(work, 5);
    REQUIRE(neighbours);
    CHECK(neighbours->size() == 5);
    for (const library::Neighbour& one : *neighbours) CHECK(one.work % kSubjects == work % kSubjects);
  }
}

TEST_CASE("ranking: what all words hold comes first, and learnt words find the subject's others behind it") {
  Shelf shelf;
  const auto reply = shelf.search("statins");
  CHECK(reply.total == 12);
  CHECK(reply.all_words_on_page == 12);
  CHECK(reply.total_learnt == kPapers / 20);
  REQUIRE(reply.hits.size() == 18);
  for (std::size_t i = 0; i < 18; ++i) {
    CHECK(reply.hits[i].all_words == (i < 12));
    CHECK(reply.hits[i].work % kSubjects == (i < 12 ? 1 : 2));
  }
  CHECK(reply.hits[12].without == std::vector<std::string>{"statins"});
}

TEST_CASE("ranking: where three hundred papers hold the word, none without it joins") {
  Shelf shelf;
  constexpr int kHolding = 300, kBest = 50, kWithout = 20;
  for (int i = 0; i < kHolding; ++i) shelf.add(kPapers + i, i < kBest ? "Asphalt on asphalt, gravel, bitumen" : "Asphalt dries in many hours");
  for (int i = 0; i < kWithout; ++i) shelf.add(kPapers + kHolding + i, "Roofs of gravel, bitumen");
  shelf.index();
  const auto reply = shelf.search("asphalt");
  CHECK(reply.total == kHolding);
  CHECK(reply.total_learnt == 0);
  CHECK(shelf.search("roofs").total_learnt > 0);
}

TEST_CASE("ranking: papers that hold a word in their keywords alone, where it weighs nothing, are all found") {
  Shelf shelf;
  const auto reply = shelf.search("zebrafish");
  CHECK(reply.total == 12);
  REQUIRE(reply.hits.size() >= 12);
  for (std::size_t i = 0; i < 12; ++i) {
    CHECK(reply.hits[i].all_words);
    CHECK(reply.hits[i].without.empty());
    CHECK(reply.hits[i].work % kSubjects == 4);
  }
}

TEST_CASE("ranking: quotes, a plus, =exact, fields and a wildcard are searched as they stand") {
  Shelf shelf;
  for (const char* query : {"\"statins\"", "+statins", "=statins", "abstract:statins", "statin*"}) {
    CAPTURE(query);
    const auto reply = shelf.search(query);
    CHECK(reply.total_learnt == 0);
    CHECK(reply.hits.size() == 12);
  }
}

TEST_CASE("ranking: the stages can be switched off, and the same library gives the same answer") {
  Shelf shelf;
  shelf.derive();
  const std::string staged = order(shelf.search("lipid ultracentrifuge"));
  CHECK(staged == order(shelf.search("lipid ultracentrifuge")));
  shelf.config.search.feedback_percent = shelf.config.search.neighbours_percent = 0;
  const auto plain = shelf.search("statins");
  CHECK(plain.total_learnt == 0);
  CHECK(plain.hits.size() == 12);
}
