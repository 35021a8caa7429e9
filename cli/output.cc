#include "cli/output.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "base/messages.h"
#include "text/unicode.h"

namespace meridian::cli {

namespace {

void add_bytes(std::string& out, std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += "\\x";
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
}

// Also those of ISO 6429's second set, which some terminals obey.
bool is_control(char32_t c) { return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0); }

const char* turns_text_around(char32_t c) {
  static constexpr const char* kEmbeddings[] = {"\\u202a", "\\u202b", "\\u202c", "\\u202d", "\\u202e"};
  static constexpr const char* kIsolates[] = {"\\u2066", "\\u2067", "\\u2068", "\\u2069"};
  if (c >= 0x202A && c <= 0x202E) return kEmbeddings[c - 0x202A];
  return c >= 0x2066 && c <= 0x2069 ? kIsolates[c - 0x2066] : nullptr;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t before = at;
    const char32_t c = text::next_code_point(text, at);
    const std::string_view bytes = text.substr(before, at - before);
    if (is_control(c)) {
      add_bytes(out, std::string(1, static_cast<char>(c)));
    } else if (c == 0xFFFD && bytes != "\uFFFD") {
      add_bytes(out, bytes);
    } else if (const char* turn = turns_text_around(c)) {
      out += turn;
    } else {
      out += bytes;
    }
  }
  return out;
}

std::string fit(std::string_view text, int columns) {
  int used = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t before = at;
    const char32_t character = text::next_code_point(text, at);
    used += character >= 0x2E80 && character < 0xFFE7 ? 2 : 1;
    if (used > columns - (at < text.size() ? 1 : 0)) return std::string(text.substr(0, before)) + "…";
  }
  return std::string(text);
}

Output::Output(std::string language)
    : language_(std::move(language)), colour_(isatty(STDOUT_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr) {}

std::string Output::say(std::string_view en, std::string_view chinese, const std::vector<std::string>& values) const {
  return base::filled(zh() ? chinese : en, values);
}

std::string Output::count(std::int64_t number, std::string_view one, std::string_view many, std::string_view chinese) const {
  return std::to_string(number) + " " + std::string(zh() ? chinese : number == 1 ? one : many);
}

void Output::line(std::string_view text) const {
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fputc('\n', stdout);
}

void Output::message(std::string_view text) const {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fputc('\n', stderr);
}

int Output::error(const base::Error& error) const {
  message(say("meridian: ", "meridian：") + printable(base::message_in(language_, error)));
  switch (error.kind) {
    case base::ErrorKind::not_found:
      return error.code.starts_with("library.") || error.code.starts_with("index.") ? kUnusable : kNothingFound;
    case base::ErrorKind::invalid: return kUsage;
    case base::ErrorKind::refused: return error.code.starts_with("query.") || error.code.starts_with("url.") ? kUsage : kUnusable;
    case base::ErrorKind::network:
    case base::ErrorKind::cancelled: return kPartly;
    default: return kUnusable;
  }
}

std::string Output::styled(std::string_view code, std::string_view text) const {
  if (!colour_) return std::string(text);
  return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}
std::string Output::bold(std::string_view text) const { return styled("1", text); }
std::string Output::dim(std::string_view text) const { return styled("2", text); }
std::string Output::mark(std::string_view text) const { return styled("1;33", text); }

std::string Output::snippet(const query::Snippet& snippet) const {
  std::string out;
  std::size_t at = 0;
  for (const query::Span& span : snippet.marks) {
    out += printable(std::string_view(snippet.text).substr(at, span.begin - at));
    out += mark(printable(std::string_view(snippet.text).substr(span.begin, span.end - span.begin)));
    at = span.end;
  }
  return out + printable(std::string_view(snippet.text).substr(at));
}

void Output::card(const library::Article& article, std::string_view before_title) const {
  constexpr std::size_t kAuthorsShown = 6;
  line(std::string(before_title) + bold(printable(article.main().title)));
  std::string authors;
  for (std::size_t i = 0; i < article.authors.size() && i < kAuthorsShown; ++i)
    authors += (i == 0 ? std::string() : say(", ", "、")) + article.authors[i].name;
  if (article.authors.size() > kAuthorsShown) authors += say(" et al.", " 等");
  std::string where = article.source;
  if (!article.section.empty()) where += " (" + article.section + ")";
  if (!article.published.empty()) where += "  " + article.published;
  if (!article.doi.empty()) where += "  doi:" + article.doi;
  line("    " + dim(printable(where) + "  id:" + std::to_string(article.id)));
  if (!authors.empty()) line("    " + printable(authors));
}

int Output::width() {
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

}  // namespace meridian::cli
