// Relative addresses in HTML; the pieces are made here.
#include "indexer/clean/html_links.h"

#include <doctest/doctest.h>

namespace meridian::indexer::clean {
namespace {

TEST_CASE("links: relative addresses become absolute, all else stays byte for byte") {
  struct Row {
    const char *html, *wanted;
  };
  constexpr Row kRows[] = {
      {"plain < words", "plain < words"},
      {"<a href=\"b.html\" title='x'>y</a>", "<a href=\"https://j.example/a/b.html\" title='x'>y</a>"},
      {"<a  HREF = '/b?c&amp;d=1#e' >y</a>", "<a  HREF = 'https://j.example/b?c&amp;d=1#e' >y</a>"},
      {"<img src=fig.png /><br/>", "<img src=https://j.example/a/fig.png /><br/>"},
      {"<a href='https://k.example/x y'>z</a>", "<a href='https://k.example/x y'>z</a>"},
      {"<a href='mailto:a@b.example'>m</a><a href='#n'>n</a>",
       "<a href='mailto:a@b.example'>m</a><a href='https://j.example/a/#n'>n</a>"},
      {"<blockquote cite=q>1 < 2</blockquote>", "<blockquote cite=https://j.example/a/q>1 < 2</blockquote>"},
      {"<a href=\"never closed", "<a href=\"never closed"},
      {"<a href", "<a href"},
      {"<", "<"},
  };
  for (const Row& row : kRows) CHECK(with_absolute_links(row.html, "https://j.example/a/") == row.wanted);
  CHECK(with_absolute_links("<a href='b'>", "") == "<a href='b'>");
  CHECK(with_absolute_links("<a href='b'>", "javascript:x") == "<a href='b'>");
}

}  // namespace
}  // namespace meridian::indexer::clean
