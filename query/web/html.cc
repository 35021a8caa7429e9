#include "query/web/html.h"

#include "text/unicode.h"

namespace meridian::query::web {

namespace {

bool turns_text_around(char32_t c) { return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F; }

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 16);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t before = at;
    const char32_t c = text::next_code_point(text, at);
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default:
        if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7F || turns_text_around(c)) break;
        if (c == 0xFFFD) out += "\xEF\xBF\xBD";
        else out += text.substr(before, at - before);
    }
  }
  return out;
}

std::string safe_href(std::string_view url) {
  return url.starts_with("https://") || url.starts_with("http://") ? std::string(url) : "#";
}

}  // namespace meridian::query::web
