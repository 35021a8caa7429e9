// A briefing as a document: Markdown, and a page that stands alone.
//
// Immutable, share freely.
#pragma once

#include <string>
#include <string_view>

#include "query/answers.h"

namespace meridian::query {

// Every sentence carries [n] and its article's id and byte span. Outside text is escaped for Markdown (FAULTS 52).
std::string brief_markdown(const Brief& brief, std::string_view language);
std::string brief_html(const Brief& brief, std::string_view language);

}  // namespace meridian::query
