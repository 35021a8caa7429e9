// Which sentences can stand alone as a quotation. Immutable, share freely.
#pragma once

#include <string_view>

namespace meridian::query::explore {

// Whole, of a readable length, and neither a question, a heading, a bare list nor a page's furniture.
bool quotable(std::string_view sentence);

}  // namespace meridian::query::explore
