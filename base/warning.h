// Something that was put right, left out or found while the rest was kept: a stable code and what it names. The sentence is made
// where it is shown, in the reader's language (messages.h), so that what is stored fits every reader.
//
// Immutable, share freely.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace meridian::base {

struct Warning {
  std::string code;                 // "feed.text_after"; empty = values[0] is the whole sentence, as old libraries hold it
  std::vector<std::string> values;  // what its sentence names, in order
  friend bool operator==(const Warning&, const Warning&) = default;
};

// An error that cost only its own record.
Warning warning_of(const Error& error);

// One line for keeping, code and values between tabs. Tabs and line ends inside values become blanks.
std::string to_line(const Warning& warning);
// Any line gives a warning; one without a code is a sentence.
Warning warning_from(std::string_view line);
// One a line.
std::string to_lines(const std::vector<Warning>& warnings);
std::vector<Warning> warnings_from(std::string_view lines);

}  // namespace meridian::base
