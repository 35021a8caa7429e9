// Servers that cannot prove who they are, and hosts of which one address is dead.
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <thread>
#include <vector>

#include "base/http_client.h"
#include "tests/support/http_test_server.h"

namespace meridian::base {

namespace {

using tests::answer;
using tests::HttpTestServer;
using tests::Visitor;

std::string code_of(const FetchConfig& config, const std::string& url) {
  auto client = make_http_client(config);
  REQUIRE(client);
  const auto got = (*client)->get({url});
  return got ? "status " + std::to_string(got->status) : got.error().code;
}

// A certificate for the name "a" that nobody signed but its own key.
std::string self_signed() {
  const std::string_view digits =
      "308201133081bb02143e30f86531758ec1dee679bff15e291645388000300a06082a8648ce3d040302300c310a300806035504030c01613020170d3236313132"
      "313136303431385a180f32313236313032383136303431385a300c310a300806035504030c01613059301306072a8648ce3d020106082a8648ce3d0301070342"
      "00049682d40bd05463d84d59894076aaa094f5510fdf1289e445ad2716f44e060f4da3212839cad874204d620d3007ca349079cb9d906436b777400f91ef1d40"
      "2457300a06082a8648ce3d04030203470030440220359ba0a6711b6ab827386e4a7221e050f3419ce158a1b3017a15f7e15f07f3da0220312d27b5fb04f45dba"
      "02abfba3df41fdf629e28db2d9b4fe9f2fbac06e7ed855";
  std::string out;
  for (std::size_t i = 0; i < digits.size(); i += 2)
    out += static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16));
  return out;
}

std::string big_endian(std::size_t value, int bytes) {
  std::string out;
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 255);
  return out;
}

// What a TLS server says first (RFC 5246, 7.4): ServerHello and Certificate, in `version`. No key is needed for that,
// and a client that looks at the certificate goes no further.
std::string first_flight(std::string_view version) {
  const auto record = [&](char type, const std::string& body) {
    const std::string handshake = type + big_endian(body.size(), 3) + body;
    return "\x16" + std::string(version) + big_endian(handshake.size(), 2) + handshake;
  };
  const std::string certificate = self_signed();
  const std::string no_session(1, '\0'), no_compression(1, '\0'), ecdhe_ecdsa_aes128_gcm("\xC0\x2B"), renegotiation("\xFF\x01\0\x01\0", 5);
  return record('\x02', std::string(version) + std::string(32, 'r') + no_session + ecdhe_ecdsa_aes128_gcm + no_compression +
                            big_endian(renegotiation.size(), 2) + renegotiation) +
         record('\x0B', big_endian(certificate.size() + 3, 3) + big_endian(certificate.size(), 3) + certificate);
}

// The host "localhost" with one port and two addresses: the one that libcurl asks first, 127.0.0.1, takes no call, since
// its queue is full; ::1 answers.
class HalfDeafHost {
 public:
  HalfDeafHost() {
    sockaddr_in deaf = {};
    deaf.sin_family = AF_INET;
    deaf.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int listener = open_socket(AF_INET, 0);
    socklen_t size = sizeof deaf;
    there_ = bind(listener, reinterpret_cast<sockaddr*>(&deaf), size) == 0 && listen(listener, 0) == 0 &&
             getsockname(listener, reinterpret_cast<sockaddr*>(&deaf), &size) == 0;
    for (int i = 0; i < 8; ++i) (void)connect(open_socket(AF_INET, SOCK_NONBLOCK), reinterpret_cast<sockaddr*>(&deaf), size);
    port_ = ntohs(deaf.sin_port);
    sockaddr_in6 hearing = {};
    hearing.sin6_family = AF_INET6;
    hearing.sin6_addr = in6addr_loopback;
    hearing.sin6_port = deaf.sin_port;
    hearing_ = open_socket(AF_INET6, 0);
    there_ = there_ && bind(hearing_, reinterpret_cast<sockaddr*>(&hearing), sizeof hearing) == 0 && listen(hearing_, 8) == 0;
    if (there_) thread_ = std::thread([this] { answer_one(); });
  }
  ~HalfDeafHost() {
    shutdown(hearing_, SHUT_RDWR);
    if (thread_.joinable()) thread_.join();
    for (const int one : sockets_) close(one);
  }
  HalfDeafHost(const HalfDeafHost&) = delete;
  HalfDeafHost& operator=(const HalfDeafHost&) = delete;
  bool there() const { return there_; }
  int port() const { return port_; }

 private:
  int open_socket(int family, int flags) {
    sockets_.push_back(socket(family, SOCK_STREAM | SOCK_CLOEXEC | flags, 0));
    return sockets_.back();
  }
  void answer_one() const {
    const int visitor = accept(hearing_, nullptr, nullptr);
    char head[4096];
    if (visitor < 0 || recv(visitor, head, sizeof head, 0) <= 0) return;
    const std::string bytes = answer("here");
    (void)send(visitor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    close(visitor);
  }
  std::vector<int> sockets_;
  int hearing_ = -1, port_ = 0;
  bool there_ = false;
  std::thread thread_;
};

}  // namespace

TEST_CASE("fault_002 http: a certificate that nobody vouches for, and a protocol of the past, are fetch.tls") {
  for (const std::string_view version : {"\x03\x03", "\x03\x02"}) {
    const std::string flight = first_flight(version);
    HttpTestServer server({{tests::kTls, [flight](Visitor& visitor) {
                              visitor.send(flight);
                              visitor.hold();
                            }}});
    FetchConfig config;
    config.allow_private = {{"127.0.0.1", server.port()}};
    CHECK(code_of(config, "https://127.0.0.1:" + std::to_string(server.port()) + "/") == "fetch.tls");
    CHECK(server.requests().size() == 1);  // the handshake, once, and nothing without it
  }
}

TEST_CASE("fault_208 http: a host with a dead address is reached by the one of the other family") {
  const HalfDeafHost host;
  if (!host.there()) {
    MESSAGE("this machine has not both families");
    return;
  }
  FetchConfig config;
  config.allow_private = {{"localhost", host.port()}};
  const auto begun = std::chrono::steady_clock::now();
  CHECK(code_of(config, "http://localhost:" + std::to_string(host.port()) + "/") == "status 200");
  // 300 ms, and as much again as a busy machine needs; the connection's own limit is ten seconds.
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(3));
}

}  // namespace meridian::base
