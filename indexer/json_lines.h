// One line of a JSONL file → an Article: Meridian's own plain exchange format.
//
// An object a line, UTF-8, plain text without markup. Keys, all optional but one of title and abstract:
//   id         "arxiv:…", "doi:…", "pmid:…" are read as such; anything else names the record for later imports
//   title, abstract (also: text), authors (list, or one string), keywords (list, or one string), lang ("en", "zh")
//   date (any ISO precision), source (also: channel), section, journal, url (also: link), type, categories (list)
//   doi, arxiv, pmid, pmcid
// Unknown keys are ignored, a value of another type counts as absent (FAULTS 81, 82). Safe from many threads.
#pragma once

#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "library/article.h"

namespace meridian::indexer {

// invalid "json.malformed" (no JSON object), "json.too_deep" (over 64 levels), "record.empty" (neither title nor
// abstract).
base::Result<library::Article> article_from_json_line(std::string_view line, base::UnixTime now);

}  // namespace meridian::indexer
