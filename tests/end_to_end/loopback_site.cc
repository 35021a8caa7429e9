#include "tests/end_to_end/loopback_site.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace meridian::tests {

namespace {

std::unique_ptr<query::web::Server> listen(query::web::Handler handler, int threads) {
  base::ServerConfig config;
  config.port = 0;
  config.search_threads = threads;
  auto server = query::web::Server::listen(config, std::move(handler));
  if (server) return std::move(*server);
  std::fprintf(stderr, "%s\n", server.error().message.c_str());
  std::exit(4);
}

int connected(int port) {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const timeval patience{30, 0};
  ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return descriptor;
  ::close(descriptor);
  return -1;
}

}  // namespace

LoopbackSite::LoopbackSite(query::web::Handler handler, int threads)
    : server_(listen(std::move(handler), threads)), thread_([this] { server_->run(); }) {}

LoopbackSite::~LoopbackSite() {
  server_->stop();
  thread_.join();
}

RawAnswer raw_get(int port, const std::string& target) {
  const int descriptor = connected(port);
  if (descriptor < 0) return {};
  const std::string request =
      "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) + "\r\nConnection: close\r\n\r\n";
  std::string all;
  if (::send(descriptor, request.data(), request.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(request.size())) {
    char bytes[16384];
    for (ssize_t got; (got = ::recv(descriptor, bytes, sizeof bytes, 0)) > 0;)
      all.append(bytes, static_cast<std::size_t>(got));
  }
  ::close(descriptor);
  const std::size_t end = all.find("\r\n\r\n");
  if (!all.starts_with("HTTP/1.1 ") || end == std::string::npos) return {};
  return {std::atoi(all.c_str() + 9), all.substr(0, end), all.substr(end + 4)};
}

int announced_port(Running& server) {
  constexpr std::string_view kBefore = "http://127.0.0.1:";
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  while (server.alive() && std::chrono::steady_clock::now() < give_up) {
    const std::string out = server.out();
    const std::size_t at = out.find(kBefore);
    if (at != std::string::npos && out.find('\n', at) != std::string::npos)
      return std::atoi(out.c_str() + at + kBefore.size());
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return 0;
}

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9')) {
      out += c;
    } else {
      char hex[4];
      std::snprintf(hex, sizeof hex, "%%%02X", byte);
      out += hex;
    }
  }
  return out;
}

}  // namespace meridian::tests
