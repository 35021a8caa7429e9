// A publisher on loopback, and a browser that reads one page: both for programs that try the real Meridian.
#pragma once

#include <memory>
#include <string>
#include <thread>

#include "query/web/server.h"
#include "tests/end_to_end/real_program.h"

namespace meridian::tests {

// Serves `handler` on a free port from its own thread until destroyed.
class LoopbackSite {
 public:
  explicit LoopbackSite(query::web::Handler handler, int threads = 2);
  ~LoopbackSite();
  LoopbackSite(const LoopbackSite&) = delete;
  LoopbackSite& operator=(const LoopbackSite&) = delete;
  int port() const { return server_->port(); }
  std::string origin() const { return "http://127.0.0.1:" + std::to_string(port()); }

 private:
  std::unique_ptr<query::web::Server> server_;
  std::thread thread_;
};

struct RawAnswer {
  int status = 0;  // 0: nobody answered
  std::string head, body;
};
// One GET over a plain socket, HTTP/1.1, Connection: close, at most 30 s. `target` is percent-encoded already.
RawAnswer raw_get(int port, const std::string& target);
// The port in "… http://127.0.0.1:PORT/" that `serve` prints once it answers, waited for at most a minute; 0 when it
// never came.
int announced_port(Running& server);
// Bytes that may not stand in a target as %XX.
std::string percent_encoded(std::string_view text);

}  // namespace meridian::tests
