// A server on loopback that plays honest and hostile ones, a behaviour a path.
//
// A behaviour writes raw bytes, so that it may break every rule of HTTP. Each connection has a thread and carries one
// request, or more when the behaviour keeps it. Stops, closing all connections, when destroyed.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace meridian::tests {

// One connection, seen from the server.
class Visitor {
 public:
  Visitor(int socket, std::string head, const std::atomic<bool>& stopping)
      : head_(std::move(head)), socket_(socket), stopping_(stopping) {}
  const std::string& head() const { return head_; }  // the request as sent
  bool send(std::string_view bytes);                 // false when the other side has gone
  bool drip(std::string_view bytes, int every_ms);   // a byte at a time
  void hold();                                       // says nothing until the other side or the server goes
  void keep() { kept_ = true; }                      // the connection stays for a further request
  bool kept() const { return kept_; }
  void reset();  // RST instead of FIN

 private:
  std::string head_;
  int socket_;
  bool kept_ = false;
  const std::atomic<bool>& stopping_;
};

using Behaviour = std::function<void(Visitor&)>;
// The path of what is said to a client that begins a TLS handshake; without it such a client waits.
inline const std::string kTls = "tls";

class HttpTestServer {
 public:
  // Listens on 127.0.0.1 or another address of 127/8, on a free port.
  explicit HttpTestServer(std::map<std::string, Behaviour> behaviours, const char* address = "127.0.0.1");
  HttpTestServer(const HttpTestServer&) = delete;
  HttpTestServer& operator=(const HttpTestServer&) = delete;
  ~HttpTestServer();
  int port() const { return port_; }
  std::string url(const std::string& path) const { return "http://" + address_ + ":" + std::to_string(port_) + path; }
  void play(const std::string& path, Behaviour behaviour);
  std::vector<std::string> requests() const;  // heads, in order of arrival
  int most_at_once() const { return most_at_once_; }

 private:
  void accept_all();
  void serve(int socket);
  std::string read_head(int socket);
  bool serve_one(int socket);  // true when the connection is kept

  std::string address_;
  int listener_ = -1, port_ = 0;
  std::atomic<bool> stopping_{false};
  std::atomic<int> at_once_{0}, most_at_once_{0};
  mutable std::mutex mutex_;  // guards the four below
  std::map<std::string, Behaviour> behaviours_;
  std::vector<std::string> requests_;
  std::set<int> open_;
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

// "HTTP/1.1 200 OK", the header lines given, a true Content-Length, and the body.
std::string answer(std::string_view body, std::string_view headers = "", std::string_view status = "200 OK");
// A behaviour that sends these bytes and hangs up.
Behaviour says(std::string bytes);
std::string gzip(std::string_view text);

}  // namespace meridian::tests
