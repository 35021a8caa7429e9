// Relative addresses inside a piece of HTML, made absolute, so that it can stand elsewhere. Immutable, share freely.
#pragma once

#include <string>
#include <string_view>

namespace meridian::indexer::clean {

// `html` with the addresses of its links, images and quotations resolved against `base` (RFC 3986); all else byte for byte.
// Unchanged where `base` is no http(s) address. Time is linear in the size.
std::string with_absolute_links(std::string_view html, std::string_view base);

}  // namespace meridian::indexer::clean
