// One or many transfers over libcurl with limits; abstract, so that tests use a fake.
//
// Everything that arrives is hostile until it is measured: bytes are counted on the wire and after decompression,
// headers by line and byte, time in all and while nothing comes, and each socket's address is checked when it is opened
// (FAULTS N, Z, S). Only http and https, also after a redirect; redirects are followed hop by hop, each hop judged like
// the first. No cookies, no credentials, no proxy but the config's. One thread at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/config.h"
#include "base/result.h"

namespace meridian::base {

struct HttpRequest {
  std::string url;
  std::string accept;                  // the Accept header; empty = "*/*"
  std::string etag, last_modified;     // stored validators, sent verbatim; empty = asked without
  std::int64_t max_decoded_bytes = 0;  // 0 = the config's
  bool may_be_private = true;          // false: the allow list does not hold for this address (it came from outside)
  bool stay_on_origin = false;         // true: a redirect to another origin is handed over in `elsewhere`, not followed
};

// An answer with any status but those of a redirect that was followed.
struct HttpResponse {
  int status = 0;
  std::string url;        // that answered, after redirects
  std::string elsewhere;  // where a redirect leads that was not followed; see stay_on_origin
  std::string moved_to;   // where 301 and 308 led before any other redirect; empty = the address holds
  std::string content_type;
  std::string etag, last_modified;  // as sent; empty when over 1 KiB or with control bytes
  std::string retry_after, cache_control, expires, age;  // as sent
  std::string body;                 // decompressed
  std::int64_t wire_bytes = 0;      // of the body, as sent
};

using HttpDone = std::function<void(Result<HttpResponse>)>;

class HttpClient {
 public:
  virtual ~HttpClient() = default;
  // Begins a transfer; `done` is called once, from run(). Failures: network "fetch.unreachable", "fetch.tls",
  // "fetch.slow", "fetch.timeout", "fetch.headers", "fetch.truncated", "fetch.protocol", "fetch.reset",
  // "fetch.encoding", "fetch.redirect"; refused "fetch.too_large", "fetch.private_address", and those of parse_url.
  virtual void start(HttpRequest request, HttpDone done) = 0;
  // Moves all transfers on, waiting at most `wait_ms` for the network, and hands over what is finished. How many still
  // run. `done` may start further transfers.
  virtual int run(int wait_ms) = 0;

  // One transfer, waited for. REQUIRES: no other is under way.
  Result<HttpResponse> get(HttpRequest request);
};

// bug "fetch.setup" when libcurl cannot be set up.
Result<std::unique_ptr<HttpClient>> make_http_client(const FetchConfig& config);

// True when `config` allows this host and port although they are on a private network.
bool is_allowed_private(const FetchConfig& config, const std::string& host, int port);

}  // namespace meridian::base
