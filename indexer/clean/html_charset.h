// The encoding that an HTML page declares in its own head: WHATWG HTML, "prescan a byte stream to determine its encoding".
//
// Followed to the letter, since what a page means by it is what browsers make of it: no declaration inside a comment or
// another tag's attribute counts. Immutable, share freely.
#pragma once

#include <functional>
#include <string_view>

namespace meridian::indexer::clean {

// The first label that a <meta charset> or <meta http-equiv=content-type> gives and that `is_known` takes; "" when there is
// none. Looks at the bytes given and no further; linear in them. The view is of `bytes`.
std::string_view html_charset(std::string_view bytes, const std::function<bool(std::string_view)>& is_known);
// The label behind "charset=" in a Content-Type ("algorithm for extracting a character encoding from a meta element").
std::string_view charset_in(std::string_view content_type);

}  // namespace meridian::indexer::clean
