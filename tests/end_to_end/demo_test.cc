// From feeds over HTTP to answers, in both languages, through the real program.
#include <doctest/doctest.h>

#include <map>
#include <set>

#include "tests/end_to_end/demo_library.h"

using meridian::tests::check_calm;
using meridian::tests::DemoLibrary;
using meridian::tests::Outcome;
using nlohmann::json;

namespace {

DemoLibrary& demo() {
  return DemoLibrary::crawled();
}

json search(const std::string& query) {
  return demo().ask({"search", query, "--limit", "50"});
}
json hits_of(const std::string& query) {
  return search(query)["hits"];
}

std::set<std::string> languages_of(const json& hits) {
  std::set<std::string> out;
  for (const json& hit : hits)
    for (const json& text : hit["texts"]) out.insert(text["language"].get<std::string>());
  return out;
}

// The best hit of a query.
std::int64_t best_of(const std::string& query) {
  const json hits = hits_of(query);
  REQUIRE(!hits.empty());
  return hits[0]["id"];
}

// The quote stands, byte for byte, where it says it does.
void check_verbatim(const json& quote) {
  const json paper = demo().ask({"show", std::to_string(quote["article"].get<std::int64_t>())});
  for (const json& text : paper["texts"]) {
    if (text["language"] != quote["language"]) continue;
    const std::string abstract = text["abstract"], said = quote["text"];
    const std::size_t begin = quote["span"][0], end = quote["span"][1];
    REQUIRE(begin < end);
    REQUIRE(end <= abstract.size());
    CHECK(abstract.substr(begin, end - begin) == said);
    return;
  }
  FAIL_CHECK("no text in the quote's language: ", quote.dump());
}

}  // namespace

TEST_CASE("demo: every feed is crawled over HTTP, and a second crawl adds nothing") {
  const Outcome& first = demo().first_crawl();
  check_calm(first);
  REQUIRE_MESSAGE(first.code == 0, first.err);
  const json report = json::parse(first.out, nullptr, false);
  REQUIRE(report.is_object());
  CHECK(report["feeds"].size() >= 10);
  CHECK(report["failed"] == 0);
  CHECK(report["added"] >= 80);
  for (const json& feed : report["feeds"]) CHECK_MESSAGE(feed["added"] > 0, feed.dump());

  const json before = demo().ask({"stats"});
  const Outcome second = demo().crawl_again();
  check_calm(second);
  REQUIRE_MESSAGE(second.code == 0, second.err);
  CHECK(json::parse(second.out, nullptr, false)["added"] == 0);
  const json after = demo().ask({"stats"});
  CHECK(after["articles"] == before["articles"]);
  CHECK(after["works"] == before["works"]);
}

TEST_CASE("demo: papers are found in English and Chinese, and across") {
  CHECK(search("exercise low back pain")["total"] >= 10);
  const json chinese = search("腰痛");
  CHECK(chinese["total"] >= 5);
  CHECK(languages_of(chinese["hits"]).contains("zh"));
  CHECK(languages_of(hits_of("neuroplasticity")).contains("zh"));
  CHECK(languages_of(hits_of("炎症 疼痛")).contains("en"));
  // 慢性腰痛 finds 慢性非特异性腰痛.
  bool found = false;
  for (const json& hit : hits_of("慢性腰痛"))
    found |= hit["title"].get<std::string>().find("慢性非特异性腰痛") != std::string::npos;
  CHECK(found);
  // Another subject keeps apart.
  for (const json& hit : hits_of("cyanobacterial blooms"))
    if (hit["all_words"]) CHECK_MESSAGE(hit["title"].get<std::string>().find("back pain") == std::string::npos, hit["title"].dump());
}

TEST_CASE("demo: spellings of one marker find the same papers") {
  std::vector<std::set<std::int64_t>> sets;
  for (const char* spelling : {"IL-6", "IL6", "ＩＬ－６"}) {
    std::set<std::int64_t>& works = sets.emplace_back();
    for (const json& hit : hits_of(spelling)) works.insert(hit["work"].get<std::int64_t>());
  }
  CHECK(sets[0].size() >= 3);
  CHECK(sets[0] == sets[1]);
  CHECK(sets[0] == sets[2]);
}

TEST_CASE("demo: nothing found is exit code 1, with a reason") {
  const Outcome outcome = demo().run({"search", "qzxwv qqzzxx"});
  check_calm(outcome);
  CHECK(outcome.code == 1);
  CHECK(!outcome.err.empty());
}

TEST_CASE("demo: what was made to be one paper is one Work") {
  // Preprint and journal article, two verbatim copies, one reworded; and one that is alone.
  const std::map<std::string, std::size_t> copies = {
      {"exercise-induced hypoalgesia conditioned pain modulation before and after training", 2},
      {"high-intensity against moderate-intensity training twelve-month results", 2},
      {"movement turns down the volume of pain", 2},
      {"green lakes warm summers", 2},
      {"walk back sofa", 2},
      {"pilates walking office workers", 1}};
  for (const auto& [query, articles] : copies) {
    CAPTURE(query);
    const json paper = demo().ask({"show", std::to_string(best_of(query))});
    CHECK(paper["work"]["articles"].size() == articles);
  }
  const json stats = demo().ask({"stats"});
  CHECK(stats["articles"].get<int>() - stats["works"].get<int>() == 5);
}

