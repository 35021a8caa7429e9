#include "query/search/zero_hits.h"

#include <doctest/doctest.h>

#include "tests/query/search/small_index.h"

using namespace meridian;
using tests::SmallIndex;

namespace {

SmallIndex papers() {
  return SmallIndex({{"Walking for back pain", "Adults with back pain walked.", "en", "Test Weekly", 2021, {}},
                     {"Sleep and muscle", "Muscle rest in sleep.", "en", "Sleep Notes", 2022, {}},
                     {"Back pain and muscle", "Muscle strength rose.", "en", "Sleep Notes", 2022, {}},
                     {"慢性疼痛与睡眠", "慢性疼痛与睡眠有关。", "zh", "测试学报", 2024, {}}});
}

// "kind:query" of each repair, parted by " ; ".
std::string repairs(SmallIndex& index, const std::string& query) {
  const auto found = index.find(query);
  REQUIRE_MESSAGE(found, query);
  CHECK_MESSAGE(found->works.empty(), query);
  std::string list;
  for (const auto& repair : found->reply.repairs) {
    list += (list.empty() ? "" : " ; ") + repair.kind + ":" + repair.query;
    CHECK_FALSE(repair.text.en.empty());
    CHECK_FALSE(repair.text.zh.empty());
    CHECK_MESSAGE(index.works(repair.query) != "", repair.query);
  }
  return list;
}

}  // namespace

TEST_CASE("zero hits: the part that removed everything is named, and the query without it offered") {
  SmallIndex index = papers();
  const std::pair<const char*, const char*> rows[] = {
      {"pain year:1999", "drop:pain"},
      {"+pain +zebra", "drop:+pain"},
      {"+pain +zebra author:nobody", "drop:+pain"},
      {"pain year:2022 source:\"Test Weekly\"", "drop:pain source:\"Test Weekly\" ; drop:pain year:2022"},
      {"walking -back", "drop:walking ; drop:-back"},
      {"\"pain back\"", ""},
      {"慢性疼痛 lang:en", "drop:慢性疼痛 ; language:慢性疼痛 lang:zh"},
      {"zebra", ""},
  };
  for (const auto& [query, wanted] : rows) {
    CAPTURE(query);
    CHECK(repairs(index, query) == wanted);
    CHECK_FALSE(index.find(query)->reply.why_none.empty());
  }
}

TEST_CASE("zero hits: parts joined by AND are told apart as well") {
  SmallIndex index = papers();
  const std::pair<const char*, const char*> rows[] = {
      {"zebra AND pain", "drop:+pain"},
      {"pain AND muscle year:1999", "drop:+pain +muscle"},
      {"pain AND walking NOT adults", "drop:+pain -adults ; drop:+pain +walking"},
      {"(sleep OR zebra) AND walking", "drop:+walking ; drop:sleep OR zebra"},
  };
  for (const auto& [query, wanted] : rows) {
    CAPTURE(query);
    CHECK(repairs(index, query) == wanted);
  }
}

TEST_CASE("zero hits: a word of a Chinese run is taken out of it") {
  SmallIndex index = papers();
  query::search::Node root;
  query::search::Node word;
  word.kind = query::search::Kind::word;
  word.text = "慢性疼痛";
  root.children = {word, word};
  root.children[1].text = "pain";
  query::search::Piece piece;
  piece.nodes = 2, piece.begin = 0, piece.end = std::string("慢性").size();
  CHECK(print(without(root, piece)) == "疼痛 pain");
  piece.begin = std::string("慢性疼痛 ").size(), piece.end = std::string("慢性疼痛 pain").size();
  CHECK(print(without(root, piece)) == "慢性疼痛");
  piece.begin = 0;
  CHECK(print(without(root, piece)).empty());
}
