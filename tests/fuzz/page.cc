// A web page → an article.
#include "indexer/article_builder.h"
#include "tests/fuzz/target.h"
#include "text/unicode.h"

MERIDIAN_FUZZ(bytes) {
  using namespace meridian;
  const auto article = indexer::article_from_page(bytes, "https://example.org/paper", "", {});
  if (!article) return;
  for (const library::LocalizedText& text : article->texts) must(text::is_valid_utf8(text.title) && text::is_valid_utf8(text.abstract));
}
