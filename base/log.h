// spdlog set up once: to stderr, one line an event. The library itself is named in log.cc only.
//
// Safe from many threads.
#pragma once

#include <string_view>

namespace meridian::base {

enum class LogLevel { debug, info, warning, error, off };

// Before any thread starts. Colour only on a terminal and without NO_COLOR.
void set_up_log(LogLevel level);
// Control bytes from outside are shown as \xNN, so that no feed writes to the terminal.
void log(LogLevel level, std::string_view message);

}  // namespace meridian::base
