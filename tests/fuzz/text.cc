// Pages saved as plain text → articles; the short forms that a text defines.
#include "indexer/article_builder.h"
#include "tests/fuzz/target.h"
#include "text/acronyms.h"
#include "text/unicode.h"

MERIDIAN_FUZZ(bytes) {
  using namespace meridian;
  for (const text::Acronym& one : text::acronyms_in(bytes)) must(!one.short_form.empty() && one.long_form.size() > one.short_form.size());
  const auto articles = indexer::articles_from_text(bytes, "saved.txt", {});
  if (!articles) return;
  for (const library::Article& article : *articles) must(text::is_valid_utf8(article.main().abstract));
}
