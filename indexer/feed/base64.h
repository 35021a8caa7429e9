// Base64 (RFC 4648, section 4), as Atom carries content that is no XML. Immutable, share freely.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace meridian::indexer::feed {

// The bytes; blanks inside are skipped, a missing '=' is forgiven. Nothing when another character stands inside.
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace meridian::indexer::feed
