// See json_records.h.
#include "indexer/record/json_records.h"

#include <algorithm>
#include <array>

#include "indexer/record/csl_json.h"
#include "indexer/record/service_json.h"

namespace meridian::indexer::record {

bool may_be_service_json(std::string_view utf8) {
  static constexpr std::array<std::string_view, 7> kKeys = {"\"DOI\"",          "\"issued\"",      "\"container-title\"", "\"date-parts\"",
                                                            "\"authorString\"", "\"preprint_doi\"", "\"jatsxml\""};
  return std::any_of(kKeys.begin(), kKeys.end(), [&](std::string_view key) { return utf8.find(key) != std::string_view::npos; });
}

base::Result<Record> read_json_record(std::string_view utf8) {
  const std::optional<Json> parsed = json_object(utf8);
  if (!parsed) return base::fail(base::ErrorKind::invalid, "json.malformed", "This is no JSON object that can be read; it was left out.");
  // Crossref's answer about one work.
  const Json* work = member(*parsed, "message");
  const Json& object = work && work->is_object() ? *work : *parsed;
  if (is_biorxiv(object)) return read_biorxiv(object);
  if (is_europe_pmc(object)) return read_europe_pmc(object);
  if (is_csl(object)) return read_csl(object);
  return base::fail(base::ErrorKind::invalid, "record.unknown", "The object describes no publication in a format that is read.");
}

}  // namespace meridian::indexer::record
