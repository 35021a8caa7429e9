// Runs of printable ASCII, which most bytes of most texts are: whoever looks at every byte passes over them first.
//
// Immutable, share freely.
#pragma once

#include <string_view>

namespace meridian::text {

// Where the run of bytes from ' ' to '~' that begins at `at` ends; `at` itself when there is none.
std::size_t printable_end(std::string_view bytes, std::size_t at);

}  // namespace meridian::text
