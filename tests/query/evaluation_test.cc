#include "query/evaluation.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cctype>
#include <fstream>
#include <iterator>

#include "base/messages.h"

using namespace meridian;

namespace {

class Folder {
 public:
  Folder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "meridian-set-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  void write(const char* name, const char* text) const { std::ofstream(path_ / name) << text; }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace

TEST_CASE("evaluation: measures are those of the classic definitions") {
  // Relevant at ranks 1 (grade 1) and 3 (grade 2); one relevant document is never found.
  const auto measures = query::measure({"a", "x", "b", "y"}, {{"a", 1}, {"b", 2}, {"c", 1}, {"x", 0}});
  // (1 + 2/2) / (2 + 1/log2(3) + 1/2), (1/1 + 2/3)/3, 2/5, 2/3
  CHECK(measures.ndcg10 == doctest::Approx(2.0 / (2.5 + 0.63092975)));
  CHECK(measures.map == doctest::Approx((1.0 + 2.0 / 3) / 3));
  CHECK(measures.p5 == doctest::Approx(0.4));
  CHECK(measures.recall100 == doctest::Approx(2.0 / 3));
  CHECK(query::measure({}, {{"a", 1}}).ndcg10 == 0);
}

TEST_CASE("evaluation: the reciprocal rank is that of the first relevant document") {
  CHECK(query::measure({"x", "y", "b", "a"}, {{"a", 1}, {"b", 2}, {"x", 0}}).mrr == doctest::Approx(1.0 / 3));
  CHECK(query::measure({"x"}, {{"a", 1}}).mrr == 0);
}

TEST_CASE("evaluation: every step of ranking is in the documentation, on by default, and switched off by its setting") {
  std::ifstream file(std::filesystem::path(MERIDIAN_SOURCE_DIR) / "docs" / "ranking.md");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  for (const query::RankingStep& step : query::kRankingSteps) {
    CAPTURE(step.name);
    std::string variable = "MERIDIAN_SEARCH_" + std::string(step.key);
    for (char& c : variable) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    const auto config = base::load_config("", {{variable, "0"}});
    REQUIRE(config);
    CHECK((*config).search.*step.setting == 0);
    CHECK(base::SearchConfig{}.*step.setting > 0);
    CHECK(text.find("`" + std::string(step.name) + "`") != std::string::npos);
    CHECK(text.find("`" + std::string(step.key) + " = " + std::to_string(base::SearchConfig{}.*step.setting) + "`") != std::string::npos);
    for (const char* language : {"en", "zh"}) CHECK(base::ranking_step_in(language, step.name) != step.name);
  }
}

TEST_CASE("evaluation: a set is read from queries.tsv and qrels.tsv") {
  const Folder folder;
  folder.write("queries.tsv", "q1\tback pain\r\nq2\t腰痛\n\n");
  folder.write("qrels.tsv", "q1 0 d1 2\nq1\t0\td2\t-1\nq2 0 d3 1\n");
  const auto set = query::read_evaluation_set(folder.path());
  REQUIRE(set);
  CHECK(set->queries == std::vector<std::pair<std::string, std::string>>{{"q1", "back pain"}, {"q2", "腰痛"}});
  CHECK(set->judged.at("q1") == query::Grades{{"d1", 2}, {"d2", 0}});
}

TEST_CASE("evaluation: missing and damaged files are named") {
  const Folder folder;
  auto set = query::read_evaluation_set(folder.path());
  REQUIRE_FALSE(set);
  CHECK(set.error().code == "eval.missing");
  folder.write("queries.tsv", "no tab here\n");
  set = query::read_evaluation_set(folder.path());
  REQUIRE_FALSE(set);
  CHECK(set.error().code == "eval.line");
  CHECK(set.error().message.find("line 1") != std::string::npos);
}
