#include "tests/support/http_test_server.h"

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <chrono>

namespace meridian::tests {

namespace {

const std::string kTlsHello = "\x16";  // the record type of a handshake (RFC 5246, 6.2.1)

}  // namespace

bool Visitor::send(std::string_view bytes) {
  while (!bytes.empty() && !stopping_) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return !stopping_;
}

bool Visitor::drip(std::string_view bytes, int every_ms) {
  for (const char byte : bytes) {
    if (!send({&byte, 1})) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(every_ms));
  }
  return true;
}

void Visitor::hold() {
  char byte;
  while (!stopping_) {
    pollfd waiting = {socket_, POLLIN, 0};
    if (poll(&waiting, 1, 50) > 0 && recv(socket_, &byte, 1, 0) <= 0) return;
  }
}

void Visitor::reset() {
  const linger none = {1, 0};
  setsockopt(socket_, SOL_SOCKET, SO_LINGER, &none, sizeof none);
}

HttpTestServer::HttpTestServer(std::map<std::string, Behaviour> behaviours, const char* address)
    : address_(address), behaviours_(std::move(behaviours)) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in name = {};
  name.sin_family = AF_INET;
  inet_pton(AF_INET, address, &name.sin_addr);
  socklen_t size = sizeof name;
  if (bind(listener_, reinterpret_cast<sockaddr*>(&name), size) != 0 || listen(listener_, 512) != 0) std::abort();
  getsockname(listener_, reinterpret_cast<sockaddr*>(&name), &size);
  port_ = ntohs(name.sin_port);
  acceptor_ = std::thread([this] { accept_all(); });
}

HttpTestServer::~HttpTestServer() {
  stopping_ = true;
  shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  {
    const std::lock_guard lock(mutex_);
    for (const int socket : open_) shutdown(socket, SHUT_RDWR);
  }
  for (std::thread& thread : threads_) thread.join();
  close(listener_);
}

void HttpTestServer::accept_all() {
  while (!stopping_) {
    const int socket = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) continue;
    const std::lock_guard lock(mutex_);
    open_.insert(socket);
    threads_.emplace_back([this, socket] { serve(socket); });
  }
}

// Up to the empty line; of a client that wants TLS its first byte, when the server has something to say to that.
std::string HttpTestServer::read_head(int socket) {
  std::string head;
  char byte;
  while (!head.ends_with("\r\n\r\n") && head.size() < 65'536 && recv(socket, &byte, 1, 0) == 1) {
    head += byte;
    const std::lock_guard lock(mutex_);
    if (head == kTlsHello && behaviours_.contains(kTls)) break;
  }
  return head;
}

bool HttpTestServer::serve_one(int socket) {
  const std::string head = read_head(socket);
  const std::size_t from = head.find(' '), to = head.find(' ', from + 1);
  if (head != kTlsHello && (from == std::string::npos || to == std::string::npos)) return false;
  const int now = ++at_once_;
  most_at_once_ = std::max(most_at_once_.load(), now);
  Behaviour behaviour;
  {
    const std::lock_guard lock(mutex_);
    requests_.push_back(head);
    const auto found = behaviours_.find(head == kTlsHello ? kTls : head.substr(from + 1, to - from - 1));
    behaviour = found != behaviours_.end() ? found->second : says(answer("nothing here", "", "404 Not Found"));
  }
  Visitor visitor(socket, head, stopping_);
  behaviour(visitor);
  --at_once_;
  return visitor.kept();
}

void HttpTestServer::serve(int socket) {
  while (!stopping_ && serve_one(socket)) {
  }
  const std::lock_guard lock(mutex_);
  open_.erase(socket);
  close(socket);
}

void HttpTestServer::play(const std::string& path, Behaviour behaviour) {
  const std::lock_guard lock(mutex_);
  behaviours_[path] = std::move(behaviour);
}

std::vector<std::string> HttpTestServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

std::string answer(std::string_view body, std::string_view headers, std::string_view status) {
  return "HTTP/1.1 " + std::string(status) + "\r\n" + std::string(headers) +
         "Connection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

Behaviour says(std::string bytes) {
  return [bytes = std::move(bytes)](Visitor& visitor) { visitor.send(bytes); };
}

std::string gzip(std::string_view text) {
  z_stream z = {};
  deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&z, text.size()) + 32, '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  z.avail_in = static_cast<uInt>(text.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  deflate(&z, Z_FINISH);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}

}  // namespace meridian::tests