TEST_CASE("demo: related papers say what ties them") {
  const json reply = demo().ask({"related", std::to_string(best_of("systemic inflammation spinal pain"))});
  REQUIRE(!reply["hits"].empty());
  CHECK(reply["hits"][0]["shared"].size() >= 2);
  // The nearest is of the same subject, not about lakes.
  const std::string nearest = reply["hits"][0]["abstract"];
  CHECK_MESSAGE((nearest.find("nflamm") != std::string::npos || nearest.find("炎") != std::string::npos), nearest);
}

TEST_CASE("demo: clusters have labels, and every hit is in one or in the rest") {
  for (const char* query : {"exercise low back pain", "cyanobacteria lake bloom"}) {
    CAPTURE(query);
    const json reply = demo().ask({"clusters", query});
    const std::size_t documents = reply["documents"].size();
    std::set<std::size_t> placed;
    std::size_t times = 0;
    for (const json& cluster : reply["clusters"]) {
      if (documents >= 12) CHECK(!cluster["labels"].empty());
      for (const json& index : cluster["documents"]) placed.insert(index.get<std::size_t>()), ++times;
    }
    for (const json& index : reply["rest"]) placed.insert(index.get<std::size_t>()), ++times;
    CHECK(placed.size() == documents);
    CHECK(times == documents);
  }
  CHECK(demo().ask({"clusters", "exercise low back pain"})["clusters"].size() >= 3);
}

TEST_CASE("demo: a contrast quotes both sides verbatim") {
  const json reply = demo().ask({"contrast", "inflammation", "neuroplasticity"});
  for (const char* side : {"a", "b"}) {
    CAPTURE(side);
    CHECK(!reply[side]["terms"].empty());
    REQUIRE(reply[side]["findings"].size() >= 1);
    for (const json& quote : reply[side]["findings"]) check_verbatim(quote);
  }
}

TEST_CASE("demo: every sentence of a briefing is verbatim and has its reference") {
  const json reply = demo().ask({"brief", "how does exercise relieve low back pain?"});
  std::size_t sentences = 0;
  for (const json& theme : reply["themes"]) {
    CHECK(!theme["findings"].empty());
    for (const json& quote : theme["findings"]) {
      check_verbatim(quote);
      CHECK(quote["reference"] >= 1);
      CHECK(quote["reference"] <= reply["references"].size());
      ++sentences;
    }
  }
  CHECK(sentences >= 3);
  const Outcome markdown = demo().run({"brief", "慢性腰痛 运动", "--lang", "zh"});
  check_calm(markdown);
  CHECK(markdown.code == 0);
  CHECK(!markdown.out.empty());
}

TEST_CASE("demo: today's batches repeat nothing until all was shown") {
  const std::size_t works = demo().ask({"stats"})["works"];
  std::set<std::int64_t> shown;
  json batch = demo().ask({"today", "--limit", "40"});
  for (int batches = 0; batches < 10 && batch["started_anew"] == false; ++batches) {
    for (const json& card : batch["cards"])
      CHECK_MESSAGE(shown.insert(card["work"].get<std::int64_t>()).second, card["title"].dump());
    batch = demo().ask({"today", "--next", "--limit", "40"});
  }
  CHECK(batch["started_anew"] == true);
  CHECK(shown.size() == works);
}

TEST_CASE("demo: library and index are equal, before and after reindex") {
  const auto equal = [] {
    const Outcome checked = demo().run({"check"});
    check_calm(checked);
    CHECK_MESSAGE(checked.code == 0, checked.out, checked.err);
    CHECK(checked.out.find("library == index") != std::string::npos);
  };
  equal();
  CHECK(demo().run({"follow"}).code == 0);
  const json stats = demo().ask({"stats"});
  CHECK(stats["index_number"] == stats["library_number"]);
  CHECK(stats["languages"].contains("zh"));
  const json before = search("exercise");
  CHECK(demo().run({"reindex"}).code == 0);
  equal();
  const json after = search("exercise");
  REQUIRE(after["hits"].size() == before["hits"].size());
  for (std::size_t i = 0; i < after["hits"].size(); ++i) CHECK(after["hits"][i]["work"] == before["hits"][i]["work"]);
}

TEST_CASE("demo: a deleted index comes back from the library") {
  std::filesystem::remove_all(demo().folder() / "index");
  const Outcome without = demo().run({"search", "exercise"});
  check_calm(without);
  CHECK(without.code == 4);
  CHECK(without.err.find("reindex") != std::string::npos);
  CHECK(demo().run({"reindex"}).code == 0);
  CHECK(search("exercise")["total"] > 0);
}
