#include "indexer/clean/greek.h"

#include <doctest/doctest.h>

namespace meridian::indexer::clean {
namespace {

TEST_CASE("greek: names in braces become letters and signs, other braces stay") {
  struct Row {
    std::string_view written, read;
  };
  for (const Row& row : {Row{"TNF-{alpha} and {beta}2", "TNF-α and β2"}, Row{"{Delta}{delta}", "Δδ"},
                         Row{"5 {micro}g {+/-} 1", "5 µg ± 1"}, Row{"{>=}65 years", "≥65 years"}, Row{"{~}3", "~3"},
                         Row{"{gene} {} {alpha", "{gene} {} {alpha"}, Row{"{{alpha}}", "{α}"}, Row{"", ""}}) {
    CAPTURE(row.written);
    CHECK(repair_greek(row.written) == row.read);
  }
}

}  // namespace
}  // namespace meridian::indexer::clean
