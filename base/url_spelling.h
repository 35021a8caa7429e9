// The liberties that the WHATWG URL standard allows in the writing of an http(s) address, taken out of it and named:
// tabs and line ends inside, backslashes for slashes, a scheme without two slashes behind it, user names, port 0.
//
// Only spelling: url.cc reads the plain text that is left. Linear. Immutable, share freely.
#pragma once

#include <string>
#include <string_view>

namespace meridian::base {

struct PlainSpelling {
  std::string text;         // "http://host:port/…", "//host/…" or a relative reference
  std::string user;         // "name:password", escaped; empty when none
  bool port_zero = false;   // … which `text` no longer has
  bool is_relative = false; // without a host: the base's user name goes with it
  std::string_view oddity;  // the first liberty that was taken; empty when none
};

// `base_scheme`: of what the reference is resolved against; empty when it stands alone.
PlainSpelling plain_spelling(std::string_view text, std::string_view base_scheme);

}  // namespace meridian::base
