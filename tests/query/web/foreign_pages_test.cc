// What a page of another site, or another machine, may not do with our server; and what ours do not ask of others.
#include <algorithm>

#include "query/web/assets.h"
#include "tests/query/web/fake_engine.h"
#include "tests/query/web/running_server.h"

namespace meridian::query::web {

namespace {

// The pages and the API behind the real server.
const Running& served() {
  static const Running server({}, site());
  return server;
}

std::string ask(const std::string& method, const std::string& target, const std::string& headers = "", const std::string& body = "") {
  return served().ask(method + " " + target + " HTTP/1.1\r\n" + served().host() + headers + "Connection: close\r\nContent-Length: " +
                      std::to_string(body.size()) + "\r\n\r\n" + body);
}

std::string target_of(const std::vector<std::pair<std::string, std::string>>& page) {
  return page.front().second + (page.size() > 1 ? "?" + page[1].first + "=x" : "");
}

bool has(const std::string& response, std::string_view text) {
  return response.find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("fault_095 site: nothing is changed by any request, from another site or from ours") {
  const std::string hosts[] = {"", "Origin: https://evil.example\r\nSec-Fetch-Site: cross-site\r\n", "Origin: null\r\n",
                               "Origin: http://127.0.0.1:" + std::to_string(served().port()) + "\r\nSec-Fetch-Site: same-origin\r\n"};
  for (const std::string& from : hosts)
    for (const char* type : {"application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "application/json"})
      for (const char* target : {"/", "/search?q=x", "/papers/1", "/sources", "/api/v1/search?q=x", "/api/v1/papers/1", "/api/v1/feeds", "/api/v1/today"})
        CHECK_MESSAGE(status(ask("POST", target, from + "Content-Type: " + type + "\r\n", "{\"a\":1}")) == 405, from, type, target);
  for (const char* method : {"PUT", "PATCH", "DELETE"}) CHECK(status(ask(method, "/api/v1/papers/1")) == 405);
}

TEST_CASE("fault_096 site: no other site is told what is here: no CORS, no sniffing, no embedding") {
  const std::string from = "Origin: https://evil.example\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\n";
  const std::string preflight = ask("OPTIONS", "/api/v1/search", from + "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: content-type\r\n");
  CHECK(status(preflight) == 405);
  std::vector<std::string> answers = {preflight, ask("GET", "/api/v1/search?q=x", from), ask("GET", "/api/v1/search?q=", from), ask("GET", "/no-such-page", from),
                                      ask("POST", "/api/v1/search", from), ask("GET", "/%zz", from), ask("GET", "/icon.svg", from), ask("HEAD", "/", from)};
  for (const auto& page : kPages) answers.push_back(ask("GET", target_of(page), from));
  for (const std::string& answer : answers) {
    REQUIRE(status(answer) != 0);
    CHECK_FALSE(has(answer, "Access-Control"));
    CHECK(has(answer, "X-Content-Type-Options: nosniff\r\n"));
    CHECK(has(answer, "Cross-Origin-Resource-Policy: same-origin\r\n"));
  }
  CHECK(has(answers[1], "Content-Type: application/json\r\n"));
}

TEST_CASE("fault_097 site: no frame holds our pages, and no page that a link opens holds ours") {
  for (const auto& page : kPages) {
    const std::string answer = ask("GET", target_of(page));
    CHECK(has(answer, "frame-ancestors 'none'"));
    CHECK(has(answer, "Cross-Origin-Opener-Policy: same-origin\r\n"));
    CHECK(has(answer, "Referrer-Policy: no-referrer\r\n"));
    for (std::size_t at = answer.find("<a "); at != std::string::npos; at = answer.find("<a ", at + 1)) {
      const std::string tag = answer.substr(at, answer.find('>', at) - at);
      const bool leads_out = has(tag, "href=\"http") || has(tag, "href=\"//");
      if (leads_out) CHECK_MESSAGE(has(tag, "rel=\"noopener noreferrer\""), tag);
      CHECK_FALSE(has(tag, "target="));
    }
  }
}

TEST_CASE("fault_098 server: an address that other machines reach is refused, and said so") {
  for (const char* address : {"0.0.0.0", "::", "192.168.1.2", "10.0.0.1", "169.254.1.1", "::ffff:0.0.0.0", "example.org", "", "127.0.0.1.evil.example"}) {
    base::ServerConfig config;
    config.port = 0;
    config.listen = address;
    const auto server = Server::listen(config, [](const Request&, int) { return Response{}; });
    REQUIRE_MESSAGE(!server, address);
    CHECK(server.error().code == "serve.listen_address");
    CHECK(has(server.error().message, "127.0.0.1"));
  }
}

TEST_CASE("fault_054 site: no page loads anything from elsewhere") {
  for (const auto& page : kPages) {
    const std::string answer = ask("GET", target_of(page));
    CHECK(has(answer, "Content-Security-Policy: default-src 'none';"));
    for (const char* allowed : {"img-src 'self'", "style-src 'self'", "script-src 'self'", "connect-src 'self'", "base-uri 'none'"}) CHECK(has(answer, allowed));
    const std::string body = answer.substr(answer.find("\r\n\r\n"));
    for (const char* bad : {"<img", "<iframe", "<object", "<embed", "<video", "<audio", "<base", " src=", "srcset=", "http-equiv", "style=", "@import", "url("})
      CHECK_MESSAGE(!has(body, bad), page.front().second, bad);
    for (std::size_t at = body.find("<link "); at != std::string::npos; at = body.find("<link ", at + 1))
      CHECK(has(body.substr(at, body.find('>', at) - at), "href=\"/"));
  }
  for (const char* bad : {"url(", "@import", "@font-face", "//"}) CHECK(stylesheet().find(bad) == std::string_view::npos);
}

TEST_CASE("fault_052 site: a text stays a text in an attribute, an address and a header") {
  const std::string breakers = "x\" onclick=\"y' > & # ? % + \xE2\x80\xA8 \xE7\x97\x9B";
  const Response page = get("/search", {{"q", breakers}});
  REQUIRE(page.status == 200);
  CHECK(has(page.body, "value=\"x&quot; onclick=&quot;y&#39; &gt; &amp; # ? % + "));
  CHECK(has(page.body, "q=x%22%20onclick%3D%22y%27%20%3E%20%26%20%23%20%3F%20%25%20%2B%20%E2%80%A8%20%E7%97%9B"));
  CHECK_FALSE(has(page.body, " onclick=\""));
  // No attribute is without quotes, so that a blank in a text ends none.
  for (const auto& one : kPages) {
    const std::string body = get(one.front().second, {one.begin() + 1, one.end()}).body;
    for (std::size_t at = body.find('<'); at != std::string::npos; at = body.find('<', at + 1)) {
      bool quoted = false;
      for (std::size_t i = at; i < body.size() && (quoted || body[i] != '>'); ++i) {
        if (body[i] == '"') quoted = !quoted;
        if (body[i] == '=' && !quoted) CHECK_MESSAGE(body.substr(i + 1, 1) == "\"", body.substr(at, 80));
      }
    }
  }
  const Response file = get("/brief.md", {{"q", "a\r\nSet-Cookie: b=c\r\n\r\n<script>"}});
  for (const auto& [name, value] : file.headers) CHECK_FALSE(has(value, "\n"));
}

TEST_CASE("fault_106 site: a file that is handed out has a name of ours, whatever was asked") {
  for (const char* question : {"../x", "CON", "-rf", "a\nb", "a\"; filename=\"evil.exe"}) {
    const Response file = get("/brief.md", {{"q", question}});
    const auto named = std::find_if(file.headers.begin(), file.headers.end(), [](const auto& one) { return one.first == "Content-Disposition"; });
    REQUIRE(named != file.headers.end());
    CHECK(named->second == "attachment; filename=\"briefing.md\"");
  }
}

}  // namespace meridian::query::web
