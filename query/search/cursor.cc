#include "query/search/cursor.h"

#include <algorithm>
#include <array>
#include <optional>

#include "library/hash.h"

namespace meridian::query::search {
namespace {

constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";  // RFC 4648, 5
constexpr std::size_t kLongestCursor = 15'000;  // characters; fits the head of a request
constexpr std::size_t kCheckBytes = 8;
constexpr char kVersion = 1;

void put(std::string& bytes, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) bytes += static_cast<char>(value | 0x80);
  bytes += static_cast<char>(value);
}

std::optional<std::uint64_t> take(std::string_view& bytes) {
  std::uint64_t value = 0;
  for (int shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return value;
  }
  return std::nullopt;
}

std::string check_of(std::string_view bytes, std::string_view bound_to) {
  std::uint64_t hash = library::hash128(bytes, library::hash128(bound_to)[0])[0];
  std::string check;
  for (std::size_t i = 0; i < kCheckBytes; ++i, hash >>= 8) check += static_cast<char>(hash & 0xFF);
  return check;
}

std::string as_text(std::string_view bytes) {
  std::string text;
  std::uint32_t held = 0;
  int bits = 0;
  for (const char c : bytes) {
    held = held << 8 | static_cast<unsigned char>(c);
    for (bits += 8; bits >= 6; bits -= 6) text += kDigits[held >> (bits - 6) & 63];
  }
  if (bits > 0) text += kDigits[held << (6 - bits) & 63];
  return text;
}

std::optional<std::string> as_bytes(std::string_view text) {
  std::string bytes;
  std::uint32_t held = 0;
  int bits = 0;
  for (const char c : text) {
    const std::size_t digit = kDigits.find(c);
    if (digit == std::string_view::npos) return std::nullopt;
    held = held << 6 | static_cast<std::uint32_t>(digit);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(held >> bits & 0xFF);
  }
  return bytes;
}

std::optional<Cursor> read_fields(std::string_view bytes) {
  std::array<std::uint64_t, 6> fields{};
  for (std::uint64_t& field : fields) {
    const auto value = take(bytes);
    if (!value) return std::nullopt;
    field = *value;
  }
  Cursor cursor{static_cast<library::Number>(fields[0]), fields[1], fields[2], static_cast<std::int64_t>(fields[3]),
                static_cast<library::WorkId>(fields[4]), {}};
  if (fields[5] > kMostRemembered) return std::nullopt;
  library::WorkId work = 0;
  for (std::uint64_t i = 0; i < fields[5]; ++i) {
    const auto step = take(bytes);
    if (!step) return std::nullopt;
    cursor.shown.push_back(work += static_cast<library::WorkId>(*step));
  }
  return bytes.empty() ? std::optional(std::move(cursor)) : std::nullopt;
}

}  // namespace

std::string write_cursor(const Cursor& cursor, std::string_view bound_to) {
  std::string bytes(1, kVersion);
  for (const std::uint64_t field : {static_cast<std::uint64_t>(cursor.number), cursor.passed, cursor.all_words,
                                    static_cast<std::uint64_t>(cursor.day), static_cast<std::uint64_t>(cursor.last),
                                    static_cast<std::uint64_t>(cursor.shown.size())})
    put(bytes, field);
  library::WorkId before = 0;
  for (const library::WorkId work : cursor.shown) {
    put(bytes, static_cast<std::uint64_t>(work - before));
    before = work;
  }
  return as_text(bytes + check_of(bytes, bound_to));
}

base::Result<Cursor> read_cursor(std::string_view text, std::string_view bound_to) {
  const auto invalid = [] {
    return base::fail(base::ErrorKind::invalid, "cursor.invalid",
                      "This cursor is not of this query and this index. Ask for the first page again.");
  };
  if (text.empty() || text.size() > kLongestCursor) return invalid();
  const auto bytes = as_bytes(text);
  if (!bytes || bytes->size() <= kCheckBytes + 1 || bytes->front() != kVersion || as_text(*bytes) != text)
    return invalid();
  const std::string_view body = std::string_view(*bytes).substr(0, bytes->size() - kCheckBytes);
  if (check_of(body, bound_to) != std::string_view(*bytes).substr(body.size())) return invalid();
  auto cursor = read_fields(body.substr(1));
  if (!cursor) return invalid();
  return std::move(*cursor);
}

}  // namespace meridian::query::search
