// See file_bytes.h.
#include "indexer/file_bytes.h"

#include <algorithm>

#include "library/hash.h"

namespace meridian::indexer {
namespace {

constexpr std::size_t kCompressed = 64 << 10;  // read at once: bounds what a bomb gives at once (FAULTS 73)

}  // namespace

std::string fingerprint_of(const std::filesystem::path& file) {
  constexpr std::size_t kEnd = 64 << 10;
  std::error_code failed;
  const std::uintmax_t size = std::filesystem::file_size(file, failed);
  std::ifstream stream(file, std::ios::binary);
  if (failed || !stream) return {};
  std::string bytes(static_cast<std::size_t>(std::min<std::uintmax_t>(size, 2 * kEnd)), '\0');
  const std::size_t first = std::min(bytes.size(), kEnd);
  stream.read(bytes.data(), static_cast<std::streamsize>(first));
  stream.seekg(static_cast<std::streamoff>(size - (bytes.size() - first)));
  stream.read(bytes.data() + first, static_cast<std::streamsize>(bytes.size() - first));
  return stream ? library::hex(library::hash128(bytes, size)) : std::string();
}

FileBytes::FileBytes(const std::filesystem::path& file) : stream_(file, std::ios::binary) {
  opened_ = stream_.is_open();
  char head[2] = {};
  stream_.read(head, 2);
  if (stream_.gcount() == 2 && head[0] == '\x1f' && head[1] == '\x8b') gzip_.emplace();
  stream_.clear();
  stream_.seekg(0);
}

bool FileBytes::more(std::string& out, std::size_t bytes) {
  if (at_end_) return false;
  const std::size_t before = out.size();
  std::string& into = gzip_ ? compressed_ : out;
  const std::size_t start = gzip_ ? 0 : before, wanted = gzip_ ? kCompressed : bytes;
  do {
    into.resize(start + wanted);
    stream_.read(into.data() + start, static_cast<std::streamsize>(wanted));
    const auto got = static_cast<std::size_t>(stream_.gcount());
    into.resize(start + got);
    bytes_read_ += static_cast<std::int64_t>(got);
    at_end_ = got < wanted;
    if (!gzip_) break;
    const auto outcome = gzip_->feed(into, [&](std::string_view piece) { return out.append(piece), true; });
    damaged_ = outcome == base::Gunzip::Outcome::damaged || (at_end_ && !gzip_->complete());
    at_end_ = at_end_ || damaged_;
  } while (!at_end_ && out.size() - before < bytes);
  return out.size() > before;
}

}  // namespace meridian::indexer
