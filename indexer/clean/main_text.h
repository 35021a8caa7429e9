// The article inside an HTML page: its paragraphs without menus, bars, lists of links and notices.
//
// After A. Mohr's Readability as measured by the article-extraction benchmark: paragraphs give points to what holds
// them, by length and commas, less for links; the best holder and the neighbours that resemble it are the article. Then
// the line rules of leftovers.h. Linear in the page. Immutable, share freely.
#pragma once

#include <string>
#include <string_view>

#include "indexer/clean/article_body.h"
#include "indexer/clean/html.h"

namespace meridian::indexer::clean {

struct MainText {
  ArticleBody body;
  std::string text;         // the paragraphs joined
  double hidden_share = 0;  // of the page's characters, those in elements that are not shown (FAULTS 58)
};

// `title` is left out when the text begins with it.
MainText main_text(const HtmlTree& page, std::string_view title);

}  // namespace meridian::indexer::clean
