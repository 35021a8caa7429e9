#include "indexer/clean/entities.h"

#include <doctest/doctest.h>

namespace meridian::indexer::clean {
namespace {

struct Row {
  std::string_view written, read;
};

TEST_CASE("entities: HTML's references are read once") {
  for (const Row& row :
       {Row{"&eacute;&Eacute;&mdash;", "éÉ—"}, Row{"&amp;lt;", "&lt;"}, Row{"&#945;&#x3B1;&#X3b1;", "ααα"},
        Row{"&nbsp;", "\u00A0"}, Row{"&copy 2026 &ampx", "© 2026 &x"}, Row{"&notin; &not in", "∉ ¬ in"},
        Row{"&#150;", "–"}, Row{"AT&T & R&D;", "AT&T & R&D;"}, Row{"&#; &#x; &;", "&#; &#x; &;"},
        Row{"&#xD800;&#0;", "\uFFFD\uFFFD"}, Row{"&NotEqualTilde;", "≂̸"}, Row{"12&fdg;5, &rgr;, &OHgr;, &fdg", "12.°5, ρ, Ω, &fdg"}, Row{"&", "&"}, Row{"", ""}}) {
    CAPTURE(row.written);
    CHECK(decode_references(row.written) == row.read);
  }
}

TEST_CASE("entities: for XML, its own five stay escaped and everything else becomes characters or text") {
  for (const Row& row : {Row{"&eacute; &lt; &amp; &#60;", "é &lt; &amp; &lt;"}, Row{"a=1&copy=2", "a=1&amp;copy=2"},
                         Row{"AT&T", "AT&amp;T"}, Row{"&unknown;", "&amp;unknown;"}, Row{"&nbsp", "&amp;nbsp"}, Row{"3&farcs;2 &rgr;", "3.″2 ρ"},
                         Row{"<![CDATA[a & &eacute;]]>&eacute;", "<![CDATA[a & &eacute;]]>é"},
                         Row{"<![CDATA[ & never closed", "<![CDATA[ & never closed"}, Row{"&#0;", "\uFFFD"}}) {
    CAPTURE(row.written);
    CHECK(xml_references(row.written) == row.read);
  }
}

}  // namespace
}  // namespace meridian::indexer::clean
