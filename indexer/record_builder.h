// A bibliographic record → one clean Article.
//
// Records name their fields, so nothing is searched for in the text, as article_builder.h must for feeds and pages; what
// is stored is bounded and cleaned in the same way (article_draft.h). Immutable, share freely.
#pragma once

#include <optional>

#include "base/clock.h"
#include "indexer/record.h"
#include "library/article.h"

namespace meridian::indexer {

// Nothing when the record has neither title nor abstract. Provenance is "record:" and the format.
std::optional<library::Article> article_from_record(const Record& record, base::UnixTime now);

// "eng", "en-GB" → "en"; "chi", "zh_CN" → "zh"; what is no code of a language → "".
std::string language_code(std::string_view given);

}  // namespace meridian::indexer
