// Answers as JSON: one shape for `--json` and for /api/v1, documented in docs/api.md.
//
// Keys are stable: they may be added, never renamed. Immutable, share freely.
#pragma once

#include <nlohmann/json.hpp>
#include <string_view>

#include "base/result.h"
#include "base/warning.h"
#include "library/feed.h"
#include "query/answers.h"

namespace meridian::query {

// `language` chooses the wording of readings and warnings; both languages of everything else are always there.
nlohmann::json to_json(const library::Article& article);
nlohmann::json to_json(const library::Feed& feed, std::string_view language);
nlohmann::json to_json(const std::vector<base::Warning>& warnings, std::string_view language);
nlohmann::json to_json(const Quote& quote);
nlohmann::json to_json(const SearchReply& reply, std::string_view language);
nlohmann::json to_json(const SuggestReply& reply);
nlohmann::json to_json(const PaperReply& reply);
nlohmann::json to_json(const RelatedReply& reply);
// Shaped like Carrot2's: clusters with labels, documents (indexes into "documents"), clusters, score.
nlohmann::json to_json(const ClusterReply& reply, std::string_view language);
nlohmann::json to_json(const ContrastReply& reply, std::string_view language);
nlohmann::json to_json(const Brief& brief, std::string_view language);
nlohmann::json to_json(const TodayReply& reply);
nlohmann::json to_json(const Stats& stats);
// RFC 9457 without the status: {"type","title","detail"}; "type" is the error's code.
nlohmann::json to_json(const base::Error& error, std::string_view language);
// Never throws: bytes that are not UTF-8 become U+FFFD. "</" is written "<\/" so that it may stand inside a page (FAULTS 51).
std::string dump(const nlohmann::json& value, bool indented = false);

}  // namespace meridian::query
