#include "base/host_spelling.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace meridian::base {

namespace {

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char l = static_cast<char>(c | 0x20);
  return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

// One number of an IPv4 address: decimal, 0x… or 0…; nothing when it is none. More than 32 bits come out as 2^32.
std::optional<std::uint64_t> ipv4_number(std::string_view text) {
  const bool hex = text.size() > 1 && text[0] == '0' && (text[1] | 0x20) == 'x';
  const bool octal = !hex && text.size() > 1 && text[0] == '0';
  if (text.empty()) return std::nullopt;
  const std::uint64_t base = hex ? 16 : octal ? 8 : 10;
  std::uint64_t value = 0;
  for (const char c : text.substr(hex ? 2 : 0)) {
    const int digit = hex_value(c);
    if (digit < 0 || static_cast<std::uint64_t>(digit) >= base) return std::nullopt;
    value = std::min<std::uint64_t>(value * base + static_cast<std::uint64_t>(digit), std::uint64_t{1} << 32);
  }
  return value;
}

}  // namespace

std::string mapped_host(std::string_view host) {
  std::string out;
  for (std::size_t i = 0; i < host.size(); ++i) {
    const std::string_view three = host.substr(i, 3), two = host.substr(i, 2);
    if (three == "\xE3\x80\x82" || three == "\xEF\xBC\x8E" || three == "\xEF\xBD\xA1") {
      out += '.', i += 2;
    } else if (three == "\xE2\x80\x8B" || three == "\xE2\x81\xA0" || three == "\xEF\xBB\xBF") {
      i += 2;
    } else if (two == "\xC2\xAD") {
      i += 1;
    } else if (three.size() == 3 && three.substr(0, 2) == "\xEF\xBC" && static_cast<unsigned char>(three[2]) >= 0x81) {
      out += static_cast<char>(static_cast<unsigned char>(three[2]) - 0x81 + 0x21), i += 2;
    } else if (three.size() == 3 && three.substr(0, 2) == "\xEF\xBD" && static_cast<unsigned char>(three[2]) <= 0x9E) {
      out += static_cast<char>(static_cast<unsigned char>(three[2]) - 0x80 + 0x60), i += 2;
    } else {
      out += host[i];
    }
  }
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

std::string ipv4_in_one_spelling(const std::string& host) {
  std::vector<std::string_view> labels;
  for (std::string_view left = host;;) {
    const std::size_t dot = std::min(left.find('.'), left.size());
    labels.push_back(left.substr(0, dot));
    if (dot == left.size()) break;
    left.remove_prefix(dot + 1);
  }
  const bool digits = !labels.back().empty() && labels.back().find_first_not_of("0123456789") == std::string_view::npos;
  if (!digits && !ipv4_number(labels.back())) return host;
  if (labels.size() > 4) return {};
  std::uint64_t address = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto number = ipv4_number(labels[i]);
    const bool last = i + 1 == labels.size();
    const std::uint64_t most = last ? std::uint64_t{1} << (8 * (5 - labels.size())) : 256;
    if (!number || *number >= most) return {};
    address = last ? address + *number : address + (*number << (8 * (3 - i)));
  }
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out += (shift < 24 ? "." : "") + std::to_string(address >> shift & 255);
  return out;
}

}  // namespace meridian::base
