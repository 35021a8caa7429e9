#include "text/english.h"

#include <doctest/doctest.h>

namespace meridian::text {

TEST_CASE("english: forms of one word share a stem") {
  CHECK(english_stem("exercises") == english_stem("exercising"));
  CHECK(english_stem("inflammatory") != english_stem("inflation"));
  for (const auto& [many, one] : {std::pair{"bacteria", "bacterium"},
                                  {"criteria", "criterion"},
                                  {"women", "woman"},
                                  {"analyses", "analysis"},
                                  {"mice", "mouse"}})
    CHECK_MESSAGE(english_stem(many) == english_stem(one), many);
}

TEST_CASE("english: stop words are few and common") {
  for (const char* word : {"the", "of", "and", "with"}) CHECK(is_stop_word(word));
  for (const char* word : {"pain", "vitamin", "well", "new", ""}) CHECK_FALSE(is_stop_word(word));
}

}  // namespace meridian::text
