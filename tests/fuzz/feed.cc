// A feed document → items and articles: everything that is kept must be UTF-8.
#include "indexer/article_builder.h"
#include "indexer/feed_reader.h"
#include "tests/fuzz/target.h"
#include "text/unicode.h"

MERIDIAN_FUZZ(bytes) {
  using namespace meridian;
  const auto feed = indexer::read_feed(bytes, "https://example.org/feed", "", {});
  if (!feed) return;
  for (const indexer::feed::Item& item : feed->items) {
    must(text::is_valid_utf8(item.title_html) && text::is_valid_utf8(item.content_html));
    const auto article = indexer::article_from_item(item, *feed, {});
    if (article) must(text::is_valid_utf8(article->main().title) && text::is_valid_utf8(article->main().abstract));
  }
}
