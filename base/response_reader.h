// Reads one answer as it arrives and stops it at the first bound that it breaks.
//
// Knows HTTP's fields but not the library that carries them. Bytes are counted as they come: what a header promises is
// never believed, and a small body that opens to a large one is stopped while it opens (FAULTS 6-10, 18, 19, 73-76).
// One thread at a time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/config.h"
#include "base/gunzip.h"
#include "base/http_client.h"
#include "base/result.h"

namespace meridian::base {

class ResponseReader {
 public:
  // `shown` names the address in messages. REQUIRES: `bounds` outlives the reader.
  ResponseReader(const FetchConfig& bounds, std::int64_t max_decoded_bytes, std::string shown);

  // Each of these is false when the transfer must stop; failure() then says why.
  bool header(std::string_view line);
  bool body(std::string_view piece, std::int64_t wire_bytes);
  bool wire(std::int64_t bytes);

  // The head has been read whole, and its body is gzip that body() opens itself.
  bool opens_gzip() const { return gunzip_.has_value(); }
  bool headers_complete() const { return headers_complete_; }
  int header_lines() const { return header_lines_; }
  // The transfer ended well for the library; did it for us? network "fetch.truncated".
  Status finish();

  const std::optional<Error>& failure() const { return failure_; }
  HttpResponse& response() { return response_; }
  const std::string& location() const { return location_; }
  const std::string& shown() const { return shown_; }

 private:
  bool stop(ErrorKind kind, const char* code, const std::string& what);
  bool begin_head(std::string_view status_line);
  bool end_head();
  bool field(std::string_view name, std::string_view value);
  bool content_length(std::string_view value);
  bool codings(std::string_view value);
  bool keep(std::string_view decoded);

  const FetchConfig& bounds_;
  const std::int64_t max_decoded_bytes_;
  const std::string shown_;
  HttpResponse response_;
  std::string location_, content_length_;
  std::optional<Gunzip> gunzip_;
  std::optional<Error> failure_;
  std::int64_t header_bytes_ = 0, wire_bytes_ = 0;
  int header_lines_ = 0, codings_ = 0;
  bool gzip_ = false, headers_complete_ = false;
};

}  // namespace meridian::base
