// What a server or a browser sends beside bodies: robots.txt, Content-Type, Retry-After, escapes.
#include "base/url.h"
#include "indexer/clean/html_charset.h"
#include "indexer/fetch/http_times.h"
#include "indexer/fetch/robots.h"
#include "tests/fuzz/target.h"

MERIDIAN_FUZZ(bytes) {
  using namespace meridian;
  (void)indexer::clean::charset_in(bytes);
  (void)indexer::fetch::retry_after_seconds(bytes, 1'700'000'000);
  const auto decoded = base::percent_decode(bytes, true);
  if (decoded) must(base::percent_decode(base::percent_encode(*decoded)) == *decoded);
  const auto robots = indexer::fetch::Robots::parse(bytes);
  (void)robots.allows("Meridian", indexer::fetch::robots_path(bytes.substr(0, 256)));
}
