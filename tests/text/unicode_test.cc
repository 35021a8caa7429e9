#include "text/unicode.h"

#include <doctest/doctest.h>

namespace meridian::text {

TEST_CASE("fault_035 unicode: lone bytes, overlong forms, surrogates and what is beyond are no UTF-8") {
  for (const char* good : {"", "plain", "腰痛 β €", "\xEF\xBF\xBD", "\xF4\x8F\xBF\xBF"})
    CHECK_MESSAGE(is_valid_utf8(good), good);
  for (const char* bad : {"\x80", "a\xff", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe8\x85",
                          "\xf8\x88\x80\x80\x80"})
    CHECK_FALSE(is_valid_utf8(bad));
}

TEST_CASE("fault_035 fault_036 unicode: what is stored is valid, without NUL and controls") {
  CHECK(storable("a\xff"
                 "b") ==
        "a\xEF\xBF\xBD"
        "b");
  CHECK(storable(std::string_view("a\0b\x01\tc\n\x7f", 8)) == "ab\tc\n");
  CHECK(storable("\xEF\xBB\xBF腰") == "腰");
  for (const char* bad : {"\xe8\x85", "\xed\xa0\x80x", "\xf4\x90\x80\x80"}) CHECK(is_valid_utf8(storable(bad)));
}

TEST_CASE("fault_072 unicode: two normal forms are one, and marks end at thirty") {
  CHECK(storable("e\xCC\x81") == "é");
  std::string many = "a";
  for (int i = 0; i < 100'000; ++i) many += "\xCC\x81";
  CHECK(storable(many).size() < 100);
}

TEST_CASE("unicode: the language of a text follows its script") {
  const std::pair<const char*, const char*> rows[] = {{"Exercise and pain", "en"},
                                                      {"慢性腰痛的运动治疗", "zh"},
                                                      {"IL-6水平与慢性腰痛", "zh"},
                                                      {"MRI在腰痛中的应用", "zh"},
                                                      {"A study of 腰痛 in adults", "en"},
                                                      {"123 + 456", ""},
                                                      {"", ""},
                                                      {"ランダム化比較試験における運動", ""},
                                                      {"SARS-CoV-2感染", "zh"}};
  for (const auto& [text, language] : rows) CHECK_MESSAGE(language_of(text) == language, text);
}

TEST_CASE("unicode: traditional characters become simplified by words, names keep theirs") {
  CHECK(simplified("發炎與疼痛") == "发炎与疼痛");
  CHECK(simplified("乾隆") == "乾隆");
  CHECK(simplified("plain") == "plain");
}

TEST_CASE("unicode: a boundary never splits a character") {
  const std::string_view text = "a腰b";
  CHECK(code_point_boundary(text, 0) == 0);
  CHECK(code_point_boundary(text, 2) == 1);
  CHECK(code_point_boundary(text, 3) == 1);
  CHECK(code_point_boundary(text, 4) == 4);
  CHECK(code_point_boundary(text, 99) == 5);
}

}  // namespace meridian::text
