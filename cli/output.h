// What is printed: results on stdout, messages on stderr, colour only on a terminal, nothing from outside that a terminal obeys.
//
// One thread at a time.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "query/answers.h"

namespace meridian::cli {

// Exit codes of every verb (docs/operations.md).
inline constexpr int kDone = 0, kNothingFound = 1, kUsage = 2, kPartly = 3, kUnusable = 4;

class Output {
 public:
  // `language` is "en" or "zh"; colour is decided by the terminal and NO_COLOR.
  explicit Output(std::string language);

  const std::string& language() const { return language_; }
  bool zh() const { return language_ == "zh"; }
  const std::string& say(const query::Bilingual& text) const { return text.in(language_); }
  // The wording in the reader's language, {1} … {9} filled in.
  std::string say(std::string_view en, std::string_view chinese, const std::vector<std::string>& values = {}) const;
  // "1 article", "12 articles", "12 篇".
  std::string count(std::int64_t number, std::string_view one, std::string_view many, std::string_view chinese) const;

  void line(std::string_view text = "") const;      // stdout
  void message(std::string_view text) const;        // stderr
  // The error as a sentence on stderr; the exit code that belongs to it.
  int error(const base::Error& error) const;

  // Terminal styles; the text itself when there is no colour.
  std::string bold(std::string_view text) const;
  std::string dim(std::string_view text) const;
  std::string mark(std::string_view text) const;
  std::string snippet(const query::Snippet& snippet) const;

  // One paper as a card: title, authors, source, date, ids.
  void card(const library::Article& article, std::string_view before_title = {}) const;

  // Columns of a terminal line, 80 when unknown.
  static int width();

 private:
  std::string styled(std::string_view code, std::string_view text) const;
  std::string language_;
  bool colour_;
};

// Control bytes as \xNN, so that no title writes to the terminal (FAULTS 52).
std::string printable(std::string_view text);
// `text` cut to `columns` (a Han character takes two), at a whole character, "…" when cut.
std::string fit(std::string_view text, int columns);

}  // namespace meridian::cli
