#include "library/index_schema.h"

#include <doctest/doctest.h>

#include <set>
#include <string>
#include <vector>

namespace library = meridian::library;
using library::Field;

TEST_CASE("index schema: every field is found by its name and by each alias, in any case") {
  for (const library::FieldRow& row : library::kFields) {
    CAPTURE(row.name);
    CHECK(library::find_field(row.name) == &row);
    std::string aliases(row.aliases);
    for (std::size_t begin = 0; begin < aliases.size();) {
      const std::size_t end = std::min(aliases.find(' ', begin), aliases.size());
      CHECK(library::find_field(std::string_view(aliases).substr(begin, end - begin)) == &row);
      begin = end + 1;
    }
  }
  CHECK(library::find_field("TI") == &library::row(Field::title));
  CHECK(library::find_field("标题") == &library::row(Field::title));
  CHECK(library::find_field("ti 标题") == nullptr);
  CHECK(library::find_field("nonsense") == nullptr);
  CHECK(library::find_field("") == nullptr);
}

TEST_CASE("index schema: names, aliases and prefixes mean one field each") {
  std::set<std::string_view> names, prefixes;
  for (const library::FieldRow& row : library::kFields) {
    CHECK(names.insert(row.name).second);
    const bool in_index = row.kind != library::FieldKind::range && row.kind != library::FieldKind::reader;
    if (in_index) CHECK(prefixes.insert(row.prefix).second);
    const bool has_terms = in_index && row.field != Field::abstract;
    CHECK(has_terms != row.prefix.empty());
    CHECK_FALSE(library::elsewhere_term("pain") == library::field_term(row.field, "pain"));
    CHECK_FALSE(row.example.empty());
    CHECK_FALSE(row.help_en.empty());
    CHECK_FALSE(row.help_zh.empty());
  }
}

TEST_CASE("index schema: a prefix is told from a term that begins with a capital") {
  CHECK(library::field_term(Field::title, "pain") == "Spain");
  CHECK(library::field_term(Field::title, "Zpain") == "SZpain");
  CHECK(library::field_term(Field::journal, "pain") == "XJpain");
  CHECK(library::field_term(Field::journal, "Zpain") == "XJ:Zpain");
  CHECK(library::field_term(Field::work, "7") == "Q7");
}

TEST_CASE("index schema: fault_071 identifiers too long for a term stay apart") {
  const std::string start = "10.5555/" + std::string(300, 'x');
  const std::string one = library::field_term(Field::doi, start + "1"),
                    other = library::field_term(Field::doi, start + "2");
  CHECK(one.size() == library::kMaxTermBytes);
  CHECK(one != other);
  CHECK(one == library::field_term(Field::doi, start + "1"));
  std::string han;
  for (int i = 0; i < 100; ++i) han += "痛";
  const std::string cut = library::field_term(Field::category, han);
  CHECK(cut.size() <= library::kMaxTermBytes);
  CHECK((cut.size() - std::string("XC").size() - 32) % 3 == 0);  // whole characters, then the hash
}

TEST_CASE("index schema: order keys compare as newest first, then by the lesser id, and read back") {
  const std::vector<library::Order> newest_first{{20'000, 1}, {20'000, 2}, {20'000, 300}, {19'999, 1}, {0, 7}, {-1, 3}, {-719'000, 9'000'000'000}};
  for (std::size_t i = 0; i < newest_first.size(); ++i) {
    const std::string key = library::order_key(newest_first[i]);
    CHECK(key.size() == 12);
    CHECK(library::read_order(key).day == newest_first[i].day);
    CHECK(library::read_order(key).work == newest_first[i].work);
    if (i > 0) CHECK(key < library::order_key(newest_first[i - 1]));
  }
  CHECK(library::order_key({std::int64_t{1} << 40, 1}) > library::order_key({20'000, 1}));
  CHECK(library::read_order("").work == 0);
  CHECK(library::read_order("short").work == 0);
}

TEST_CASE("index schema: filters compare trimmed and without case") {
  CHECK(library::filter_value("  medRxiv \n") == "medrxiv");
  CHECK(library::filter_value("运动 医学") == "运动 医学");
  CHECK(library::filter_value(" \t ").empty());
}
