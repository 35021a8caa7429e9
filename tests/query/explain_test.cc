// What is said of a hit's score: through the real library, index, stored related papers and engine.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "base/files.h"
#include "indexer/index_writer.h"
#include "query/answers_json.h"
#include "query/derive.h"
#include "query/engine.h"

using namespace meridian;

namespace {

// Papers on a few subjects in both languages, some of them bilingual, enough for every step of ranking.
class Shelf {
 public:
  Shelf() {
    REQUIRE(folder_);
    config_.library = folder_->path() / "library";
    const auto glossary = folder_->path() / "data" / "glossary";
    std::filesystem::create_directories(glossary);
    std::ofstream(glossary / "terms.tsv") << "inflammation\t炎症\tmedicine\t\nlow back pain|lumbago\t腰痛\tmedicine\t\n"
                                             "exercise|physical training\t运动|锻炼\tmedicine\t\n";
    auto library = library::Library::open(config_.library, library::OpenMode::read_write, clock_);
    REQUIRE(library);
    fill(**library);
    const auto analyzer = text::Analyzer::open();
    REQUIRE(analyzer);
    auto writer = indexer::IndexWriter::open(config_.library, *analyzer);
    REQUIRE(writer);
    REQUIRE((*writer)->catch_up(**library));
    REQUIRE(query::derive(**library, config_, clock_, 0, {}, {}));
    auto engine = query::Engine::open(config_, folder_->path() / "data", clock_);
    REQUIRE(engine);
    engine_ = std::move(*engine);
  }

  query::SearchReply search(query::SearchRequest request) {
    auto reply = engine_->search(request);
    REQUIRE_MESSAGE(reply, request.query);
    return std::move(*reply);
  }
  query::SearchReply explained(const std::string& query, int limit = 100) {
    query::SearchRequest request;
    request.query = query;
    request.limit = limit;
    request.explain = true;
    return search(request);
  }

 private:
  void fill(library::Library& library) {
    static const std::vector<std::string> kSubjects{
        "chronic low back pain and lumbar muscle", "interleukin-6 and systemic inflammation", "central sensitisation of spinal neurons",
        "walking and aerobic exercise at work",    "cytokine release after physical training", "cortical plasticity and pain memory"};
    static const std::vector<std::string> kChinese{"慢性腰痛与腰部肌肉", "白介素-6与全身炎症", "脊髓神经元的中枢敏化",
                                                   "工作中的步行与有氧运动", "锻炼后的细胞因子释放", "皮层可塑性与疼痛记忆"};
    static const std::vector<std::string> kGroups{"nurses", "dockers", "pupils", "farmers", "weavers", "pilots", "potters", "divers"};
    static const std::vector<std::string> kChineseGroups{"护士", "码头工人", "学生", "农民", "织工", "飞行员", "陶工", "潜水员"};
    for (std::size_t i = 0; i < 96; ++i) {
      const std::size_t subject = i % kSubjects.size(), group = i % kGroups.size(), other = (i / 7) % kSubjects.size();
      library::Article article;
      const std::string number = std::to_string(i);
      if (i % 3 != 2)
        article.texts.push_back({"en", "Report " + number + ": " + kSubjects[subject] + " in " + kGroups[group],
                                 "We followed " + kGroups[group] + " for a year. " + kSubjects[subject] + " changed more than " +
                                     kSubjects[other] + ". Pain fell and pain returned.",
                                 {}});
      if (i % 3 == 2 || i % 9 == 0)
        article.texts.push_back({"zh", kChineseGroups[group] + kChinese[subject] + "的观察", "随访一年。" + kChinese[other] + "的变化小于" + kChinese[subject] + "，疼痛减轻。", {}});
      article.authors = {{i % 2 == 0 ? "Ada Field" : "王伟", ""}};
      article.source = "Test Weekly";
      article.published = "202" + std::to_string(i % 5) + "-11-01";
      article.added = clock_.now();
      REQUIRE(library.write([&](library::Transaction& transaction) -> base::Status {
        MERIDIAN_TRY(library.articles().add(transaction, article));
        return {};
      }));
    }
  }

  base::FakeClock clock_;
  base::Config config_;
  base::Result<base::TemporaryFolder> folder_ = base::TemporaryFolder::make("meridian-explain");
  std::unique_ptr<query::Engine> engine_;
};

Shelf& shelf() {
  static Shelf only;
  return only;
}

double parts(const std::vector<query::ExplainedTerm>& terms) {
  double sum = 0;
  for (const query::ExplainedTerm& term : terms) sum += term.part;
  return sum;
}

void check_sums(const query::Hit& hit) {
  REQUIRE(hit.explanation);
  const query::Explanation& why = *hit.explanation;
  CHECK(std::abs(why.words + why.feedback + why.neighbours + why.mixing + why.freshness - hit.score) < 1e-6);
  CHECK(std::abs(parts(why.typed) - why.words) < 1e-6);
  CHECK(std::abs(parts(why.learnt) - why.feedback) < 1e-6);
  double lent = 0;
  for (const query::ExplainedLoan& loan : why.loans) lent += loan.part;
  CHECK(std::abs(lent - why.neighbours) < 1e-6);
}

}  // namespace

