// The HTTP server: routes nothing, knows nothing of pages; limits, timeouts, Host check, security headers, graceful stop.
//
// All of the HTTP library stays in server.cc. One loop thread reads and writes; handlers run on a small pool, so that a slow client
// costs a descriptor and never a worker (FAULTS 93-104, 142). RFC 9110, RFC 9112.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/config.h"
#include "base/result.h"

namespace meridian::query::web {

struct Request {
  std::string method;                          // "GET", "POST"; HEAD arrives as GET
  std::string path;                            // percent-decoded once, valid UTF-8, begins with '/'
  std::vector<std::pair<std::string, std::string>> parameters;  // of the query string, decoded, in order
  std::map<std::string, std::string> headers;  // names in lower case; repeated ones joined by ", "
  std::string body;

  // The first value of a parameter; "" when absent.
  std::string_view parameter(std::string_view name) const;
  std::vector<std::string> all(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::string content_type = "text/html; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;  // further ones; the security headers are added to every response
};

// What is said when too many requests wait. Called on the loop's thread: must be quick, must not throw.
using Busy = std::function<Response(const Request& request)>;
// Called on a pool thread; `worker` (0 … search_threads-1) tells which, so that each can own an engine. Must not throw.
using Handler = std::function<Response(const Request& request, int worker)>;

class Server {
 public:
  // Binds and listens, on port 0 at a free one. refused "serve.port_in_use" (who to ask, which option to use), refused
  // "serve.listen_address" for anything but loopback (FAULTS 98).
  // Without `busy`, a line of plain text is said.
  static base::Result<std::unique_ptr<Server>> listen(const base::ServerConfig& config, Handler handler, Busy busy = {});
  virtual ~Server() = default;
  virtual int port() const = 0;
  // Serves until stop(); then finishes what is being answered, at most 5 s.
  virtual void run() = 0;
  // Safe from any thread and from a signal-driven thread; twice = at once.
  virtual void stop() = 0;
  // SIGINT and SIGTERM stop this server while run() lasts.
  virtual void stop_on_signals() = 0;
};

}  // namespace meridian::query::web
