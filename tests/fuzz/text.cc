// Pages saved as plain text → articles.
#include "indexer/article_builder.h"
#include "tests/fuzz/target.h"
#include "text/unicode.h"

MERIDIAN_FUZZ(bytes) {
  using namespace meridian;
  const auto articles = indexer::articles_from_text(bytes, "saved.txt", {});
  if (!articles) return;
  for (const library::Article& article : *articles) must(text::is_valid_utf8(article.main().abstract));
}
