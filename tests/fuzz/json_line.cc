// A line of JSON → an article.
#include "indexer/json_lines.h"
#include "tests/fuzz/target.h"
#include "text/unicode.h"

MERIDIAN_FUZZ(line) {
  using namespace meridian;
  const auto article = indexer::article_from_json_line(line, 1'700'000'000);
  if (!article) return;
  must(text::is_valid_utf8(article->main().title) && text::is_valid_utf8(article->main().abstract));
}
