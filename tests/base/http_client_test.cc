#include "base/http_client.h"

#include <doctest/doctest.h>

#include <chrono>
#include <cstdlib>
#include <map>

#include "base/messages.h"
#include "tests/support/http_test_server.h"

namespace meridian::base {

namespace {

using tests::answer;
using tests::gzip;
using tests::HttpTestServer;
using tests::says;
using tests::Visitor;

// Bounds small enough for a test; the server is the reader's own.
FetchConfig bounds(const HttpTestServer& server) {
  FetchConfig config;
  config.connect_timeout_s = 1, config.total_timeout_s = 4, config.slow_for_s = 1;
  config.allow_private = {{"127.0.0.1", server.port()}};
  return config;
}

Result<HttpResponse> get(const FetchConfig& config, const std::string& url) {
  auto client = make_http_client(config);
  REQUIRE(client);
  return (*client)->get({url});
}

std::string code_of(const Result<HttpResponse>& answer) {
  return answer ? "status " + std::to_string(answer->status) : answer.error().code;
}

// The code that one behaviour comes to.
std::string code_for(tests::Behaviour behaviour) {
  HttpTestServer server({{"/", std::move(behaviour)}});
  return code_of(get(bounds(server), server.url("/")));
}

double seconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

TEST_CASE("http: an answer comes with its body, type and validators") {
  HttpTestServer server(
      {{"/", says(answer("hello", "Content-Type: text/xml\r\nETag: W/\"a b\"\r\nLast-Modified: then\r\n"))}});
  const auto got = get(bounds(server), server.url("/"));
  REQUIRE(got);
  CHECK(got->status == 200);
  CHECK(got->body == "hello");
  CHECK(got->content_type == "text/xml");
  CHECK(got->etag == "W/\"a b\"");
  CHECK(got->last_modified == "then");
  CHECK(got->url == server.url("/"));
}

TEST_CASE("http: stored validators are sent as they were, and 304 is an answer") {
  HttpTestServer server({{"/", says(answer("", "", "304 Not Modified"))}});
  auto client = make_http_client(bounds(server));
  HttpRequest request{server.url("/")};
  request.etag = "W/\"a b\"", request.last_modified = "Sun, 06 Nov 1994 08:49:37 GMT";
  const auto got = (*client)->get(request);
  REQUIRE(got);
  CHECK(got->status == 304);
  CHECK(server.requests().at(0).find("If-None-Match: W/\"a b\"\r\n") != std::string::npos);
  CHECK(server.requests().at(0).find("If-Modified-Since: Sun, 06 Nov 1994 08:49:37 GMT\r\n") != std::string::npos);
}

TEST_CASE("http: gzip is opened, in one member or several") {
  HttpTestServer server({{"/", says(answer(gzip("one ") + gzip("two"), "Content-Encoding: gzip\r\n"))}});
  const auto got = get(bounds(server), server.url("/"));
  REQUIRE_MESSAGE(got, code_of(got));
  CHECK(got->body == "one two");
}

TEST_CASE("fault_001 http: nobody at the door is fetch.unreachable") {
  FetchConfig config;
  int port = 0;
  {
    HttpTestServer server({});
    config = bounds(server), port = server.port();
  }
  CHECK(code_of(get(config, "http://127.0.0.1:" + std::to_string(port) + "/")) == "fetch.unreachable");
  CHECK(code_of(get(config, "http://no-such-host.invalid/")) == "fetch.unreachable");
}

TEST_CASE("http: an error says what happened and never promises another visit, which its caller may not make") {
  HttpTestServer server({{"/", says("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nshort")}});
  for (const std::string& address : {server.url("/"), std::string("http://127.0.0.1:1/")}) {
    FetchConfig config = bounds(server);
    config.allow_private.push_back({"127.0.0.1", 1});
    const auto got = get(config, address);
    REQUIRE_FALSE(got);
    CHECK_MESSAGE(got.error().message.find("asked again") == std::string::npos, got.error().message);
  }
  for (const char* code : {"fetch.busy", "fetch.server_error"})
    CHECK_MESSAGE(message_in("zh", {ErrorKind::network, code, ""}).find("会再试") == std::string::npos, code);
}

TEST_CASE("fault_002 http: a server that cannot do TLS is never asked without") {
  HttpTestServer server({});
  CHECK(code_of(get(bounds(server), "https://127.0.0.1:" + std::to_string(server.port()) + "/")) == "fetch.slow");
  for (const std::string& head : server.requests()) CHECK_FALSE(head.starts_with("GET"));
}

TEST_CASE(
    "fault_003 fault_004 fault_005 fault_006 http: silence, a byte now and then, just fast enough, dripped headers") {
  HttpTestServer server(
      {{"/silent", [](Visitor& visitor) { visitor.hold(); }},
       {"/drip",
        [](Visitor& visitor) { visitor.send("HTTP/1.1 200 OK\r\n\r\n") && visitor.drip(std::string(100, 'x'), 300); }},
       {"/just",
        [](Visitor& visitor) { visitor.send("HTTP/1.1 200 OK\r\n\r\n") && visitor.drip(std::string(3000, 'x'), 2); }},
       {"/head", [](Visitor& visitor) {
          visitor.send("HTTP/1.1 200 OK\r\n");
          while (visitor.drip("A: b\r\n", 20)) {
          }
        }}});
  FetchConfig config = bounds(server);
  config.total_timeout_s = 3, config.slow_bytes_per_s = 10;
  auto client = make_http_client(config);
  std::map<std::string, std::pair<std::string, double>> got;
  const auto start = std::chrono::steady_clock::now();
  for (const char* path : {"/silent", "/drip", "/just", "/head"})
    (*client)->start({server.url(path)}, [&, path](const Result<HttpResponse>& one) {
      got[path] = {code_of(one), seconds_since(start)};
    });
  while ((*client)->run(100) > 0) {
  }
  CHECK(got["/silent"].first == "fetch.slow");
  CHECK(got["/silent"].second < 2.8);
  CHECK(got["/drip"].first == "fetch.slow");
  CHECK(got["/drip"].second < 2.8);
  CHECK(got["/just"].first == "fetch.timeout");
  CHECK(got["/just"].second < 4);
  CHECK(got["/head"].first == "fetch.headers");
}

TEST_CASE("fault_006 http: header lines without end, or one without end") {
  CHECK(code_for([](Visitor& visitor) {
          visitor.send("HTTP/1.1 200 OK\r\n");
          for (int i = 0; i < 100'000 && visitor.send("A: b\r\n"); ++i) {
          }
        }) == "fetch.headers");
  CHECK(code_for([](Visitor& visitor) {
          visitor.send("HTTP/1.1 200 OK\r\nA: ");
          const std::string piece(65'536, 'a');
          for (int i = 0; i < 1600 && visitor.send(piece); ++i) {
          }
        }) == "fetch.headers");
}

TEST_CASE("fault_006 http: too many short header lines") {
  std::string few, many;
  for (int i = 0; i < 150; ++i) few += "A: b\r\n";
  for (int i = 0; i < 250; ++i) many += "A: b\r\n";
  CHECK(code_for(says(answer("x", few))) == "status 200");
  CHECK(code_for(says(answer("x", many))) == "fetch.headers");
}

TEST_CASE("fault_007 http: 100 Continue for ever is fetch.headers at once") {
  const auto start = std::chrono::steady_clock::now();
  CHECK(code_for([](Visitor& visitor) {
          for (int i = 0; i < 100'000 && visitor.send("HTTP/1.1 100 Continue\r\n\r\n"); ++i) {
          }
        }) == "fetch.headers");
  CHECK(seconds_since(start) < 1);
}

TEST_CASE("fault_008 http: a body shorter than promised is fetch.truncated") {
  CHECK(code_for(says("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")) == "fetch.truncated");
  CHECK(code_for(says("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n")) == "fetch.truncated");
}

TEST_CASE("fault_009 http: a gzip stream that is cut anywhere is fetch.truncated") {
  const std::string whole = gzip("a text that is long enough to be cut in many places");
  for (const std::size_t kept :
       {std::size_t{0}, std::size_t{5}, std::size_t{10}, whole.size() / 2, whole.size() - 8, whole.size() - 1})
    CHECK_MESSAGE(code_for(says(answer(whole.substr(0, kept), "Content-Encoding: gzip\r\n"))) == "fetch.truncated",
                  kept);
}

TEST_CASE("fault_010 http: lengths that are none are not believed") {
  CHECK(code_for(says("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx")) == "fetch.protocol");
  CHECK(code_for(says("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx")) == "fetch.protocol");
  CHECK(code_for(says("HTTP/1.1 200 OK\r\nContent-Length: 100000000000000000000\r\n\r\nx")) == "fetch.too_large");
}

TEST_CASE("fault_011 http: no status line, random bytes, TLS on a plain port") {
  CHECK(code_for(says("<rss>no head at all</rss>\r\n\r\n")) == "fetch.protocol");
  std::string noise;
  for (unsigned i = 0, seed = 1; i < 4096; ++i) noise += static_cast<char>((seed = seed * 1'103'515'245U + 12'345U) >> 16);
  CHECK(code_for(says(noise)) == "fetch.protocol");
  CHECK(code_for(says(std::string("\x16\x03\x01\x00\xa5\x01\x00", 7) + std::string(200, '\x07'))) == "fetch.protocol");
}

TEST_CASE("fault_012 http: a reset is tried once more, then reported") {
  HttpTestServer server({{"/", [](Visitor& visitor) { visitor.reset(); }}});
  CHECK(code_of(get(bounds(server), server.url("/"))) == "fetch.reset");
  CHECK(server.requests().size() == 2);
}

TEST_CASE("fault_013 http: 300 without Location leads nowhere; 204 is handed over as it is") {
  CHECK(code_for(says(answer("", "", "300 Multiple Choices"))) == "fetch.redirect");
  CHECK(code_for(says(answer("", "", "302 Found"))) == "fetch.redirect");
  CHECK(code_for(says("HTTP/1.1 204 No Content\r\n\r\n")) == "status 204");
}

TEST_CASE("fault_018 http: packings that are unknown, untrue or a hundred") {
  CHECK(code_for(says(answer("x", "Content-Encoding: rot13\r\n"))) == "fetch.encoding");
  CHECK(code_for(says(answer("this is no gzip", "Content-Encoding: gzip\r\n"))) == "fetch.encoding");
  std::string many = "Content-Encoding: gzip";
  for (int i = 0; i < 99; ++i) many += ", gzip";
  CHECK(code_for(says(answer("x", many + "\r\n"))) == "fetch.encoding");
}

TEST_CASE("fault_019 http: a validator of a megabyte, or with control bytes, is not kept") {
  HttpTestServer server({{"/long", says(answer("x", "ETag: \"" + std::string(2000, 'e') + "\"\r\n"))},
                         {"/odd", says(answer("x", "ETag: \"a\x01z\"\r\n"))}});
  CHECK(get(bounds(server), server.url("/long"))->etag.empty());
  CHECK(get(bounds(server), server.url("/odd"))->etag.empty());
}

TEST_CASE("fault_020 http: cookies are neither kept nor sent") {
  HttpTestServer server({{"/", says(answer("x", "Set-Cookie: a=b\r\n"))}});
  auto client = make_http_client(bounds(server));
  REQUIRE((*client)->get({server.url("/")}));
  REQUIRE((*client)->get({server.url("/")}));
  CHECK(server.requests().at(1).find("Cookie") == std::string::npos);
}

TEST_CASE("fault_022 http: a proxy in the environment is not asked") {
  HttpTestServer server({{"/", says(answer("direct"))}});
  setenv("http_proxy", "http://127.0.0.1:9/", 1);
  const auto got = get(bounds(server), server.url("/"));
  unsetenv("http_proxy");
  REQUIRE_MESSAGE(got, code_of(got));
  CHECK(got->body == "direct");
}

TEST_CASE("fault_073 http: little gzip that opens to much is stopped") {
  const std::string bomb = gzip(std::string(48 << 20, 'a'));
  REQUIRE(bomb.size() < (100 << 10));
  CHECK(code_for(says(answer(bomb, "Content-Encoding: gzip\r\n"))) == "fetch.too_large");
}

TEST_CASE("fault_073 http: the size once opened and the share are bounds of their own") {
  const std::string bomb = gzip(std::string(8 << 20, 'a'));
  HttpTestServer server({{"/", says(answer(bomb, "Content-Encoding: gzip\r\n"))}});
  FetchConfig size_only = bounds(server), share_only = bounds(server), neither = bounds(server);
  size_only.max_expansion = neither.max_expansion = 10'000;
  size_only.max_decoded_bytes = 4 << 20;
  CHECK(code_of(get(size_only, server.url("/"))) == "fetch.too_large");
  CHECK(code_of(get(share_only, server.url("/"))) == "fetch.too_large");
  CHECK(code_of(get(neither, server.url("/"))) == "status 200");
}

TEST_CASE("fault_074 http: gzip in gzip that opens to much is stopped") {
  const std::string bomb = gzip(gzip(std::string(48 << 20, 'a')));
  CHECK(code_for(says(answer(bomb, "Content-Encoding: gzip, gzip\r\n"))) == "fetch.too_large");
}

namespace {

std::string deflate_bomb() {
  std::string gz = gzip(std::string(48 << 20, 'a'));
  // The same stream without gzip's head of 10 bytes and tail of 8: what many servers call deflate.
  return gz.substr(10, gz.size() - 18);
}

// "<rss>" and 48 MiB of blanks in 93 bytes of brotli.
std::string brotli_bomb() {
  const std::string_view digits =
      "cbffff3f00042672a411b42bbcb82d10b4f77fbe06ffffff00900088c302d0bdffe3ffff1f001200715800baf77ffcff"
      "ff034002200e0b40f7fe8fffff7f004800c46101e8defff1ffff0f000980382c00ddfb3f100004202020202003";
  std::string out;
  for (std::size_t i = 0; i < digits.size(); i += 2)
    out += static_cast<char>(std::stoi(std::string(digits.substr(i, 2)), nullptr, 16));
  return out;
}

// A frame of blocks that repeat one byte 128 KiB each (RFC 8878, 3.1.1.2.2): 48 MiB in 1.5 KiB.
std::string zstd_bomb() {
  std::string out("\x28\xB5\x2F\xFD\x00\x58", 6);
  constexpr int kBlocks = 384, kSize = 128 << 10;
  for (int block = 1; block <= kBlocks; ++block) {
    const unsigned header = (block == kBlocks ? 1U : 0U) | 1U << 1 | static_cast<unsigned>(kSize) << 3;
    for (int byte = 0; byte < 3; ++byte) out += static_cast<char>(header >> (8 * byte) & 255);
    out += 'a';
  }
  return out;
}

}  // namespace

TEST_CASE("fault_075 http: little deflate, brotli and zstd that open to much are stopped") {
  struct Row {
    const char* coding;
    std::string bytes;
  };
  for (const Row& row : {Row{"deflate", deflate_bomb()}, Row{"br", brotli_bomb()}, Row{"zstd", zstd_bomb()}}) {
    REQUIRE(row.bytes.size() < (100 << 10));
    CHECK_MESSAGE(code_for(says(answer(row.bytes, "Content-Encoding: " + std::string(row.coding) + "\r\n"))) ==
                      "fetch.too_large",
                  row.coding);
  }
}

TEST_CASE("fault_091 http: nothing secret goes out, neither to the first host nor to where it sends us") {
  HttpTestServer next({{"/", says(answer("fine"))}});
  HttpTestServer first({{"/", says(answer("", "Location: " + next.url("/") + "\r\nSet-Cookie: a=b\r\n", "302 Found"))}});
  FetchConfig config = bounds(first);
  config.allow_private.push_back({"127.0.0.1", next.port()});
  auto client = make_http_client(config);
  (*client)->get({first.url("/")});
  (*client)->get({next.url("/")});
  for (const HttpTestServer* server : {&first, &next})
    for (const std::string& head : server->requests())
      for (const char* field : {"Authorization:", "Cookie:", "Referer:", "Proxy-"})
        CHECK_MESSAGE(head.find(field) == std::string::npos, head);
  CHECK_FALSE(first.requests().empty());
}

TEST_CASE("fault_076 http: too much, promised, chunked or until the end") {
  const auto endless = [](const char* head, bool chunked) {
    return [head, chunked](Visitor& visitor) {
      visitor.send(head);
      const std::string piece = chunked ? "10000\r\n" + std::string(65'536, 'x') + "\r\n" : std::string(65'536, 'x');
      for (int i = 0; i < 1600 && visitor.send(piece); ++i) {
      }
    };
  };
  CHECK(code_for(says("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n")) == "fetch.too_large");
  CHECK(code_for(endless("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", true)) == "fetch.too_large");
  CHECK(code_for(endless("HTTP/1.1 200 OK\r\n\r\n", false)) == "fetch.too_large");
}

TEST_CASE("fault_084 http: an address of the own network is refused unless host and port are allowed") {
  HttpTestServer server({{"/", says(answer("secret"))}});
  FetchConfig config = bounds(server);
  config.allow_private.clear();
  CHECK(code_of(get(config, server.url("/"))) == "fetch.private_address");
  config.allow_private = {{"127.0.0.1", server.port() + 1}};
  CHECK(code_of(get(config, server.url("/"))) == "fetch.private_address");
  config.allow_private = {{"127.0.0.1", server.port()}};
  auto client = make_http_client(config);
  CHECK((*client)->get({server.url("/")}));
  HttpRequest from_outside{server.url("/")};
  from_outside.may_be_private = false;
  CHECK(code_of((*client)->get(from_outside)) == "fetch.private_address");
  CHECK(server.requests().size() == 1);
}

TEST_CASE("fault_085 http: no other spelling of the address gets through") {
  HttpTestServer server({{"/", says(answer("secret"))}});
  FetchConfig config = bounds(server);
  config.allow_private.clear();
  for (const char* host : {"2130706433", "0x7f.1", "0177.0.0.1", "127.1", "[::ffff:127.0.0.1]", "localhost",
                           "localhost.", "0.0.0.0", "[::1]"})
    CHECK_MESSAGE(code_of(get(config, "http://" + std::string(host) + ":" + std::to_string(server.port()) + "/")) ==
                      "fetch.private_address",
                  host);
  CHECK(server.requests().empty());
}

TEST_CASE("fault_087 http: a redirect opens no way into the own network, even where the list allows it") {
  HttpTestServer inside({{"/", says(answer("secret"))}});
  HttpTestServer outside({{"/", says(answer("", "Location: " + inside.url("/") + "\r\n", "302 Found"))}});
  FetchConfig config = bounds(outside);
  config.allow_private.push_back({"127.0.0.1", inside.port()});
  auto client = make_http_client(config);
  REQUIRE((*client)->get({inside.url("/")}));  // leaves a connection that might be used again
  CHECK(code_of((*client)->get({outside.url("/")})) == "fetch.private_address");
  CHECK(inside.requests().size() == 1);
}

TEST_CASE("fault_087 http: no connection that is open already leads into the own network") {
  HttpTestServer inside({{"/", [](Visitor& visitor) {
                            visitor.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret");
                            visitor.keep();
                          }}});
  HttpTestServer outside({{"/", says(answer("", "Location: " + inside.url("/") + "\r\n", "302 Found"))}});
  FetchConfig config = bounds(outside);
  config.allow_private.push_back({"127.0.0.1", inside.port()});
  auto client = make_http_client(config);
  REQUIRE((*client)->get({inside.url("/")}));
  CHECK(code_of((*client)->get({outside.url("/")})) == "fetch.private_address");
  HttpRequest from_outside{inside.url("/")};
  from_outside.may_be_private = false;
  CHECK(code_of((*client)->get(from_outside)) == "fetch.private_address");
  CHECK(inside.requests().size() == 1);
}

TEST_CASE("fault_088 http: only http and https, asked or sent to") {
  HttpTestServer server({{"/file", says(answer("", "Location: file:///etc/passwd\r\n", "302 Found"))},
                         {"/ftp", says(answer("", "Location: ftp://a.example/\r\n", "302 Found"))}});
  CHECK(code_of(get(bounds(server), server.url("/file"))) == "fetch.redirect");
  CHECK(code_of(get(bounds(server), server.url("/ftp"))) == "fetch.redirect");
  for (const char* url : {"file:///etc/passwd", "gopher://a.example/", "dict://a.example/", "ftp://a.example/", "smb://a.example/", "scp://a.example/", "ldap://a.example/"})
    CHECK_MESSAGE(!get(bounds(server), url), url);
}

TEST_CASE("fault_089 http: a redirect to an odd port is not followed") {
  HttpTestServer server({{"/", says(answer("", "Location: http://192.0.2.1:6379/\r\n", "302 Found"))}});
  CHECK(code_of(get(bounds(server), server.url("/"))) == "fetch.redirect");
}

TEST_CASE("fault_090 http: loops, long chains and an empty Location") {
  HttpTestServer server({{"/loop", says(answer("", "Location: /loop\r\n", "301 Moved"))},
                         {"/empty", says(answer("", "Location: \r\n", "301 Moved"))}});
  CHECK(code_of(get(bounds(server), server.url("/loop"))) == "fetch.redirect");
  CHECK(server.requests().size() == 6);
  CHECK(code_of(get(bounds(server), server.url("/empty"))) == "fetch.redirect");
}

TEST_CASE("http: permanent moves are told as far as all were permanent") {
  HttpTestServer server({{"/old", says(answer("", "Location: /new\r\n", "301 Moved"))},
                         {"/new", says(answer("", "Location: /today\r\n", "307 Temporary"))},
                         {"/today", says(answer("here"))}});
  const auto got = get(bounds(server), server.url("/old"));
  REQUIRE_MESSAGE(got, code_of(got));
  CHECK(got->body == "here");
  CHECK(got->moved_to == server.url("/new"));
  CHECK(got->url == server.url("/today"));
}

TEST_CASE("fault_162 http: time in which we were busy elsewhere, or asleep, is not held against a server") {
  HttpTestServer server({{"/", [](Visitor& visitor) {
                            visitor.send("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 4\r\n\r\nab");
                            std::this_thread::sleep_for(std::chrono::milliseconds(300));
                            visitor.send("cd");
                          }}});
  FetchConfig config = bounds(server);
  config.connect_timeout_s = config.total_timeout_s = config.slow_for_s = 1;
  auto client = make_http_client(config);
  std::string got;
  (*client)->start({server.url("/")}, [&](const Result<HttpResponse>& one) { got = one ? one->body : code_of(one); });
  (*client)->run(50);
  std::this_thread::sleep_for(std::chrono::milliseconds(1500));
  while ((*client)->run(50) > 0) {
  }
  CHECK(got == "abcd");
}

TEST_CASE("http: many transfers run at once") {
  HttpTestServer server({{"/", [](Visitor& visitor) {
                            std::this_thread::sleep_for(std::chrono::milliseconds(100));
                            visitor.send(answer("x"));
                          }}});
  auto client = make_http_client(bounds(server));
  int done = 0;
  for (int i = 0; i < 10; ++i)
    (*client)->start({server.url("/")}, [&](const Result<HttpResponse>& got) { done += got ? 1 : 0; });
  while ((*client)->run(50) > 0) {
  }
  CHECK(done == 10);
  CHECK(server.most_at_once() > 5);
}

}  // namespace meridian::base
