// Item, page metadata or text → one clean Article.
//
// Here the rooms beside each other meet: what `feed` parsed and what `clean` made of it. Nothing is invented: a field that is not
// there stays empty, and each field remembers where it came from.
// Immutable, share freely.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "indexer/feed/item.h"
#include "library/article.h"

namespace meridian::indexer {

// What the article's surroundings say.
struct BuildContext {
  std::string feed_title;
  std::string site;
  base::UnixTime now = 0;
};

// Nothing when the item has neither title nor text.
std::optional<library::Article> article_from_item(const feed::Item& item, const feed::FeedDocument& document,
                                                  const BuildContext& context);
// An HTML page: citation_*, Dublin Core, JSON-LD and main text. invalid "page.not_html" (PDF, image, nothing).
base::Result<library::Article> article_from_page(std::string_view html, std::string_view url, std::string_view content_type,
                                                 const BuildContext& context);
// A page saved as plain text, leftovers and all. invalid "text.empty".
base::Result<library::Article> article_from_text(std::string_view text, std::string_view file_name, const BuildContext& context);
// The same when the text may be a list of numbered cards: every one of them, at most 10,000.
base::Result<std::vector<library::Article>> articles_from_text(std::string_view text, std::string_view file_name,
                                                               const BuildContext& context);

}  // namespace meridian::indexer
