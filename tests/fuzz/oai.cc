// An answer of an OAI-PMH repository → its records and where the harvest goes on.
#include "indexer/record_builder.h"
#include "indexer/record_reader.h"
#include "tests/fuzz/target.h"
#include "text/unicode.h"

MERIDIAN_FUZZ(bytes) {
  using namespace meridian;
  const auto page = indexer::read_oai_answer(bytes, "");
  if (!page) return;
  must(text::is_valid_utf8(page->answer.resumption_token) && text::is_valid_utf8(page->answer.message));
  for (const indexer::Record& record : page->records) {
    const auto article = indexer::article_from_record(record, 1'700'000'000);
    if (article) must(text::is_valid_utf8(article->main().title) && text::is_valid_utf8(article->main().abstract));
  }
}
