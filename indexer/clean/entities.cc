// Character references by the HTML standard ("named character reference state" and "numeric character reference end
// state"), and a few names of scholarly publishers.
#include "indexer/clean/entities.h"

#include <unicode/utf8.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>

#include "indexer/clean/ascii.h"

namespace meridian::indexer::clean {
namespace {

struct Name {
  std::string_view name, text;
};
constexpr Name kNames[] = {
#include "indexer/clean/entity_names.inc"
};
constexpr Name kPublisherNames[] = {
#include "indexer/clean/publisher_entity_names.inc"
};
constexpr std::size_t kLongestName = 32;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// A reference that was read: what it stands for and how many bytes it took, '&' included.
struct Reference {
  std::string text;
  std::size_t length = 0;
};

template <std::size_t N>
std::string_view text_in(const Name (&names)[N], std::string_view name) {
  const auto found = std::lower_bound(std::begin(names), std::end(names), name,
                                      [](const Name& row, std::string_view wanted) { return row.name < wanted; });
  return found != std::end(names) && found->name == name ? found->text : std::string_view();
}

std::string_view text_of(std::string_view name) {
  const std::string_view html = text_in(kNames, name);
  return html.empty() ? text_in(kPublisherNames, name) : html;
}

std::string character(std::uint32_t code) {
  // The standard reads 0x80-0x9F as windows-1252, since that is what authors mean.
  if (code >= 0x80 && code < 0xA0) code = windows_1252(code);
  const bool blank = code == '\t' || code == '\n' || code == '\r';
  if ((code < 0x20 && !blank) || code == 0x7F || (code >= 0xD800 && code < 0xE000) || code > 0x10FFFF)
    return std::string(kReplacement);
  char bytes[4];
  int length = 0;
  U8_APPEND_UNSAFE(bytes, length, code);
  return std::string(bytes, static_cast<std::size_t>(length));
}

int digit_value(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return 99;
}

std::optional<Reference> numeric(std::string_view text) {
  const bool hexadecimal = text.size() > 2 && (text[2] == 'x' || text[2] == 'X');
  const int base = hexadecimal ? 16 : 10;
  const std::size_t first = hexadecimal ? 3 : 2;
  std::size_t at = first;
  std::uint32_t code = 0;
  for (; at < text.size() && digit_value(text[at]) < base; ++at)
    code = std::min<std::uint32_t>(
        code * static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(digit_value(text[at])), 0x110000);
  if (at == first) return std::nullopt;
  if (at < text.size() && text[at] == ';') ++at;
  return Reference{character(code), at};
}

// What stands in XML as it should; the most frequent references are passed on without a look at the names.
std::size_t own_reference(std::string_view text) {
  for (const std::string_view own : {"&lt;", "&gt;", "&amp;", "&quot;"})
    if (text.starts_with(own)) return own.size();
  return 0;
}

// A name that ends with ';', as XML has them; without one, a text like "a=1&copy=2" means what it shows.
std::optional<Reference> closed_name(std::string_view text) {
  const std::size_t end = text.substr(0, kLongestName + 2).find(';');
  const std::string_view found = end == std::string_view::npos ? std::string_view() : text_of(text.substr(1, end));
  if (found.empty()) return std::nullopt;
  return Reference{std::string(found), end + 1};
}

// The longest name that the text begins with; without ';' only the standard's old names.
std::optional<Reference> named(std::string_view text) {
  std::size_t end = 1;
  while (end < text.size() && end <= kLongestName && (is_letter(text[end]) || is_digit(text[end]))) ++end;
  if (end < text.size() && text[end] == ';') {
    const std::string_view found = text_of(text.substr(1, end));
    if (!found.empty()) return Reference{std::string(found), end + 1};
  }
  for (; end > 2; --end) {
    const std::string_view found = text_of(text.substr(1, end - 1));
    if (!found.empty()) return Reference{std::string(found), end};
  }
  return std::nullopt;
}

bool is_numeric(std::string_view text) {
  return text.substr(0, 2) == "&#";
}

std::optional<Reference> reference(std::string_view text) {
  return is_numeric(text) ? numeric(text) : named(text);
}

void append_for_xml(std::string& out, std::string_view text) {
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
}

}  // namespace

std::uint32_t windows_1252(std::uint32_t code) {
  static constexpr char16_t kWindows1252[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                                0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
  return kWindows1252[code - 0x80];
}

std::string decode_references(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t next = std::min(utf8.find('&', at), utf8.size());
    out.append(utf8, at, next - at);
    at = next;
    if (at == utf8.size()) break;
    if (const auto found = reference(utf8.substr(at))) {
      out += found->text;
      at += found->length;
    } else {
      out += utf8[at++];
    }
  }
  return out;
}

std::string xml_references(std::string_view utf8) {
  constexpr std::string_view kOpen = "<![CDATA[", kClose = "]]>";
  std::string out;
  out.reserve(utf8.size() + utf8.size() / 32);
  // Where the next of each stands is asked again only behind it: a document may have one kind alone.
  std::size_t cdata = utf8.find(kOpen), next = std::min(utf8.find('&'), utf8.size());
  for (std::size_t at = 0; at < utf8.size();) {
    if (next < at) next = std::min(utf8.find('&', at), utf8.size());
    if (cdata < next) {
      const std::size_t end = std::min(utf8.find(kClose, cdata), utf8.size());
      out.append(utf8, at, end - at);
      at = end;
      cdata = utf8.find(kOpen, end);
      continue;
    }
    out.append(utf8, at, next - at);
    at = next;
    if (at == utf8.size()) break;
    if (const std::size_t own = own_reference(utf8.substr(at)); own > 0) {
      out.append(utf8, at, own);
      at += own;
    } else if (const auto found =
                   is_numeric(utf8.substr(at, 2)) ? numeric(utf8.substr(at)) : closed_name(utf8.substr(at))) {
      append_for_xml(out, found->text);
      at += found->length;
    } else {
      out += "&amp;";
      ++at;
    }
  }
  return out;
}

}  // namespace meridian::indexer::clean
