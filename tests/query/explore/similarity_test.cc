#include "query/explore/similarity.h"

#include <doctest/doctest.h>

using namespace meridian::query::explore;

TEST_CASE("similarity: cosines of unit vectors, nothing on the diagonal") {
  const Similarity similarity = cosines({{{0, 0.6F}, {1, 0.8F}}, {{1, 1.0F}}, {{2, 1.0F}}}, 3);
  CHECK(similarity.at(0, 1) == doctest::Approx(0.8));
  CHECK(similarity.at(1, 0) == doctest::Approx(0.8));
  CHECK(similarity.at(0, 2) == 0);
  CHECK(similarity.at(0, 0) == 0);
}

TEST_CASE("similarity: entries across languages are raised, those within are kept") {
  Similarity similarity(4);
  const auto set = [&](std::size_t a, std::size_t b, float value) {
    similarity.at(a, b) = similarity.at(b, a) = value;
  };
  set(0, 1, 0.4F), set(2, 3, 0.4F);
  set(0, 2, 0.1F), set(0, 3, 0.1F), set(1, 2, 0.1F), set(1, 3, 0.1F);
  balance_languages(similarity, {kEnglish, kEnglish, kChinese, kChinese});
  CHECK(similarity.at(0, 1) == doctest::Approx(0.4));
  CHECK(similarity.at(0, 2) == doctest::Approx(0.1 * 3.0314));  // 4 to the power of .8
}

TEST_CASE("similarity: a bilingual document belongs to both languages") {
  Similarity similarity(3);
  const auto set = [&](std::size_t a, std::size_t b, float value) {
    similarity.at(a, b) = similarity.at(b, a) = value;
  };
  set(0, 1, 0.4F), set(1, 2, 0.4F), set(0, 2, 0.1F);
  balance_languages(similarity, {kEnglish, kEnglish | kChinese, kChinese});
  CHECK(similarity.at(0, 1) == doctest::Approx(0.4));
  CHECK(similarity.at(1, 2) == doctest::Approx(0.4));
  CHECK(similarity.at(0, 2) > 0.1F);
}

TEST_CASE("similarity: one language alone is left as it is") {
  Similarity similarity(2);
  similarity.at(0, 1) = similarity.at(1, 0) = 0.25F;
  balance_languages(similarity, {kChinese, kChinese});
  CHECK(similarity.at(0, 1) == 0.25F);
}

TEST_CASE("similarity: an edge stands when either side chose it, and never at zero") {
  Similarity similarity(4);
  const auto set = [&](std::size_t a, std::size_t b, float value) {
    similarity.at(a, b) = similarity.at(b, a) = value;
  };
  set(0, 1, 0.9F), set(0, 2, 0.5F);
  const Graph graph = nearest_neighbours(similarity, 1);
  REQUIRE(graph[0].size() == 2);  // 1 is its nearest, and it is the nearest of 2
  CHECK(graph[0][0].to == 1);
  CHECK(graph[0][1].to == 2);
  CHECK(graph[2].size() == 1);
  CHECK(graph[3].empty());
}

TEST_CASE("similarity: the mean within a group leaves the diagonal out") {
  Similarity similarity(3);
  similarity.at(0, 1) = similarity.at(1, 0) = 0.6F;
  CHECK(mean_similarity(similarity, {0, 1}, {0, 1}) == doctest::Approx(0.6));
  CHECK(mean_similarity(similarity, {0, 1}, {2}) == 0);
  CHECK(mean_similarity(similarity, {2}, {2}) == 0);
}
