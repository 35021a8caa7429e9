#include "cli/output.h"

#include <doctest/doctest.h>

namespace meridian::cli {

TEST_CASE("fault_052 output: what would move the cursor or colour a terminal is shown as letters") {
  struct Row {
    std::string text, shown;
  };
  for (const Row& row : {Row{"\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m"}, Row{"\x1b]0;title\x07", "\\x1b]0;title\\x07"},
                         Row{"a\rb\bc\x7f", "a\\x0db\\x08c\\x7f"}, Row{"a\xC2\x9B" "31m", "a\\x9b31m"}, Row{"a\x9B" "31m", "a\\x9b31m"},
                         Row{"\xE2\x80\xAE" "evil", "\\u202eevil"}, Row{"\xE2\x81\xA6" "x", "\\u2066x"}, Row{"cut \xE8\x85", "cut \\xe8\\x85"}})
    CHECK(printable(row.text) == row.shown);
  for (const char* plain : {"two\nlines\tand a tab", "腰痛 – café Zwölf 𠀀", "\xEF\xBF\xBD", ""}) CHECK(printable(plain) == plain);
}

}  // namespace meridian::cli
