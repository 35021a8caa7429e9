// A page saved as plain text, leftovers and all → what it says of its article, and the article's own text.
//
// Two kinds: an article (site, section, headline, standfirst, text, notices) and a list of numbered cards ("01.",
// "source (section) date", title, abstract). The headline is the line above the text whose words the text takes up
// most; what stands above it is the site and its section. Nothing is invented: what the text does not say stays empty.
// Immutable, share freely.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace meridian::indexer::clean {

// A value and where in the page it was read ("text:header", "text:card", "text:byline", "text:citation").
struct Said {
  std::string value, where;
};

struct PlainPage {
  Said title, source, section;
  Said date;  // ISO
  std::vector<std::string> authors;
  std::string authors_where;
  Said journal, citation;  // of the paper that the page reports on, or of the page's own
  std::string text;        // paragraphs parted by "\n\n"
  bool card = false;       // one entry of a list
};

// Empty when the text holds no words. At most 10,000 cards.
std::vector<PlainPage> read_plain_pages(std::string_view utf8);

}  // namespace meridian::indexer::clean
