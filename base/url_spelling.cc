// See url_spelling.h; the standard's states are "scheme", "special authority slashes", "authority", "port".
#include "base/url_spelling.h"

#include <algorithm>

#include "base/ascii.h"

namespace meridian::base {
namespace {

constexpr std::string_view kBackslash = "a backslash", kControl = "a control character", kUser = "a user name", kSlashes = "no two slashes before the host",
                           kPort = "port 0";

void take_note(std::string_view& oddity, std::string_view what) {
  if (oddity.empty()) oddity = what;
}

bool is_scheme_byte(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
}

void append_escaped(std::string& out, char c) {
  constexpr char kHex[] = "0123456789ABCDEF";
  ((out += '%') += kHex[static_cast<unsigned char>(c) >> 4]) += kHex[static_cast<unsigned char>(c) & 15];
}

// In lower case; empty when `text` begins with none.
std::string scheme_of(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || !is_letter(text[0])) return {};
  std::string scheme(text.substr(0, colon));
  if (!std::all_of(scheme.begin(), scheme.end(), is_scheme_byte)) return {};
  for (char& c : scheme)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return scheme;
}

// Without tabs and line ends.
std::string without_breaks(std::string_view text, std::string_view& oddity) {
  std::string out;
  for (const char c : text)
    if (c == '\t' || c == '\n' || c == '\r')
      take_note(oddity, kControl);
    else
      out += c;
  return out;
}

// Before the query a backslash is a slash; behind it, it stands for itself and is as odd.
std::string with_slashes(std::string text, std::string_view& oddity) {
  const std::size_t end = std::min(text.find_first_of("?#"), text.size());
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == '\\') {
      take_note(oddity, kBackslash);
      if (i < end) text[i] = '/';
    }
  return text;
}

// Controls that are left are escaped, but in a host, which they spoil.
std::string with_controls_escaped(std::string_view text, std::size_t host_end, std::string_view& oddity) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const bool control = byte < 0x20 || byte == 0x7f;
    if (control) take_note(oddity, kControl);
    if (control && i >= host_end)
      append_escaped(out, text[i]);
    else
      out += text[i];
  }
  return out;
}

// The userinfo percent-encode set.
void append_user_part(std::string& out, std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7f || std::string_view("\"#<>?`{}/:;=@[\\]^|").find(c) != std::string_view::npos)
      append_escaped(out, c);
    else
      out += c;
}

std::string user_of(std::string_view given) {
  const std::size_t colon = std::min(given.find(':'), given.size());
  std::string user;
  append_user_part(user, given.substr(0, colon));
  if (colon + 1 < given.size()) {
    user += ':';
    append_user_part(user, given.substr(colon + 1));
  }
  return user;
}

// `rest` begins with the authority: takes the user name and a port of zeros out of it.
std::string plain_authority(std::string_view rest, PlainSpelling& spelling) {
  const std::size_t end = std::min(rest.find_first_of("/?#"), rest.size());
  std::string_view host = rest.substr(0, end);
  if (const std::size_t at = host.rfind('@'); at != std::string_view::npos) {
    spelling.user = user_of(host.substr(0, at));
    take_note(spelling.oddity, kUser);
    host.remove_prefix(at + 1);
  }
  const std::size_t colon = host.rfind(':');
  if (colon != std::string_view::npos && colon + 1 < host.size() && host.find_first_not_of('0', colon + 1) == std::string_view::npos &&
      host.find(']', colon) == std::string_view::npos) {
    spelling.port_zero = true;
    take_note(spelling.oddity, kPort);
    host = host.substr(0, colon);
  }
  return std::string(host) + with_controls_escaped(rest.substr(end), 0, spelling.oddity);
}

}  // namespace

PlainSpelling plain_spelling(std::string_view given, std::string_view base_scheme) {
  PlainSpelling spelling;
  const std::string unbroken = without_breaks(given, spelling.oddity);
  const std::string scheme = scheme_of(unbroken);
  const bool is_web = scheme == "http" || scheme == "https";
  if (!scheme.empty() && !is_web) return spelling.text = unbroken, spelling;
  const std::string text = with_slashes(unbroken, spelling.oddity);
  std::string_view rest = scheme.empty() ? std::string_view(text) : std::string_view(text).substr(scheme.size() + 1);
  const std::size_t slashes = std::min(rest.find_first_not_of('/'), rest.size());
  const bool same = !scheme.empty() && scheme == base_scheme;
  if (scheme.empty() ? slashes < 2 : same && slashes < 2) {
    // A relative reference; "http:x" is one where the base's scheme is the same.
    if (same) take_note(spelling.oddity, kSlashes);
    spelling.is_relative = true;
    spelling.text = with_controls_escaped(rest, 0, spelling.oddity);
    return spelling;
  }
  if (slashes != 2) take_note(spelling.oddity, kSlashes);
  spelling.text = (scheme.empty() ? "//" : scheme + "://") + plain_authority(rest.substr(slashes), spelling);
  return spelling;
}

}  // namespace meridian::base
