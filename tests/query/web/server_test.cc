#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "tests/query/web/running_server.h"

namespace meridian::query::web {

TEST_CASE("server: a request is decoded once and answered with the security headers") {
  const Running server;
  const std::string response = server.get("/a%20b/%E8%85%B0?q=x+y&q=%252B&empty");
  CHECK(status(response) == 200);
  CHECK(response.find("GET /a b/腰 q=x y q=%2B empty= body=") != std::string::npos);
  for (const char* header : {"Content-Security-Policy: default-src 'none'", "X-Content-Type-Options: nosniff", "Cross-Origin-Resource-Policy: same-origin",
                             "Referrer-Policy: no-referrer", "frame-ancestors 'none'"})
    CHECK_MESSAGE(response.find(header) != std::string::npos, header);
  CHECK(response.find("Access-Control") == std::string::npos);
}

TEST_CASE("fault_093 fault_094 server: any other Host is answered 421 before routing") {
  const Running server;
  const std::string port = std::to_string(server.port());
  for (const std::string host : {"Host: evil.example\r\n", "", "Host:\r\n", "Host: :8080\r\n", "Host: 127.0.0.1.evil.example\r\n", "Host: localhost.\r\n", "Host: localhost\r\n"}) {
    const std::string response = server.ask("GET / HTTP/1.1\r\n" + host + "Connection: close\r\n\r\n");
    CHECK_MESSAGE(status(response) == 421, host);
    CHECK(response.find("GET /") == std::string::npos);
  }
  CHECK(status(server.ask("GET / HTTP/1.1\r\n" + server.host() + server.host() + "Connection: close\r\n\r\n")) == 421);
  CHECK(status(server.ask("GET / HTTP/1.1\r\nHost: LOCALHOST:" + port + "\r\nConnection: close\r\n\r\n")) == 200);
  CHECK(status(server.ask("GET http://127.0.0.1/ HTTP/1.1\r\n" + server.host() + "Connection: close\r\n\r\n")) == 400);
}

TEST_CASE("fault_100 server: two lengths, smuggled requests and bare line feeds end the connection") {
  const Running server;
  const std::string head = "POST / HTTP/1.1\r\n" + server.host();
  CHECK(status(server.ask(head + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")) == 400);
  CHECK(status(server.ask(head + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd")) == 400);
  CHECK(status(server.ask("GET / HTTP/1.1\n" + server.host() + "\n")) == 400);
  CHECK(status(server.ask("GET / HTTP/1.1\r\nHost : 127.0.0.1\r\n\r\n")) == 400);
}

TEST_CASE("fault_101 fault_102 server: heads and bodies have bounds") {
  base::ServerConfig config;
  config.max_body_bytes = 100;
  const Running server(config);
  CHECK(status(server.ask("POST / HTTP/1.1\r\n" + server.host() + "Content-Length: 1000000000000000000\r\n\r\n")) == 413);
  CHECK(status(server.ask("POST / HTTP/1.1\r\n" + server.host() + "Content-Length: 3\r\nContent-Encoding: gzip\r\nConnection: close\r\n\r\nabc")) == 415);
  CHECK(status(server.ask("GET /" + std::string(100'000, 'x') + " HTTP/1.1\r\n" + server.host() + "\r\n")) == 431);
  CHECK(status(server.ask("GET / HTTP/1.1\r\n" + server.host() + "X: " + std::string(1 << 20, 'x') + "\r\n\r\n")) == 431);
  std::string many;
  for (int i = 0; i < 100'000; ++i) many += "A: b\r\n";
  CHECK(status(server.ask("GET / HTTP/1.1\r\n" + server.host() + many + "\r\n")) == 431);
  // Refused by its length, before a byte of it came.
  CHECK(status(server.ask("POST / HTTP/1.1\r\n" + server.host() + "Content-Length: 104857600\r\n\r\n")) == 413);
}

TEST_CASE("fault_103 server: other methods and other protocols are turned away") {
  const Running server;
  for (const char* method : {"TRACE", "OPTIONS", "DELETE", "PUT"})
    CHECK_MESSAGE(status(server.ask(std::string(method) + " / HTTP/1.1\r\n" + server.host() + "Connection: close\r\n\r\n")) == 405, method);
  CHECK(status(server.ask("BREW / HTTP/1.1\r\n" + server.host() + "Connection: close\r\n\r\n")) == 501);
  CHECK(status(server.ask("CONNECT evil.example:443 HTTP/1.1\r\n" + server.host() + "Connection: close\r\n\r\n")) == 405);
  const std::string ancient = server.ask("GET /\r\n\r\n");
  CHECK(status(ancient) == 400);
  CHECK(ancient.find("GET /") == std::string::npos);
  CHECK(status(server.ask("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")) == 400);
  CHECK(status(server.ask("\x16\x03\x01\x02\x03 random \xff\xfe\r\n\r\n")) == 400);
}

TEST_CASE("fault_104 server: broken escapes are 400") {
  const Running server;
  for (const char* target : {"/%00", "/%zz", "/%ff%fe", "/?q=%", "/?%c0%af=1"}) CHECK_MESSAGE(status(server.get(target)) == 400, target);
  CHECK(server.get("/%2e%2e%2fetc").find("GET /../etc") != std::string::npos);
}

TEST_CASE("server: HEAD has the headers and no body; a connection is kept for the next request") {
  const Running server;
  const std::string head = server.ask("HEAD /x HTTP/1.1\r\n" + server.host() + "Connection: close\r\n\r\n");
  CHECK(status(head) == 200);
  CHECK(head.find("Content-Length: 12") != std::string::npos);
  CHECK(head.ends_with("\r\n\r\n"));
  const std::string two = server.ask("GET /1 HTTP/1.1\r\n" + server.host() + "\r\nGET /2 HTTP/1.1\r\n" + server.host() + "Connection: close\r\n\r\n");
  CHECK(two.find("GET /1") != std::string::npos);
  CHECK(two.find("GET /2") != std::string::npos);
}

TEST_CASE("fault_099 server: a hundred dripping clients do not delay an honest one, and are cut") {
  base::ServerConfig config;
  config.head_timeout_s = 1;
  const Running server(config);
  std::vector<std::unique_ptr<RawClient>> dripping;
  for (int i = 0; i < 100; ++i) {
    dripping.push_back(std::make_unique<RawClient>(server.port()));
    dripping.back()->say("GET / HT");
  }
  const auto before = std::chrono::steady_clock::now();
  CHECK(status(server.get("/honest")) == 200);
  CHECK(std::chrono::steady_clock::now() - before < std::chrono::milliseconds(900));
  dripping.front()->say("T");
  // Cut at its deadline: the end of the stream comes, though bytes kept coming.
  CHECK(dripping.front()->hear(5000).empty());
}

TEST_CASE("fault_099 server: more clients that say nothing than there is room for shut nobody out") {
  base::ServerConfig config;
  config.max_connections = 64;
  const Running server(config);
  std::vector<std::unique_ptr<RawClient>> dripping;
  for (int i = 0; i < 500; ++i) {
    dripping.push_back(std::make_unique<RawClient>(server.port()));
    dripping.back()->say("GET / HT");
    if (i % 50 == 49) CHECK(status(server.get("/honest")) == 200);
  }
  CHECK(dripping.front()->hear(5000).empty());  // the first to come was the first to go, long before its deadline
}

TEST_CASE("fault_142 server: what does not fit in the queue is told to come back") {
  base::ServerConfig config;
  config.search_threads = 1;
  config.max_waiting = 1;
  const Running server(config, [](const Request&, int) -> Response {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    return {200, "text/plain", "done", {}};
  });
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 6; ++i) {
    clients.push_back(std::make_unique<RawClient>(server.port()));
    clients.back()->say("GET / HTTP/1.1\r\n" + server.host() + "Connection: close\r\n\r\n");
  }
  int done = 0, busy = 0;
  for (const auto& client : clients) {
    const std::string response = client->hear(5000);
    done += status(response) == 200;
    busy += status(response) == 503 && response.find("Retry-After") != std::string::npos;
  }
  CHECK(done >= 1);
  CHECK(done + busy == 6);
  CHECK(busy >= 3);
}

TEST_CASE("fault_125 server: of a hundred heavy queries two run at once, and those whose clients went are never begun") {
  std::atomic<int> begun = 0, running = 0, most = 0;
  base::ServerConfig config;
  config.max_waiting = 200;
  const Running server(config, [&](const Request&, int) -> Response {
    ++begun;
    for (int now = ++running, seen = most; now > seen && !most.compare_exchange_weak(seen, now);) continue;
    std::this_thread::sleep_for(std::chrono::milliseconds(400));
    --running;
    return {200, "text/plain", "done", {}};
  });
  const std::string asked = "GET / HTTP/1.1\r\n" + server.host() + "Connection: close\r\n\r\n";
  {
    std::vector<std::unique_ptr<RawClient>> impatient;
    for (int i = 0; i < 100; ++i) {
      impatient.push_back(std::make_unique<RawClient>(server.port()));
      impatient.back()->say(asked);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
  }
  const RawClient patient(server.port());
  patient.say(asked);
  const auto before = std::chrono::steady_clock::now();
  CHECK(status(patient.hear(20'000)) == 200);
  CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds(10));  // not behind a hundred others
  CHECK(most == config.search_threads);
  CHECK(begun < 50);
}

TEST_CASE("server: a client that sends its next request early is answered twice") {
  const Running server({}, [](const Request& request, int) -> Response {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    return {200, "text/plain", "answer to " + request.path, {}};
  });
  const RawClient client(server.port());
  client.say("GET /one HTTP/1.1\r\n" + server.host() + "\r\n");
  std::this_thread::sleep_for(std::chrono::milliseconds(30));
  client.say("GET /two HTTP/1.1\r\n" + server.host() + "Connection: close\r\n\r\n");
  const std::string heard = client.hear(5000);
  CHECK(heard.find("answer to /one") != std::string::npos);
  CHECK(heard.find("answer to /two") != std::string::npos);
}

TEST_CASE("fault_143 server: a stop lets the answer that is being made go out") {
  Running server({}, [](const Request&, int) -> Response {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    return {200, "text/plain", "finished", {}};
  });
  const RawClient idle(server.port()), client(server.port());
  client.say("GET / HTTP/1.1\r\n" + server.host() + "\r\n");
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  const auto before = std::chrono::steady_clock::now();
  server.stop();
  CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds(4));
  CHECK(client.hear().find("finished") != std::string::npos);
}

TEST_CASE("server: a port in use and a public address are refused with a sentence") {
  const Running server;
  base::ServerConfig config;
  config.port = server.port();
  const auto second = Server::listen(config, [](const Request&, int) { return Response{}; });
  REQUIRE_FALSE(second);
  CHECK(second.error().code == "serve.port_in_use");
  config.listen = "0.0.0.0";
  CHECK(Server::listen(config, [](const Request&, int) { return Response{}; }).error().code == "serve.listen_address");
}

}  // namespace meridian::query::web
