#include "text/romanise.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <thread>
#include <utility>

namespace meridian::text {

namespace {

std::string listed(const std::vector<std::string>& values) {
  std::string out;
  for (const std::string& value : values) out += (out.empty() ? "" : "|") + value;
  return out;
}

// Whether a query of these words means this author.
bool means(std::string_view query, std::string_view author) {
  const auto cited = romanised_name(author).cited;
  const auto readings = cited_readings(query);
  return std::any_of(readings.begin(), readings.end(),
                     [&](const auto& one) { return std::find(cited.begin(), cited.end(), one) != cited.end(); });
}

}  // namespace

TEST_CASE("romanised name: Han names are cited as family and given name, and by initials") {
  const std::vector<std::pair<std::string, std::string>> table{
      {"刘伟", "liu, wei|liu, w"},
      {"王 伟", "wang, wei|wang, w"},
      {"王小明", "wang, xiaoming|wang, x|wang, xm"},
      {"欧阳修", "ouyang, xiu|ouyang, x"},
      {"诸葛小明", "zhuge, xiaoming|zhuge, x|zhuge, xm"},
      {"尉迟敬", "yuchi, jing|yuchi, j"},
      {"万俟明", "moqi, ming|moqi, m"},
      {"曾国强", "zeng, guoqiang|zeng, g|zeng, gq"},
      {"单明", "shan, ming|shan, m"},
      {"解明", "xie, ming|xie, m"},
      {"仇明", "qiu, ming|qiu, m"},
      {"区明", "ou, ming|ou, m"},
      {"查明", "zha, ming|zha, m"},
      {"朴明", "piao, ming|piao, m|pu, ming|pu, m"},
      {"盖明", "ge, ming|ge, m|gai, ming|gai, m"},
      {"翟明", "zhai, ming|zhai, m|di, ming|di, m"},
      {"吕明", "lu, ming|lu, m"},
      {"李晟", "li, sheng|li, s|li, cheng|li, c"},
  };
  for (const auto& [name, cited] : table) {
    CAPTURE(name);
    CHECK(listed(romanised_name(name).cited) == cited);
  }
}

TEST_CASE("romanised name: the words of a Han name, ü in every spelling") {
  CHECK(listed(romanised_name("王小明").words) == "wang|xiaoming|xiao|ming");
  CHECK(listed(romanised_name("吕伟").words) == "lv|lu|lyu|wei");
  CHECK(romanised_name("wei liu").words.empty());
}

TEST_CASE("romanised name: what is no Chinese name has none") {
  for (const char* name : {"", "王", "北京大学", "王小明明明", "田中はな", "王伟2", "ada quill", "liu", "wei liu 3rd", "liu et al consortium group wei",
                           "ада лиу"}) {
    CAPTURE(name);
    CHECK(romanised_name(name).cited.empty());
  }
  CHECK(romanised_name(std::string(100'000, 'a') + " liu").cited.empty());
  CHECK(cited_readings(std::string(100'000, 'a') + " liu").empty());
  CHECK(cited_readings("liu").empty());
  CHECK(cited_readings("刘伟").empty());
}

TEST_CASE("romanised name: every usual way to write it means the author") {
  const std::vector<std::pair<std::string, std::vector<std::string>>> table{
      {"刘伟", {"liu wei", "wei liu", "w liu", "liu w", "liu, wei", "w. liu", "liu, w."}},
      {"王小明",
       {"wang xiaoming", "xiaoming wang", "wang xiao ming", "xiao-ming wang", "xiao ming wang", "xm wang", "x wang", "wang xm",
        "wang x", "x. m. wang", "x.-m. wang", "wang, x.m."}},
      {"吕伟", {"lu wei", "wei lv", "lyu wei", "w lv"}},
      {"欧阳修", {"ouyang xiu", "xiu ouyang", "ou yang xiu", "xiu ou-yang", "x ouyang"}},
      {"wei liu", {"liu wei", "wei liu", "w liu", "liu w"}},
      {"liu wei", {"wei liu", "w liu"}},
      {"xiao-ming wang", {"wang xiaoming", "xm wang", "x wang"}},
      {"lyu wei", {"wei lv", "lu wei"}},
  };
  for (const auto& [author, queries] : table)
    for (const std::string& query : queries) {
      CAPTURE(author);
      CAPTURE(query);
      CHECK(means(query, author));
    }
  for (const auto& [query, author] : std::vector<std::pair<const char*, const char*>>{
           {"liu wen", "刘伟"}, {"m wang", "王小明"}, {"ming wang", "王小明"}, {"li uwei", "刘伟"}, {"quill ada", "ada quill"}}) {
    CAPTURE(query);
    CHECK_FALSE(means(query, author));
  }
}

TEST_CASE("family and initial: as lists of references have them, whichever end the initial stands at") {
  struct Row {
    const char* printed;
    std::vector<std::string> words;
    const char* expected;
  };
  for (const Row& row : std::vector<Row>{{"Ada Quill", {"ada", "quill"}, "quill a"},
                                         {"Ada B. Quill", {"ada", "b", "quill"}, "quill a"},
                                         {"A. Quill", {"a", "quill"}, "quill a"},
                                         {"Quill A", {"quill", "a"}, "quill a"},
                                         {"Quill, A. B.", {"quill", "a", "b"}, "quill a"},
                                         {"Quill AB", {"quill", "ab"}, "quill a"},
                                         {"ADA LI", {"ada", "li"}, "li a"},
                                         {"A B", {"a", "b"}, "b a"},
                                         {"Émile Ørn", {"émile", "ørn"}, "ørn é"},
                                         {"Plato", {"plato"}, ""},
                                         {"", {}, ""}}) {
    CAPTURE(row.printed);
    CHECK(family_and_initial(row.printed, row.words) == row.expected);
  }
  CHECK(has_initial({"quill", "a"}));
  CHECK(has_initial({"é", "ørn"}));
  CHECK_FALSE(has_initial({"王", "伟"}));
  CHECK_FALSE(has_initial({"li", "wu"}));
}

TEST_CASE("romanised name: readings are looked up from many threads") {
  std::vector<std::thread> threads;
  std::vector<std::string> found(4);
  for (std::string& one : found)
    threads.emplace_back([&one] {
      for (const char* name : {"赵敏", "孙丽", "周强", "吴磊", "郑洁"}) one += listed(romanised_name(name).cited) + ";";
    });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& one : found) CHECK(one == found[0]);
}

}  // namespace meridian::text
