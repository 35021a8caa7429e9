#include "base/gunzip.h"

#include <zlib.h>

#include <array>

namespace meridian::base {

struct Gunzip::Stream {
  z_stream z = {};
  bool ready = inflateInit2(&z, 15 + 16) == Z_OK;  // 16: a gzip wrapper, nothing else
  ~Stream() {
    if (ready) inflateEnd(&z);
  }
};

Gunzip::Gunzip() : stream_(std::make_unique<Stream>()) {}
Gunzip::~Gunzip() = default;

Gunzip::Outcome Gunzip::feed(std::string_view bytes, const std::function<bool(std::string_view)>& sink) {
  if (!stream_->ready) return Outcome::damaged;
  z_stream& z = stream_->z;
  std::array<char, 64 << 10> out;
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib does not write there
  z.avail_in = static_cast<uInt>(bytes.size());
  bool more_out = false;
  while ((z.avail_in > 0 || more_out) && !trailing_) {
    if (complete_) {
      // A further member begins with 0x1f; zeros and the like behind the last one are padding.
      if (*z.next_in != 0x1f) return trailing_ = true, Outcome::fine;
      inflateReset(&z);
      complete_ = false;
    }
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    const int result = inflate(&z, Z_NO_FLUSH);
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) return Outcome::damaged;
    complete_ = result == Z_STREAM_END;
    const std::string_view piece(out.data(), out.size() - z.avail_out);
    if (!piece.empty() && !sink(piece)) return Outcome::stopped;
    more_out = z.avail_out == 0 && !complete_;
    if (result == Z_BUF_ERROR && piece.empty()) break;
  }
  return Outcome::fine;
}

}  // namespace meridian::base
