#include "query/explore/cluster.h"

#include <doctest/doctest.h>
#include <algorithm>
#include <map>
#include <set>

#include "query/explore/features.h"
#include "tests/query/explore/corpus.h"

using namespace meridian;
using namespace meridian::tests;
using query::explore::Grouping;

namespace {

Grouping grouped(const Corpus& corpus, std::string_view query, std::string_view language) {
  return query::explore::cluster(corpus.documents, query, language, *corpus.analyzer, *corpus.glossary);
}

std::string all_labels(const Grouping& grouping) {
  std::string answer;
  for (const auto& group : grouping.groups) {
    for (const std::string& label : group.labels) answer += label + ", ";
    answer += "| ";
  }
  return answer;
}

// How many documents stand with the majority theme of their group.
std::size_t in_majority(const Corpus& corpus, const Grouping& grouping) {
  std::size_t answer = 0;
  for (const auto& group : grouping.groups) {
    std::map<Theme, std::size_t> themes;
    for (const std::size_t member : group.members) ++themes[corpus.sample(corpus.documents[member].work).theme];
    std::size_t most = 0;
    for (const auto& [theme, count] : themes) most = std::max(most, count);
    answer += most;
  }
  return answer;
}

}  // namespace

TEST_CASE("clusters: four themes separate and each holds both languages") {
  const Corpus corpus = make_corpus();
  const Grouping grouping = grouped(corpus, "sleep", "en");
  CAPTURE(all_labels(grouping));
  CHECK(grouping.groups.size() == 4);
  CHECK(in_majority(corpus, grouping) >= corpus.documents.size() - 2);
  CHECK(grouping.rest.empty());
  for (const auto& group : grouping.groups) {
    std::set<std::string> languages;
    for (const std::size_t member : group.members)
      languages.insert(corpus.sample(corpus.documents[member].work).language);
    CHECK(languages.size() == 2);
    CHECK(group.cohesion > 0);
  }
}

TEST_CASE("clusters: labels name the themes in the reader's language") {
  const Corpus corpus = make_corpus();
  const Grouping english = grouped(corpus, "sleep", "en"), chinese = grouped(corpus, "sleep", "zh");
  const std::string en = all_labels(english), zh = all_labels(chinese);
  CAPTURE(en);
  CAPTURE(zh);
  for (const char* word : {"melatonin", "memory consolidation", "airway pressure", "insomnia"})
    CHECK(en.find(word) != en.npos);
  for (const char* word : {"褪黑素", "记忆巩固", "气道正压", "失眠"}) CHECK(zh.find(word) != zh.npos);
  for (const auto& group : english.groups) {
    REQUIRE_FALSE(group.labels.empty());
    CHECK(group.labels.size() <= 3);
    for (const std::string& label : group.labels) CHECK(label.find("sleep") != 0);  // the query alone is no label
  }
}

TEST_CASE("clusters: the same list gives the same groups, in whatever order it comes") {
  Corpus corpus = make_corpus();
  const Grouping first = grouped(corpus, "sleep", "en");
  const auto works = [&](const Grouping& grouping) {
    std::vector<std::vector<library::WorkId>> answer;
    for (const auto& group : grouping.groups) {
      answer.emplace_back();
      for (const std::size_t member : group.members) answer.back().push_back(corpus.documents[member].work);
    }
    return answer;
  };
  const auto before = works(first);
  std::reverse(corpus.documents.begin(), corpus.documents.end());
  const Grouping again = grouped(corpus, "sleep", "en");
  CHECK(works(again) == before);
  CHECK(all_labels(again) == all_labels(first));
}

TEST_CASE("clusters: members stand best first and every document once") {
  const Corpus corpus = make_corpus();
  const Grouping grouping = grouped(corpus, "sleep", "en");
  std::set<std::size_t> seen(grouping.rest.begin(), grouping.rest.end());
  std::size_t last_size = corpus.documents.size();
  for (const auto& group : grouping.groups) {
    CHECK(group.members.size() <= last_size);
    last_size = group.members.size();
    CHECK(std::is_sorted(group.members.begin(), group.members.end(), [&](std::size_t a, std::size_t b) {
      return corpus.documents[a].score > corpus.documents[b].score;
    }));
    for (const std::size_t member : group.members) CHECK(seen.insert(member).second);
  }
  CHECK(seen.size() == corpus.documents.size());
}

TEST_CASE("clusters: fewer than twelve documents are one list without labels, none are none") {
  const Corpus corpus = make_corpus({0, 1, 2, 7, 8, 9});
  const Grouping grouping = grouped(corpus, "sleep", "en");
  REQUIRE(grouping.groups.size() == 1);
  CHECK(grouping.groups[0].labels.empty());
  CHECK(grouping.groups[0].members.size() == 6);
  CHECK(query::explore::cluster({}, "sleep", "en", *corpus.analyzer, *corpus.glossary).groups.empty());
}

TEST_CASE("clusters: texts that share nothing are the rest, honestly") {
  Corpus corpus = make_corpus();
  const library::Article stranger = article(900, "en", "Granite quarries", "Feldspar xenoliths weather slowly.");
  const library::Article silent = article(901, "en", "", "");
  corpus.documents.push_back({900, &stranger, 1});
  corpus.documents.push_back({901, &silent, 0.5});
  const Grouping grouping = grouped(corpus, "sleep", "en");
  const std::size_t last = corpus.documents.size() - 1;
  CHECK(std::find(grouping.rest.begin(), grouping.rest.end(), last) != grouping.rest.end());
  CHECK(std::find(grouping.rest.begin(), grouping.rest.end(), last - 1) != grouping.rest.end());
}

TEST_CASE("clusters: a long page among abstracts changes no abstract's group") {
  Corpus corpus = make_corpus();
  std::string text;
  for (int i = 0; i < 400; ++i)
    text += std::string(kSamples[i % 4].abstract) + " The writer then went for a walk and thought about lamps. ";
  const library::Article page = article(902, "en", "Lamps", text);
  corpus.documents.push_back({902, &page, 1});
  const Grouping grouping = grouped(corpus, "sleep", "en");
  std::size_t right = 0;
  for (const auto& group : grouping.groups) {
    std::map<Theme, std::size_t> themes;
    for (const std::size_t member : group.members)
      if (corpus.documents[member].work < 900) ++themes[corpus.sample(corpus.documents[member].work).theme];
    std::size_t most = 0;
    for (const auto& [theme, count] : themes) most = std::max(most, count);
    right += most;
  }
  CHECK(right >= corpus.documents.size() - 4);
}
