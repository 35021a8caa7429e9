// How help and usage errors read: in the reader's language, in columns that fit the terminal, with a guess at what was meant.
//
// One thread at a time.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace CLI {
class App;
class FormatterBase;
class ParseError;
}  // namespace CLI

namespace meridian::cli {

// A wording in both languages: nothing that a reader sees can be declared in one only.
struct Text {
  std::string_view en, zh;
  std::string in(std::string_view language) const { return std::string(language == "zh" ? zh : en); }
};

// Descriptions are broken at `columns`, Han characters taking two.
std::shared_ptr<CLI::FormatterBase> make_help_format(std::string_view language, int columns);

// One sentence and where to read on; ends with a line end.
std::string usage_error(const CLI::App& app, const CLI::ParseError& error, std::string_view language);

// `text` in lines of at most `columns`, broken at blanks or between Han characters, never before closing punctuation.
std::string wrapped(std::string_view text, int columns, std::string_view line_start);

}  // namespace meridian::cli
