// Translations learnt from bilingual papers and used: through the real library, index and engine.
#include "query/learn_translations.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>

#include "base/files.h"
#include "indexer/index_writer.h"
#include "query/engine.h"

using namespace meridian;

namespace {

class Shelf {
 public:
  Shelf() {
    REQUIRE(folder_);
    config.library = folder_->path() / "library";
    std::filesystem::create_directories(folder_->path() / "data" / "glossary");
    auto opened = library::Library::open(config.library, library::OpenMode::read_write, clock);
    REQUIRE(opened);
    library = std::move(*opened);
  }

  void add(const std::string& english, const std::string& chinese, const std::vector<std::string>& keywords = {},
           const std::vector<std::string>& chinese_keywords = {}, const std::string& abstract = {},
           const std::string& chinese_abstract = {}) {
    library::Article article;
    if (!english.empty()) article.texts.push_back({"en", english, abstract, keywords});
    if (!chinese.empty()) article.texts.push_back({"zh", chinese, chinese_abstract, chinese_keywords});
    article.source = "Test Weekly";
    article.url = "https://example.org/" + std::to_string(++papers_);
    article.published = "2024-05-01";
    article.added = clock.now();
    REQUIRE(library->write([&](library::Transaction& transaction) -> base::Status {
      MERIDIAN_TRY_ASSIGN(const auto id, library->articles().add(transaction, article));
      return id > 0 ? base::Status() : base::Status(base::fail(base::ErrorKind::bug, "test", ""));
    }));
  }
  // Of many sentences, so that words are learnt.
  void add_long_paper() {
    std::string english, chinese;
    for (int i = 0; i < 500; ++i) english += "Rivers carry silt. ", chinese += "河流挟带泥沙。";
    add("Rivers", "河流", {}, {}, english, chinese);
  }
  void add_bilingual_papers() {
    add_long_paper();
    for (int i = 0; i < 6; ++i) {
      const std::string n = std::to_string(i);
      add("Zebrafish larvae and hypoxia " + n, "斑马鱼幼体与缺氧 " + n, {"zebrafish", "hypoxia"}, {"斑马鱼", "缺氧"});
      add("Zebrafish in shallow lakes " + n, "浅水湖泊中的斑马鱼 " + n, {"zebrafish", "lake"}, {"斑马鱼"});
      add("Hypoxia of deep lakes " + n, "深水湖泊的缺氧 " + n);
      add("English alone " + n, "");
    }
  }
  // A line of the shipped glossary.
  void ship(const std::string& line) {
    std::ofstream(folder_->path() / "data" / "glossary" / "test.tsv") << line << "\n";
  }
  std::int64_t learn(const base::Cancelled& cancelled = {}) {
    const auto terms = query::learn_translations(*library, config, folder_->path() / "data", {}, cancelled);
    REQUIRE(terms);
    return *terms;
  }
  std::string file() const { return base::read_file(path()).value_or(""); }
  std::filesystem::path path() const { return config.library / "glossary" / "learnt.tsv"; }

  std::vector<std::string> titles(const std::string& query) {
    static const auto kAnalyzer = text::Analyzer::open();
    REQUIRE(kAnalyzer);
    auto writer = indexer::IndexWriter::open(config.library, *kAnalyzer);
    REQUIRE(writer);
    REQUIRE((*writer)->catch_up(*library));
    const auto engine = query::Engine::open(config, folder_->path() / "data", clock);
    REQUIRE(engine);
    query::SearchRequest request;
    request.query = query;
    request.limit = 100;
    const auto reply = (*engine)->search(request);
    REQUIRE(reply);
    std::vector<std::string> all;
    for (const auto& hit : reply->hits) all.push_back(hit.article.texts.front().title);
    return all;
  }

  base::Config config;
  std::unique_ptr<library::Library> library;
  base::FakeClock clock{base::SystemClock().now()};

 private:
  base::Result<base::TemporaryFolder> folder_ = base::TemporaryFolder::make("learn");
  int papers_ = 0;
};

bool holds(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

}  // namespace

TEST_CASE("learnt translations: an English question finds a Chinese paper by what bilingual ones say") {
  Shelf shelf;
  shelf.add_bilingual_papers();
  shelf.add("", "斑马鱼的睡眠");
  CHECK_FALSE(holds(shelf.titles("zebrafish"), "斑马鱼的睡眠"));
  CHECK(shelf.learn() >= 2);
  CHECK(shelf.file().find("\nzebrafish\t斑马鱼") != std::string::npos);
  CHECK(shelf.file().find("\nhypoxia\t缺氧") != std::string::npos);
  CHECK(holds(shelf.titles("zebrafish"), "斑马鱼的睡眠"));
}

TEST_CASE("learnt translations: a word of a known phrase is no translation of the whole") {
  Shelf shelf;
  shelf.ship("low back pain\t腰痛\tpain\t");
  shelf.add_long_paper();
  for (int i = 0; i < 20; ++i) {
    shelf.add("Low back pain " + std::to_string(i), "腰痛 " + std::to_string(i));
    shelf.add("Low back pain and oxygen " + std::to_string(i), "腰痛与氧气 " + std::to_string(i));
  }
  shelf.learn();
  CHECK(shelf.file().find("腰痛") == std::string::npos);
  CHECK(shelf.file().find("\noxygen\t氧气") != std::string::npos);
}

TEST_CASE("learnt translations: keyword lists of other lengths are not put opposite each other") {
  Shelf shelf;
  shelf.add_bilingual_papers();
  shelf.learn();
  CHECK(shelf.file().find("\nlake\t斑马鱼") == std::string::npos);
}

TEST_CASE("learnt translations: they are learnt anew when the library has grown by a tenth") {
  Shelf shelf;
  CHECK(shelf.learn() == 0);
  CHECK(shelf.file().empty());
  shelf.add_bilingual_papers();
  const std::int64_t terms = shelf.learn();
  const std::string first = shelf.file();
  for (int i = 0; i < 19; ++i) shelf.add("Otoliths of trout " + std::to_string(i), "鳟鱼的耳石 " + std::to_string(i));
  CHECK(shelf.learn() == terms);
  CHECK(shelf.file() == first);
  shelf.add("Otoliths of trout", "鳟鱼的耳石");
  CHECK(shelf.learn() > terms);
  CHECK(shelf.file().find("\ntrout\t") != std::string::npos);
}

TEST_CASE("learnt translations: a file of no sense is made anew, a cancelled turn leaves the old one") {
  Shelf shelf;
  shelf.add_bilingual_papers();
  const std::int64_t terms = shelf.learn();
  const std::string whole = shelf.file();
  REQUIRE(base::write_file_atomically(shelf.path(), std::string_view("\xFF\0 no glossary", 14)));
  CHECK(shelf.learn([] { return true; }) == 0);
  CHECK(shelf.file().find("no glossary") != std::string::npos);
  CHECK(shelf.learn() == terms);
  CHECK(shelf.file() == whole);
}
