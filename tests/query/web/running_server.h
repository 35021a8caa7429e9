// A server on a free port, and a client that says what it is told, byte for byte.
#pragma once

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "query/web/server.h"

namespace meridian::query::web {

// A connection that says exactly what it is told, byte for byte.
class RawClient {
 public:
  explicit RawClient(int port) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  }
  ~RawClient() { close(socket_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  void say(std::string_view bytes) const { (void)send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }
  // What comes until the other side closes, or nothing came for `ms`.
  std::string hear(int ms = 2000) const {
    std::string out;
    for (char block[4096];;) {
      pollfd ready = {socket_, POLLIN, 0};
      if (poll(&ready, 1, ms) <= 0) return out;
      const ssize_t got = recv(socket_, block, sizeof block, 0);
      if (got <= 0) return out;
      out.append(block, static_cast<std::size_t>(got));
    }
  }

 private:
  int socket_;
};

// A running server that echoes what it understood.
class Running {
 public:
  explicit Running(base::ServerConfig config = {}, Handler handler = {}, Busy busy = {}) {
    config.port = 0;
    if (!handler)
      handler = [](const Request& request, int) -> Response {
        std::string body = request.method + " " + request.path;
        for (const auto& [name, value] : request.parameters) body += " " + name + "=" + value;
        return {200, "text/plain", body + " body=" + request.body, {}};
      };
    auto listening = Server::listen(config, std::move(handler), std::move(busy));
    REQUIRE(listening);
    server_ = std::move(*listening);
    thread_ = std::thread([this] { server_->run(); });
  }
  ~Running() {
    if (thread_.joinable()) stop();
  }
  void stop() {
    server_->stop();
    thread_.join();
  }
  int port() const { return server_->port(); }
  std::string host() const { return "Host: 127.0.0.1:" + std::to_string(port()) + "\r\n"; }
  std::string ask(const std::string& request) const {
    const RawClient client(port());
    client.say(request);
    return client.hear();
  }
  std::string get(const std::string& target) const { return ask("GET " + target + " HTTP/1.1\r\n" + host() + "Connection: close\r\n\r\n"); }

 private:
  std::unique_ptr<Server> server_;
  std::thread thread_;
};

inline int status(const std::string& response) { return response.size() > 12 && response.starts_with("HTTP/1.") ? std::stoi(response.substr(9, 3)) : 0; }

}  // namespace meridian::query::web
