#include "query/web/html.h"

#include <doctest/doctest.h>

namespace meridian::query::web {

TEST_CASE("fault_048 html: whatever is no literal is escaped") {
  Html out;
  const std::string hostile = "<script>alert(\"1\")</script> & 'x'";
  out << "<p title=\"" << hostile << "\">" << hostile << "</p>" << 7;
  CHECK(out.str() ==
        "<p title=\"&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;\">&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;</p>7");
}

TEST_CASE("fault_048 html: an address that is not http is no link") {
  for (const char* bad : {"javascript:alert(1)", "JAVASCRIPT:x", " http://x", "data:text/html,x", "//x", "/x", ""}) CHECK(safe_href(bad) == "#");
  CHECK(safe_href("https://example.org/?a=\"b\"") == "https://example.org/?a=\"b\"");
}

TEST_CASE("fault_053 html: text cannot turn the page around, bad bytes cannot break it") {
  CHECK(escaped("a\xE2\x80\xAE" "b\xE2\x81\xA6" "c") == "abc");
  CHECK(escaped(std::string_view("a\0b\x01\x7f", 5)) == "ab");
  CHECK(escaped("\xff腰") == "\xEF\xBF\xBD腰");
}

}  // namespace meridian::query::web
