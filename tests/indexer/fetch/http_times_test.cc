#include "indexer/fetch/http_times.h"

#include <doctest/doctest.h>

namespace meridian::indexer::fetch {

TEST_CASE("fault_016 http times: Retry-After is kept between a minute and seven days") {
  const base::UnixTime now = *base::parse_rfc3339("1994-11-06T08:00:00Z");
  CHECK(retry_after_seconds("10", now) == 60);
  CHECK(retry_after_seconds("3600", now) == 3600);
  CHECK(retry_after_seconds("99999999999", now) == 7 * 86'400);
  CHECK(retry_after_seconds("Sun, 06 Nov 1994 10:00:00 GMT", now) == 7200);
  CHECK(retry_after_seconds("Sun, 06 Nov 1993 10:00:00 GMT", now) == 60);
  for (const char* junk : {"", "-1", "soon", "1.5", "Sun, 31 Feb 1994 10:00:00 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
                           "1994-11-06T08:49:37Z"})
    CHECK_MESSAGE(!retry_after_seconds(junk, now), junk);
}

TEST_CASE("http times: how long an answer is fresh") {
  constexpr base::UnixTime kNow = 784'111'777;  // Sun, 06 Nov 1994 08:49:37 GMT
  struct Row {
    const char *cache_control, *expires, *age;
    std::int64_t seconds;
  };
  for (const Row& row : {Row{"", "", "", 0},
                         Row{"max-age=3600", "", "", 3600},
                         Row{"public, Max-Age = \"600\"", "", "100", 500},
                         Row{"max-age=60", "", "600", 0},
                         Row{"max-age=3600, no-cache", "", "", 0},
                         Row{"no-store", "Sun, 06 Nov 1994 09:49:37 GMT", "", 0},
                         Row{"public", "Sun, 06 Nov 1994 09:49:37 GMT", "", 3600},
                         Row{"max-age=10", "Sun, 06 Nov 1994 09:49:37 GMT", "", 10},
                         Row{"", "Sun, 06 Nov 1994 07:49:37 GMT", "", 0},
                         Row{"", "0", "", 0},
                         Row{"", "tomorrow", "", 0},
                         Row{"max-age=-5", "", "", 0},
                         Row{"max-age=99999999999999999999", "", "", 604'800},
                         Row{",,=,;max-age", "", "", 0}}) {
    base::HttpResponse response;
    response.cache_control = row.cache_control, response.expires = row.expires, response.age = row.age;
    CHECK_MESSAGE(fresh_for_seconds(response, kNow) == row.seconds, row.cache_control, " ", row.expires);
  }
}

}  // namespace meridian::indexer::fetch
