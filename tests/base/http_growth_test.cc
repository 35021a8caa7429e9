// Twice the body costs at most two and a half times the time, packed or not (FAULTS 73-76).
//
// The bounds of size are raised for these, so that all of the body is opened; that they hold is http_client_test's.
#include "base/http_client.h"
#include "tests/support/growth.h"
#include "tests/support/http_test_server.h"

namespace meridian::base {

namespace {

using tests::gzip;
using tests::HttpTestServer;
using tests::says;

constexpr std::size_t kSize = 6 << 20;

void fetched(const std::string& bytes) {
  HttpTestServer server({{"/", says(bytes)}});
  FetchConfig config;
  config.max_expansion = 1 << 20;
  config.allow_private = {{"127.0.0.1", server.port()}};
  auto client = make_http_client(config);
  REQUIRE(client);
  const auto got = (*client)->get({server.url("/")});
  REQUIRE_MESSAGE(got, got.error().code);
  REQUIRE(got->body.size() >= kSize / 2);
}

tests::Generator packed(const std::string& coding, std::string (*pack)(std::string_view)) {
  return [=](std::size_t bytes) { return tests::answer(pack(std::string(bytes, 'a')), "Content-Encoding: " + coding + "\r\n"); };
}

std::string gzip_twice(std::string_view text) {
  return gzip(gzip(text));
}

// gzip's stream without its head and tail.
std::string deflate(std::string_view text) {
  const std::string whole = gzip(text);
  return whole.substr(10, whole.size() - 18);
}

// Brotli without compression (RFC 7932, 9.2): blocks of 64 KiB, each with a head of three bytes, and an empty last one.
std::string brotli(std::string_view text) {
  constexpr std::size_t kBlock = 1 << 16;
  std::string out;
  for (bool first = true; text.size() >= kBlock; text.remove_prefix(kBlock), first = false) {
    // From the lowest bit: the window (in the first one), not the last, four digits of length, the length less one, uncompressed.
    const unsigned head = (kBlock - 1) << 3 | 1U << 19;
    const unsigned bits = first ? head << 1 : head;
    for (int byte = 0; byte < 3; ++byte) out += static_cast<char>(bits >> (8 * byte) & 255);
    out += text.substr(0, kBlock);
  }
  return out + '\x03';
}

std::string chunked(std::size_t bytes) {
  constexpr std::size_t kChunk = 1 << 10;
  std::string out = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (std::size_t made = 0; made < bytes; made += kChunk) out += "400\r\n" + std::string(kChunk, 'x') + "\r\n";
  return out + "0\r\n\r\n";
}

}  // namespace

TEST_CASE("fault_073 fault_074 fault_075 growth: bodies that open to much") {
  tests::check({{"gzip", packed("gzip", gzip), fetched, kSize},
                {"gzip in gzip", packed("gzip, gzip", gzip_twice), fetched, kSize},
                {"deflate", packed("deflate", deflate), fetched, kSize},
                {"brotli", packed("br", brotli), fetched, kSize}});
}

TEST_CASE("fault_076 growth: large bodies, promised, in chunks, until the end") {
  tests::check({{"promised", [](std::size_t bytes) { return tests::answer(std::string(bytes, 'x')); }, fetched, kSize},
                {"in chunks", chunked, fetched, kSize},
                {"until the end", [](std::size_t bytes) { return "HTTP/1.1 200 OK\r\n\r\n" + std::string(bytes, 'x'); }, fetched, kSize}});
}

}  // namespace meridian::base
