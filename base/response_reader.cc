#include "base/response_reader.h"

#include <algorithm>
#include <utility>

#include "base/ascii.h"

namespace meridian::base {

namespace {

constexpr std::size_t kMaxValidatorBytes = 1024;
constexpr std::int64_t kExpansionFrom = 1 << 20;  // below a MiB any ratio is harmless
constexpr int kMaxCodings = 2;

// Only what may be sent back as it is.
std::string validator(std::string_view value) {
  const bool clean = std::none_of(value.begin(), value.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f;
  });
  return clean && value.size() <= kMaxValidatorBytes ? std::string(value) : std::string();
}

std::string mebibytes(std::int64_t bytes) {
  return bytes < (1 << 20) ? std::to_string(bytes >> 10) + " KiB" : std::to_string(bytes >> 20) + " MiB";
}

}  // namespace

ResponseReader::ResponseReader(const FetchConfig& bounds, std::int64_t max_decoded_bytes, std::string shown)
    : bounds_(bounds), max_decoded_bytes_(max_decoded_bytes), shown_(std::move(shown)) {}

bool ResponseReader::stop(ErrorKind kind, const char* code, const std::string& what) {
  if (!failure_) failure_ = Error{kind, code, shown_ + " " + what};
  return false;
}

bool ResponseReader::header(std::string_view line) {
  header_bytes_ += static_cast<std::int64_t>(line.size());
  ++header_lines_;
  if (header_bytes_ > bounds_.max_header_bytes || header_lines_ > bounds_.max_header_lines)
    return stop(ErrorKind::network, "fetch.headers",
                "sent more header lines than any honest server needs; try again later.");
  if (line.starts_with("HTTP/")) return begin_head(line);
  if (trimmed(line).empty()) return end_head();
  const std::size_t colon = line.find(':');
  if (headers_complete_ || colon == std::string_view::npos) return true;  // a trailer, or nothing to read
  return field(lower(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
}

// A head behind "100 Continue" replaces the one before; what was counted stays counted.
bool ResponseReader::begin_head(std::string_view status_line) {
  response_ = {};
  location_.clear();
  content_length_.clear();
  codings_ = 0;
  gzip_ = headers_complete_ = false;
  const std::size_t blank = status_line.find(' ');
  const std::string_view digits = blank == std::string_view::npos ? "" : status_line.substr(blank + 1, 3);
  for (const char c : digits) response_.status = c >= '0' && c <= '9' ? response_.status * 10 + (c - '0') : 0;
  return true;
}

bool ResponseReader::end_head() {
  if (headers_complete_) return true;  // the end of the trailers
  headers_complete_ = response_.status >= 200;
  if (headers_complete_ && gzip_ && codings_ == 1) gunzip_.emplace();
  return true;
}

bool ResponseReader::field(std::string_view name, std::string_view value) {
  if (name == "content-length") return content_length(value);
  if (name == "content-encoding") return codings(value);
  if (name == "content-type") response_.content_type = value;
  if (name == "etag") response_.etag = validator(value);
  if (name == "last-modified") response_.last_modified = validator(value);
  if (name == "retry-after") response_.retry_after = value;
  if (name == "cache-control") response_.cache_control = value;
  if (name == "expires") response_.expires = value;
  if (name == "age") response_.age = value;
  if (name == "location") location_ = value;
  return true;
}

bool ResponseReader::content_length(std::string_view value) {
  const bool number = !value.empty() && value.find_first_not_of("0123456789") == std::string_view::npos;
  if (!number || (!content_length_.empty() && content_length_ != value))
    return stop(ErrorKind::network, "fetch.protocol",
                "gave a length that is none, or two of them; try again later.");
  content_length_ = value;
  // More than 18 digits are beyond every bound, and beyond the number that they would be read into.
  const bool too_large = value.size() > 18 || std::stoll(content_length_) > bounds_.max_wire_bytes;
  return too_large ? wire(bounds_.max_wire_bytes + 1) : true;
}

bool ResponseReader::codings(std::string_view value) {
  while (!value.empty()) {
    const std::size_t comma = std::min(value.find(','), value.size());
    const std::string coding = lower(trimmed(value.substr(0, comma)));
    value.remove_prefix(std::min(comma + 1, value.size()));
    if (coding.empty() || coding == "identity") continue;
    const bool gzip = coding == "gzip" || coding == "x-gzip";
    if ((!gzip && coding != "deflate" && coding != "br" && coding != "zstd") || ++codings_ > kMaxCodings)
      return stop(ErrorKind::network, "fetch.encoding",
                  "packed its answer in a way that Meridian does not open; try again later.");
    gzip_ = gzip;
  }
  return true;
}

bool ResponseReader::wire(std::int64_t bytes) {
  wire_bytes_ = std::max(wire_bytes_, bytes);
  if (wire_bytes_ <= bounds_.max_wire_bytes) return true;
  return stop(
      ErrorKind::refused, "fetch.too_large",
      "sends more than " + mebibytes(bounds_.max_wire_bytes) + "; raise fetch.max_wire_bytes if that is right.");
}

bool ResponseReader::body(std::string_view piece, std::int64_t wire_bytes) {
  if (!wire(wire_bytes)) return false;
  if (!gunzip_) return keep(piece);
  const Gunzip::Outcome outcome = gunzip_->feed(piece, [this](std::string_view decoded) { return keep(decoded); });
  if (outcome == Gunzip::Outcome::damaged)
    return stop(ErrorKind::network, "fetch.encoding",
                "says that its answer is gzip, and it is not; try again later.");
  return outcome == Gunzip::Outcome::fine;
}

bool ResponseReader::keep(std::string_view decoded) {
  const std::int64_t size = static_cast<std::int64_t>(response_.body.size() + decoded.size());
  if (size > max_decoded_bytes_)
    return stop(ErrorKind::refused, "fetch.too_large",
                "sends more than " + mebibytes(max_decoded_bytes_) +
                    " once unpacked; raise fetch.max_decoded_bytes if that is right.");
  if (codings_ > 0 && size > kExpansionFrom && size / bounds_.max_expansion > std::max<std::int64_t>(wire_bytes_, 1))
    return stop(ErrorKind::refused, "fetch.too_large",
                "sends little that unpacks to more than " + std::to_string(bounds_.max_expansion) +
                    " times as much; nothing of it is kept.");
  response_.body.append(decoded);
  return true;
}

Status ResponseReader::finish() {
  response_.wire_bytes = wire_bytes_;
  if (gunzip_ && !gunzip_->complete() && response_.status == 200) {
    stop(ErrorKind::network, "fetch.truncated",
         "ended before its gzip stream did; nothing of it is kept; try again later.");
    return fail(*failure_);
  }
  return {};
}

}  // namespace meridian::base
