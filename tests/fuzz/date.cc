// Date fields and dates in running text: what is read is a day that exists.
#include "indexer/clean/text_date.h"
#include "indexer/feed/date.h"
#include "tests/fuzz/target.h"

namespace {

void check(const std::string& iso) {
  must(iso.size() == 4 || iso.size() == 7 || iso.size() == 10);
  if (iso.size() == 10) must(meridian::base::parse_rfc3339(iso + "T00:00:00Z").has_value());
}

}  // namespace

MERIDIAN_FUZZ(bytes) {
  using namespace meridian::indexer;
  if (const auto date = feed::read_date(bytes)) {
    check(date->day);
    check(feed::day_in_china(*date));
  }
  if (const auto date = clean::find_date(bytes)) {
    check(date->iso);
    must(date->begin < date->end && date->end <= bytes.size());
  }
}
