#include "indexer/file_format.h"

#include <doctest/doctest.h>

namespace meridian::indexer {
namespace {

TEST_CASE("file format: told by the first bytes, then by the name") {
  using enum FileFormat;
  struct Row {
    std::string_view head;
    const char* name;
    FileFormat format;
  };
  for (const Row& row : {Row{"<?xml version=\"1.0\"?>\n<rss version=\"2.0\">", "a.txt", feed},
                         Row{"\xEF\xBB\xBF <feed xmlns=\"http://www.w3.org/2005/Atom\">", "a", feed},
                         Row{"<?xml version=\"1.0\"?><odd/>", "a", feed},
                         Row{"<!DOCTYPE html><html><body>&lt;rss", "feed.xml", page},
                         Row{"<p>A page without a frame</p>", "a", page},
                         Row{"<?xml version=\"1.0\"?><html><rss>", "a", page},
                         Row{"{\"title\": \"Walking\"}", "a.txt", json_lines},
                         Row{"TY  - JOUR\nTI  - Walking\n", "a.txt", records},
                         Row{"@article{a, title = {Walking}}", "a", records},
                         Row{"PMID- 1\nTI  - Walking\n", "a", records},
                         Row{"%PDF-1.4\n%\x80\x81", "a.txt", binary},
                         Row{"Walking eases pain.", "a.html", page},
                         Row{"Walking eases pain.", "A.RSS", feed},
                         Row{"", "a.ndjson", json_lines},
                         Row{"", "a", text},
                         Row{"Walking eases pain.", "notes.md", text}}) {
    CAPTURE(std::string(row.head));
    CHECK(format_of(row.head, row.name) == row.format);
  }
}

TEST_CASE("file format: UTF-16 is made readable, and what only looks like it is left alone") {
  CHECK(readable_head(std::string("\xFF\xFE<\0r\0s\0s\0>\0", 12)) == "<rss>");
  CHECK(readable_head(std::string("\xFF\xFE<\0r", 5)) == "<");
  CHECK(readable_head("<rss>") == "<rss>");
  CHECK(readable_head("") == "");
}

}  // namespace
}  // namespace meridian::indexer
