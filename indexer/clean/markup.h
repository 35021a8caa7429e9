// HTML fragments of feed fields → plain text. Immutable, share freely.
#pragma once

#include <string>
#include <string_view>

namespace meridian::indexer::clean {

// Tags gone, references decoded once, blanks joined; sub- and superscripts stay legible (CO2, 10^5 → "10^5"), block elements part
// words and paragraphs ("\n\n"), scripts, styles and hidden elements are not text. '<' that begins no tag stays ("p <0.05", "<?>").
std::string plain_text(std::string_view html);
// The same on one line, for titles and names.
std::string one_line(std::string_view html);

}  // namespace meridian::indexer::clean
