#include "cli/output.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "base/messages.h"
#include "text/unicode.h"

namespace meridian::cli {

std::string printable(std::string_view text) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7f) {
      out += "\\x";
      out += kDigits[byte >> 4];
      out += kDigits[byte & 15];
    } else {
      out += c;
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
