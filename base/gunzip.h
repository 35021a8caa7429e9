// Opens a gzip stream piece by piece, and knows whether its end was seen.
//
// libcurl reports success for a gzip body that was cut (FAULTS 9), so the end mark is looked for here. RFC 1952;
// several members in a row are one text. One thread at a time.
#pragma once

#include <functional>
#include <memory>
#include <string_view>

namespace meridian::base {

class Gunzip {
 public:
  enum class Outcome { fine, damaged, stopped };
  Gunzip();
  ~Gunzip();
  // Calls `sink` with each decoded piece of at most 64 KiB; when it returns false nothing more is decoded.
  Outcome feed(std::string_view bytes, const std::function<bool(std::string_view)>& sink);
  // The last member's end mark and checksum have been read.
  bool complete() const { return complete_; }

 private:
  struct Stream;
  std::unique_ptr<Stream> stream_;
  bool complete_ = false;
  bool trailing_ = false;  // what follows the last member is padding
};

}  // namespace meridian::base
