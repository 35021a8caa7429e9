#include "cli/help.h"

#include <CLI/CLI.hpp>

#include <algorithm>

#include "base/messages.h"
#include "text/unicode.h"

namespace meridian::cli {

namespace {

constexpr int kNameColumns = 26;
constexpr int kLeastTextColumns = 24;

int columns_of(char32_t character) { return character >= 0x2E80 && character < 0xFFE7 ? 2 : 1; }
bool is_wide(char32_t character) { return columns_of(character) == 2; }
// Punctuation that no Chinese line begins with.
bool closes(char32_t character) { return std::u32string_view(U"，。；：、！？）》”’…").find(character) != std::u32string_view::npos; }

int columns_of(std::string_view text) {
  int columns = 0;
  for (std::size_t at = 0; at < text.size();) columns += columns_of(text::next_code_point(text, at));
  return columns;
}

// The end of the piece at `at` that a line may not break: a word with the blanks behind it, or a wide character with what closes it.
std::size_t piece_end(std::string_view text, std::size_t at) {
  const bool wide = is_wide(text::next_code_point(text, at));
  bool blank_seen = false;
  while (at < text.size()) {
    std::size_t next = at;
    const char32_t character = text::next_code_point(text, next);
    const bool blank = character == U' ';
    if (!closes(character) && !blank && (wide || blank_seen || is_wide(character))) break;
    blank_seen = blank_seen || blank;
    at = next;
  }
  return at;
}

class Format : public CLI::Formatter {
 public:
  explicit Format(int columns) : columns_(columns) { column_width(kNameColumns); }
  std::string make_option(const CLI::Option* option, bool is_positional) const override {
    std::string name = make_option_name(option, is_positional);
    // How CLI11 marks a flag that turns something off.
    if (const std::size_t mark = name.find("{false}"); mark != std::string::npos) name.erase(mark);
    return row(name + make_option_opts(option), make_option_desc(option));
  }
  std::string make_subcommand(const CLI::App* sub) const override { return row(sub->get_name(), sub->get_description()); }
  std::string make_description(const CLI::App* app) const override { return wrapped(app->get_description(), columns_, "") + "\n"; }

 private:
  std::string row(const std::string& name, const std::string& what) const {
    // A narrow terminal gets the text below the name.
    const bool beside = columns_ >= kNameColumns + kLeastTextColumns;
    const std::string indent(beside ? kNameColumns : 6, ' ');
    std::string out = "  " + name;
    const int used = columns_of(out);
    out += beside && used < kNameColumns ? std::string(static_cast<std::size_t>(kNameColumns - used), ' ') : "\n" + indent;
    return out + wrapped(what, columns_ - static_cast<int>(indent.size()), indent) + "\n";
  }
  int columns_;
};

// Letters changed, left out, added, or two swapped (optimal string alignment).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        cost[i][j] = i + j;
        continue;
      }
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  }
  return cost.back().back();
}

// What `word` may have been meant as; empty when nothing is near.
std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  constexpr std::size_t kLongest = 32;
  if (word.size() > kLongest) return {};
  std::string best;
  std::size_t least = word.size() / 3 + 2;
  for (const std::string& one : known) {
    const std::size_t far = word.size() > 2 && one.starts_with(word) ? 1 : distance(word, one);
    if (far < least) least = far, best = one;
  }
  return best;
}

std::vector<std::string> verbs_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* sub : app.get_subcommands({}))
    if (!sub->get_group().empty()) names.push_back(sub->get_name());
  return names;
}

std::vector<std::string> options_of(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options({}))
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

// The verb that was reached: "meridian feeds".
const CLI::App& reached(const CLI::App& app) {
  const CLI::App* at = &app;
  while (!at->get_subcommands().empty()) at = at->get_subcommands().front();
  return *at;
}
std::string path_of(const CLI::App& app) { return app.get_parent() == nullptr ? app.get_name() : path_of(*app.get_parent()) + " " + app.get_name(); }

constexpr Text kMisread = {"", "命令行有误"};
Text what_happened(std::string_view name) {
  if (name == "ExtrasError") return {"", "有无法理解的参数"};
  if (name == "RequiredError") return {"", "缺少必需的参数"};
  if (name == "ValidationError" || name == "ConversionError") return {"", "参数的值不合要求"};
  if (name == "ArgumentMismatch") return {"", "参数的个数不对"};
  return kMisread;
}

}  // namespace

std::string wrapped(std::string_view text, int columns, std::string_view line_start) {
  std::string out;
  int used = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = piece_end(text, at);
    std::string_view piece = text.substr(at, end - at);
    const std::string_view bare = piece.substr(0, piece.find_last_not_of(' ') + 1);
    if (used > 0 && used + columns_of(bare) > columns) {
      out.erase(out.find_last_not_of(' ') + 1);
      out += "\n" + std::string(line_start);
      used = 0;
    }
    out += piece;
    used += columns_of(piece);
    at = end;
  }
  return out;
}

std::shared_ptr<CLI::FormatterBase> make_help_format(std::string_view language, int columns) {
  auto format = std::make_shared<Format>(columns);
  if (language != "zh") {
    format->label("SUBCOMMAND", "VERB");
    format->label("Positionals", "What it takes");
    return format;
  }
  format->label("Usage", "用法");
  format->label("OPTIONS", "选项");
  format->label("SUBCOMMAND", "命令");
  format->label("Positionals", "参数");
  format->label("REQUIRED", "（必需）");
  return format;
}

std::string usage_error(const CLI::App& app, const CLI::ParseError& error, std::string_view language) {
  const bool zh = language == "zh";
  const CLI::App& at = reached(app);
  const std::string verb = path_of(at), name = error.get_name();
  const std::string see = base::filled(zh ? "用法见 {1} --help。\n" : " See {1} --help.\n", {verb});
  const std::vector<std::string> left = app.remaining(true), verbs = verbs_of(at);
  const auto guess = [&](const std::string& near) { return near.empty() ? "" : base::filled(zh ? "您是不是要用 {1}？" : " Did you mean {1}?", {near}); };
  // CLI11 misses a verb before it looks at the word that was meant as one.
  if (!verbs.empty() && !left.empty() && !left.front().starts_with('-'))
    return base::filled(zh ? "meridian：没有“{1}”这个命令。" : "meridian: there is no verb “{1}”.", {left.front()}) + guess(nearest(left.front(), verbs)) + see;
  if (!verbs.empty() && left.empty() && name == "RequiredError")
    return (zh ? "meridian：请说明要做什么。" : "meridian: say what to do.") +
           std::string(at.get_parent() != nullptr ? "" : zh ? "初次使用可以试试 meridian demo。" : " To look around first: meridian demo.") + see;
  if (!left.empty() && left.front().starts_with("--"))
    return base::filled(zh ? "meridian：没有“{1}”这个选项。" : "meridian: there is no option “{1}”.", {left.front()}) + guess(nearest(left.front(), options_of(at))) + see;
  const std::string detail = error.what();
  return (zh ? "meridian：" + what_happened(name).in(language) + "（" + detail + "）。" : "meridian: " + detail + ".") + see;
}

}  // namespace meridian::cli
