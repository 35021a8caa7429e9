// LaTeX as people write it in BibTeX fields → HTML: accents and special letters become characters, braces that only
// protect capitals go, emphasis, sub- and superscripts stay, formulas stay as they are written.
//
// Immutable, share freely.
#pragma once

#include <string>
#include <string_view>

namespace meridian::indexer::record {

// Linear time, nesting bounded at 64. What no command is known for keeps its argument and loses the command.
std::string latex_to_html(std::string_view latex);

}  // namespace meridian::indexer::record
