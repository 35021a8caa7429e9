#include "base/log.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include <cstdlib>
#include <string>

namespace meridian::base {

namespace {

spdlog::level::level_enum level_of(LogLevel level) {
  switch (level) {
    case LogLevel::debug: return spdlog::level::debug;
    case LogLevel::info: return spdlog::level::info;
    case LogLevel::warning: return spdlog::level::warn;
    case LogLevel::error: return spdlog::level::err;
    case LogLevel::off: break;
  }
  return spdlog::level::off;
}

std::string visible(std::string_view text) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte != 0x7f) out += c;
    else (((out += "\\x") += kDigits[byte >> 4]) += kDigits[byte & 15]);
  }
  return out;
}

}  // namespace

void set_up_log(LogLevel level) {
  const auto mode = std::getenv("NO_COLOR") == nullptr ? spdlog::color_mode::automatic : spdlog::color_mode::never;
  auto logger = std::make_shared<spdlog::logger>("meridian", std::make_shared<spdlog::sinks::stderr_color_sink_mt>(mode));
  logger->set_pattern("%H:%M:%S %^%l%$ %v");
  logger->set_level(level_of(level));
  spdlog::set_default_logger(std::move(logger));
}

void log(LogLevel level, std::string_view message) { spdlog::log(level_of(level), "{}", visible(message)); }

}  // namespace meridian::base