TEST_CASE("explain: the parts sum to the score, whatever the form of the query") {
  for (const std::string query :
       {"pain", "chronic low back pain", "pain memory nurses", "interleukin inflammation", "interleukin-6", "exercise nurses",
        "how does aerobic exercise change chronic pain memory in nurses", "\"low back pain\"", "\"back muscle\"~5", "pain NEAR/8 memory",
        "title:exercise pain", "author:field pain", "+pain muscle -nurses", "(exercise OR walking) pain", "pain^3 nurses", "=nurses pain",
        "inflam* pain", "nurse~ pain", "腰痛", "痛", "慢性腰痛", "炎症 护士", "白介素-6与炎症", "IL-6水平 腰痛", "title:腰痛 运动", "“慢性腰痛”",
        "lang:zh 疼痛", "pain year:2022..2024", "like:1", "like:1 exercise", "~lumbago nurses", "zebrafish pain"}) {
    CAPTURE(query);
    const auto reply = shelf().explained(query);
    CHECK(!reply.hits.empty());
    for (const query::Hit& hit : reply.hits) {
      CAPTURE(hit.work);
      check_sums(hit);
    }
  }
}

TEST_CASE("explain: where it is asked for, a recent paper counts more, by as much as is said, and nowhere else") {
  for (const std::string query : {"pain", "chronic low back pain", "\"low back pain\"", "title:exercise pain", "慢性腰痛"}) {
    CAPTURE(query);
    query::SearchRequest request{.query = query, .limit = 100, .sort = query::Sort::fresh, .explain = true};
    const auto fresh = shelf().search(request), usual = shelf().explained(query);
    CHECK(fresh.total_any == usual.total_any);
    CHECK(!fresh.generation.empty());
    double last = 1e9;
    bool above_the_line = true;
    for (const query::Hit& hit : fresh.hits) {
      CAPTURE(hit.article.published);
      check_sums(hit);
      // The clock's day is 2023-11-14; what says it comes later counts from that day.
      const std::int64_t published = base::days_from_civil({std::stoi(hit.article.published), 11, 1});
      const double before = hit.score - hit.explanation->freshness, days = static_cast<double>(std::max<std::int64_t>(0, base::days_from_civil({2023, 11, 14}) - published));
      CHECK(hit.score == doctest::Approx(before * (1 + .15 * std::exp2(-days / 180))));
      if (above_the_line != hit.all_words) last = 1e9;
      CHECK(hit.score <= last);
      above_the_line = hit.all_words, last = hit.score;
    }
    for (const query::Hit& hit : usual.hits) CHECK(hit.explanation->freshness == 0);
  }
}

TEST_CASE("explain: every step of a plain query is there, each word with its counts") {
  const auto reply = shelf().explained("pain memory nurses");
  const query::Explanation& why = *reply.hits.front().explanation;
  CHECK(why.words > 0);
  CHECK(why.feedback > 0);
  CHECK(why.mixing > 0);
  CHECK(why.learnt.size() <= 15);
  REQUIRE(why.typed.size() == 3);
  for (const query::ExplainedTerm& term : why.typed) {
    CHECK(term.count >= 1);
    CHECK(term.length > term.count);
    CHECK(term.idf > 0);
    CHECK(term.burst >= 1);
    CHECK(term.times == doctest::Approx(1));
    CHECK(term.weight / why.scale == doctest::Approx(term.part));
  }
}

TEST_CASE("explain: what related papers lent names them") {
  int lent = 0;
  for (const query::Hit& hit : shelf().explained("pain").hits) {
    const query::Explanation& why = *hit.explanation;
    CHECK(why.loans.size() <= 5);
    CHECK(why.loans.empty() == (why.neighbours == 0));
    for (const query::ExplainedLoan& loan : why.loans) {
      CHECK(loan.from != hit.work);
      CHECK(loan.similarity > 0);
      ++lent;
    }
  }
  CHECK(lent > 0);
}

TEST_CASE("explain: a boost is seen as a factor, a group of synonyms as the words that the paper holds") {
  const auto boosted = shelf().explained("pain^3 nurses");
  bool three = false;
  for (const query::ExplainedTerm& term : boosted.hits.front().explanation->typed) three |= std::abs(term.times - 3) < 1e-6;
  CHECK(three);
  bool across = false;
  const auto translated = shelf().explained("inflammation");
  for (const query::Hit& hit : translated.hits)
    for (const query::ExplainedTerm& term : hit.explanation->typed)
      for (const std::string& one : term.terms) across |= one == "炎症";
  CHECK(across);
}

TEST_CASE("explain: what is not asked is not there, and asking changes no order and no score") {
  for (const char* query : {"chronic pain", "腰痛 护士", "\"low back pain\""}) {
    CAPTURE(query);
    query::SearchRequest request;
    request.query = query;
    request.limit = 30;
    const auto plain = shelf().search(request);
    const auto explained = shelf().explained(query, 30);
    REQUIRE(plain.hits.size() == explained.hits.size());
    for (std::size_t i = 0; i < plain.hits.size(); ++i) {
      CHECK(!plain.hits[i].explanation);
      CHECK(plain.hits[i].work == explained.hits[i].work);
      CHECK(plain.hits[i].score == explained.hits[i].score);
    }
  }
}

TEST_CASE("explain: as JSON, the steps that gave anything with their names in the reader's language") {
  const auto reply = shelf().explained("pain memory nurses", 1);
  const auto english = query::to_json(reply, "en")["hits"][0], chinese = query::to_json(reply, "zh")["hits"][0];
  double sum = 0;
  for (const auto& step : english["explanation"]["steps"]) sum += step["part"].get<double>();
  CHECK(std::abs(sum - english["score"].get<double>()) < 1e-6);
  CHECK(english["explanation"]["steps"][0]["step"] == "words");
  CHECK(english["explanation"]["steps"][0]["label"] != chinese["explanation"]["steps"][0]["label"]);
}

TEST_CASE("explain: a list by date has no score to explain") {
  query::SearchRequest request;
  request.query = "pain";
  request.sort = query::Sort::newest;
  request.explain = true;
  for (const query::Hit& hit : shelf().search(request).hits) check_sums(hit);
}
