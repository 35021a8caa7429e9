// Parse, resolve, canonicalise addresses (on libcurl's URL API).
//
// One parser for check and use (FAULTS 66). read_url() says what a browser would make of an address, and names what in it
// we do not use; parse_url() and resolve_url(), by which all outside addresses come in, refuse what has such a thing, so
// it is never fetched. Only http and https. Immutable, share freely.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace meridian::base {

struct Url {
  std::string scheme;    // "http" or "https"
  std::string host;      // lower case, punycode, no brackets, no trailing dot
  int port = 0;          // always set (80 / 443 by default)
  std::string path;      // begins with '/'
  std::string query;     // without '?', empty when none
  std::string text() const;  // put together again, default port left out, no fragment
};

struct UrlReading {
  Url url;
  std::string user;         // "name:password", escaped as a browser sends it; empty when none is given
  std::string_view oddity;  // the first thing for which it is not used ("a user name"); empty when it may be
};
// The WHATWG URL standard's reading, except that hosts with empty labels are none and the fragment is left out. `base`:
// what a relative reference is resolved against. invalid "url.malformed", refused "url.scheme".
Result<UrlReading> read_url(std::string_view text, const UrlReading* base = nullptr);

// A URL that may be used. invalid "url.malformed" / refused "url.scheme": user names, control bytes, spaces in the host, bad ports, over 2 KiB.
Result<Url> parse_url(std::string_view text);
// `reference` against `base` (RFC 3986, section 5). Same failures.
Result<Url> resolve_url(const Url& base, std::string_view reference);
// The form that identity uses: no tracking parameters (utm_*, rss=1, af=R, dgcid …), no fragment, sorted nothing, https and http
// alike, no "www.", no trailing slash. Never fetched, never shown. Empty when `text` is not an http(s) address.
std::string canonical_url(std::string_view text);
// %-escapes everything but unreserved characters, for a query value or path segment.
std::string percent_encode(std::string_view text);
// Decoded once; nothing when an escape is broken or the result is not UTF-8 or holds NUL.
std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space = false);

}  // namespace meridian::base
