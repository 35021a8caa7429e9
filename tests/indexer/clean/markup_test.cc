#include "indexer/clean/markup.h"

#include <doctest/doctest.h>

#include <chrono>

namespace meridian::indexer::clean {
namespace {

struct Row {
  std::string_view html, text;
};

TEST_CASE("markup: inline elements vanish, sub- and superscripts stay legible") {
  for (const Row& row :
       {Row{"Effects of <i>E. coli</i> on CO<sub>2</sub>", "Effects of E. coli on CO2"},
        Row{"10<sup>5</sup> cells, Ca<sup>2+</sup>", "10^5 cells, Ca2+"}, Row{"x <SUP>a</SUP>", "x a"},
        Row{"<math><mi>x</mi><mo>=</mo><mn>2</mn></math>", "x=2"}, Row{"a &amp;amp; b", "a &amp; b"}}) {
    CAPTURE(row.html);
    CHECK(plain_text(row.html) == row.text);
  }
}

TEST_CASE("markup: a '<' that begins no tag is text") {
  for (const Row& row :
       {Row{"p <0.05 and q< 3", "p <0.05 and q< 3"}, Row{"Author: Wei, <?>", "Author: Wei, <?>"},
        Row{"a &lt;0.05", "a <0.05"}, Row{"<", "<"}, Row{"a <b", "a <b"}, Row{"1 < 2 <i>x</i>", "1 < 2 x"}}) {
    CAPTURE(row.html);
    CHECK(plain_text(row.html) == row.text);
  }
}

TEST_CASE("markup: blocks part paragraphs, blanks are joined") {
  CHECK(plain_text("<p>One\n  two</p><p>Three<br>four</p>") == "One two\n\nThree\n\nfour");
  CHECK(one_line("<p>One\n  two</p><p>&nbsp;Three </p>") == "One two Three");
  CHECK(plain_text("  \n ").empty());
}

TEST_CASE("markup: scripts, styles, comments and hidden elements are no text") {
  for (const Row& row :
       {Row{"a<script>x<b>y</script>b", "ab"}, Row{"a<style>p{}</style><!-- c --><noscript>n</noscript>b", "ab"},
        Row{"a<span style=\"display: none\">h<span>i</span></span>b", "ab"}, Row{"a<p hidden>h</p>b", "ab"},
        Row{"a<script>never closed", "a"}}) {
    CAPTURE(row.html);
    CHECK(plain_text(row.html) == row.text);
  }
}

TEST_CASE("fault_056 markup that never ends takes linear time") {
  for (const std::string unit : {"<", "<a ", "<a b=\"", "<!--", "<script>", "&"}) {
    std::string html;
    while (html.size() < 2'000'000) html += unit;
    CAPTURE(unit);
    const auto begin = std::chrono::steady_clock::now();
    (void)plain_text(html);
    CHECK(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count() < 30);
  }
}

TEST_CASE("fault_048 fault_049 markup: of what loads, runs or redirects nothing but its text is left") {
  for (const Row& row :
       {Row{"a<img src=x srcset='y 2x' onerror=alert(1)>b", "ab"}, Row{"a<svg onload=alert(1)></svg>b", "ab"},
        Row{"a<style>p{background:url(x)}</style>b", "ab"}, Row{"a<base href='https://bad.example/'>b", "ab"},
        Row{"a<meta http-equiv=refresh content='0;url=x'>b", "ab"}, Row{"a<iframe src=x></iframe>b", "ab"},
        Row{"a<object data=x></object>b", "ab"}, Row{"a<script>alert('b')</script>c", "ac"},
        Row{"<a href='javascript:alert(1)'>a</a>", "a"}}) {
    CAPTURE(row.html);
    CHECK(one_line(row.html) == row.text);
  }
}

TEST_CASE("fault_050 markup: what changes its meaning when it is parsed twice is text by then") {
  for (const std::string_view html : {"<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
                                      "<svg></p><style><a title=\"</style><img src=x onerror=alert(1)>\">"}) {
    CAPTURE(html);
    const std::string once = plain_text(html);
    CHECK(once.find("<img") == std::string::npos);
  }
}

}  // namespace
}  // namespace meridian::indexer::clean
