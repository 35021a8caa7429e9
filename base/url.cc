#include "base/url.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/ascii.h"
#include "base/host_spelling.h"
#include "base/url_spelling.h"

namespace meridian::base {

namespace {

constexpr std::size_t kMaxUrlBytes = 2048;

// Parameters that name the reader or the way here, never the document.
constexpr std::array kTracking = {std::string_view("af"),     std::string_view("rss"),     std::string_view("dgcid"),  std::string_view("fbclid"),
                                  std::string_view("gclid"),  std::string_view("fc"),      std::string_view("ff"),     std::string_view("rft_dat"),
                                  std::string_view("track"),  std::string_view("mc_cid"),  std::string_view("mc_eid"), std::string_view("source"),
                                  std::string_view("msclkid"), std::string_view("spm"),    std::string_view("from"),   std::string_view("ref")};

using Handle = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

std::string part(CURLU* handle, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  const CURLUcode code = curl_url_get(handle, which, &text, flags);
  // A host that IDNA refuses is left to the caller even so (7.88): it is freed here, or it leaks.
  std::string out(code == CURLUE_OK && text != nullptr ? text : "");
  curl_free(text);
  return out;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char l = static_cast<char>(c | 0x20);
  return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

std::string_view without_controls(std::string_view text) {
  while (!text.empty() && (static_cast<unsigned char>(text.front()) <= 0x20)) text.remove_prefix(1);
  while (!text.empty() && (static_cast<unsigned char>(text.back()) <= 0x20)) text.remove_suffix(1);
  return text;
}

constexpr char kHexDigits[] = "0123456789ABCDEF";

// Path and query as they are sent: what an address may not hold is escaped (WHATWG URL, "path" and "special-query"
// percent-encode sets), and segments that are an escaped "." or ".." are written so, since servers take them for that.
// A fragment is left out: it is never sent.
std::string sendable(std::string_view text) {
  std::string out;
  bool in_query = false;
  for (std::size_t i = 0; i < text.size() && text[i] != '#'; ++i) {
    const char c = text[i];
    in_query = in_query || c == '?';
    const bool dot = !in_query && c == '%' && text.substr(i + 1, 1) == "2" && (text.substr(i + 2, 1) == "e" || text.substr(i + 2, 1) == "E");
    if (dot) {
      // Only a segment of nothing but dots is one; "a%2eb" stays as it is.
      const std::size_t begin = out.rfind('/') + 1, end = std::min(text.find_first_of("/?#", i), text.size());
      const std::string segment = out.substr(begin) + lower(text.substr(i, end - i));
      if (segment == "%2e" || segment == ".%2e" || segment == "%2e." || segment == "%2e%2e") {
        out += "." + std::string(segment.size() > 3 && begin == out.size() ? "." : "");
        i = end - 1;
        continue;
      }
    }
    const std::string_view odd = in_query ? " \"<>'" : " \"<>`{}";
    if (static_cast<unsigned char>(c) >= 0x80 || odd.find(c) != std::string_view::npos)
      ((out += '%') += kHexDigits[static_cast<unsigned char>(c) >> 4]) += kHexDigits[static_cast<unsigned char>(c) & 15];
    else
      out += c;
  }
  return out;
}

// What follows the host: scheme and authority are read as they stand.
std::size_t end_of_authority(std::string_view text) {
  const std::size_t slashes = text.find("//");
  const bool has_one = slashes == 0 || (slashes != std::string_view::npos && text.find_first_of("/?#") == slashes && text[slashes - 1] == ':');
  return has_one ? std::min(text.find_first_of("/?#", slashes + 2), text.size()) : 0;
}

std::string prepared(std::string_view text) {
  const std::size_t end = end_of_authority(text);
  return std::string(text.substr(0, end)) + sendable(text.substr(end));
}

// The host in the one form that is compared, asked and shown; "" when it is none.
std::string exact_host(CURLU* handle) {
  std::string host = part(handle, CURLUPART_HOST);
  if (host.size() > 2 && host.front() == '[') return lower(host.substr(1, host.size() - 2));
  host = mapped_host(host);
  const bool plain = std::all_of(host.begin(), host.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (!plain) {
    if (curl_url_set(handle, CURLUPART_HOST, host.c_str(), 0) != CURLUE_OK) return {};
    host = lower(part(handle, CURLUPART_HOST, CURLU_PUNYCODE));
  }
  for (const char c : host)
    if (static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7f || std::string_view("%<>\"'|#/:?@[]^").find(c) != std::string_view::npos)
      return {};
  if (!host.empty() && host.back() == '.') host.pop_back();
  if (host.starts_with('.') || host.ends_with('.') || host.find("..") != std::string::npos) return {};
  return ipv4_in_one_spelling(host);
}

Result<Url> read(CURLU* handle, std::string_view text) {
  const std::string scheme = lower(part(handle, CURLUPART_SCHEME));
  if (scheme != "http" && scheme != "https")
    return fail(ErrorKind::refused, "url.scheme", "“" + std::string(text.substr(0, 80)) + "” is neither http nor https; Meridian fetches nothing else.");
  Url url;
  url.scheme = scheme;
  url.host = exact_host(handle);
  const std::string port = part(handle, CURLUPART_PORT, CURLU_DEFAULT_PORT);
  for (const char c : port) url.port = url.port * 10 + (c - '0');
  url.path = part(handle, CURLUPART_PATH);
  url.query = part(handle, CURLUPART_QUERY);
  if (url.host.empty() || url.port <= 0 || url.port > 65'535)
    return fail(ErrorKind::invalid, "url.malformed", "“" + std::string(text.substr(0, 80)) + "” names no host that could be asked.");
  if (url.path.empty()) url.path = "/";
  return url;
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
}

// %7e and ~ are the same; escapes that must stay are written in upper case (RFC 3986, 6.2.2).
std::string normal_escapes(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1, low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
    if (text[i] != '%' || high < 0 || low < 0) {
      out += text[i];
      continue;
    }
    const char byte = static_cast<char>(high * 16 + low);
    if (is_unreserved(byte)) out += byte;
    else ((out += '%') += kHexDigits[high]) += kHexDigits[low];
    i += 2;
  }
  return out;
}

bool is_tracking(std::string_view pair) {
  const std::string name = lower(pair.substr(0, pair.find('=')));
  return name.starts_with("utm_") || std::find(kTracking.begin(), kTracking.end(), name) != kTracking.end();
}

}  // namespace

std::string Url::text() const {
  std::string out = scheme + "://" + (host.find(':') == std::string::npos ? host : "[" + host + "]");
  if (port != (scheme == "https" ? 443 : 80)) out += ":" + std::to_string(port);
  out += path;
  if (!query.empty()) out += "?" + query;
  return out;
}

namespace {

bool names_no_host(std::string_view plain) {
  const std::size_t slashes = plain.find("//");
  const bool has_authority = slashes == 0 || (slashes != std::string_view::npos && slashes > 0 && plain.find_first_of("/?#") == slashes && plain[slashes - 1] == ':');
  if (!has_authority) return false;
  const std::string_view host = plain.substr(slashes + 2, plain.find_first_of("/?#", slashes + 2) - slashes - 2);
  return host.empty() || std::any_of(host.begin(), host.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

}  // namespace

Result<UrlReading> read_url(std::string_view given, const UrlReading* base) {
  const std::string_view text = without_controls(given);
  if (text.size() > kMaxUrlBytes) return fail(ErrorKind::invalid, "url.malformed", "The address is longer than 2 KiB.");
  PlainSpelling spelling = plain_spelling(text, base ? std::string_view(base->url.scheme) : std::string_view());
  UrlReading reading;
  reading.oddity = spelling.oddity;
  reading.user = spelling.is_relative && base ? base->user : std::move(spelling.user);
  const bool stays = spelling.is_relative && base && (spelling.text.empty() || spelling.text.front() == '#');
  if (stays) return reading.url = base->url, reading;
  // libcurl forgives an empty host and takes the path's first segment for it, and ends at a NUL.
  if (names_no_host(spelling.text))
    return fail(ErrorKind::invalid, "url.malformed", "“" + std::string(text.substr(0, 80)) + "” names no host.");
  const Handle handle(curl_url(), curl_url_cleanup);
  const std::string copy = prepared(spelling.text);
  const std::size_t authority = copy.find("://");
  const bool absolute = authority != std::string::npos && copy.find_first_of("/?#") == authority + 1;
  if ((!base && !absolute) || (base && curl_url_set(handle.get(), CURLUPART_URL, base->url.text().c_str(), 0) != CURLUE_OK) ||
      curl_url_set(handle.get(), CURLUPART_URL, copy.c_str(), CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE) != CURLUE_OK)
    return fail(ErrorKind::invalid, "url.malformed", "“" + copy.substr(0, 80) + "” is no web address; one looks like https://example.org/feed.xml.");
  MERIDIAN_TRY_ASSIGN(reading.url, read(handle.get(), text));
  if (spelling.port_zero) reading.url.port = 0;
  return reading;
}

namespace {

// What may be used of what was read (FAULTS 66).
Result<Url> plain_only(Result<UrlReading> reading, std::string_view text) {
  if (!reading) return fail(std::move(reading).error());
  if (!reading->oddity.empty())
    return fail(ErrorKind::invalid, "url.malformed", "The address “" + std::string(without_controls(text).substr(0, 80)) + "” holds " + std::string(reading->oddity) + "; write it without.");
  return std::move(reading->url);
}

}  // namespace

Result<Url> parse_url(std::string_view text) {
  return plain_only(read_url(text), text);
}

Result<Url> resolve_url(const Url& base, std::string_view reference) {
  const UrlReading start{base, "", ""};
  return plain_only(read_url(reference, &start), reference);
}

std::string canonical_url(std::string_view text) {
  const Result<Url> url = parse_url(text);
  if (!url) return {};
  std::string out = url->host.starts_with("www.") ? url->host.substr(4) : url->host;
  if (url->port != 80 && url->port != 443) out += ":" + std::to_string(url->port);
  std::string path = normal_escapes(url->path);
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  if (path != "/") out += path;
  char separator = '?';
  for (std::string_view query = url->query; !query.empty();) {
    const std::size_t end = std::min(query.find('&'), query.size());
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    if (pair.empty() || is_tracking(pair)) continue;
    out += separator + normal_escapes(pair);
    separator = '&';
  }
  return out;
}

std::string percent_encode(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_unreserved(c)) out += c;
    else ((out += '%') += kHexDigits[static_cast<unsigned char>(c) >> 4]) += kHexDigits[static_cast<unsigned char>(c) & 15];
  }
  return out;
}

namespace {

// RFC 3629: shortest forms only, no surrogates, nothing above U+10FFFF; and no NUL.
bool is_clean_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const int more = lead < 0x80 ? 0 : lead >= 0xC2 && lead < 0xE0 ? 1 : lead >= 0xE0 && lead < 0xF0 ? 2 : lead >= 0xF0 && lead < 0xF5 ? 3 : -1;
    if (more < 0 || lead == 0 || i + static_cast<std::size_t>(more) >= text.size()) return false;
    char32_t code = more == 0 ? lead : lead & (0x3F >> more);
    for (int k = 1; k <= more; ++k) {
      const auto next = static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]);
      if ((next & 0xC0) != 0x80) return false;
      code = code << 6 | (next & 0x3F);
    }
    if ((more == 2 && (code < 0x800 || (code >= 0xD800 && code < 0xE000))) || (more == 3 && (code < 0x10000 || code > 0x10FFFF))) return false;
    i += static_cast<std::size_t>(more) + 1;
  }
  return true;
}

}  // namespace

std::optional<std::string> percent_decode(std::string_view text, bool plus_is_space) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus_is_space) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      if (i + 2 >= text.size() || hex_value(text[i + 1]) < 0 || hex_value(text[i + 2]) < 0) return std::nullopt;
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    }
  }
  if (!is_clean_utf8(out)) return std::nullopt;
  return out;
}

}  // namespace meridian::base
