#include "base/redirect.h"

#include <doctest/doctest.h>

#include <string>

namespace meridian::base {

namespace {

// Where `from` may send us, or the code of the refusal.
std::string target(const char* from, const char* location, const FetchConfig& config = {}) {
  const Result<Url> got = redirect_target(config, *parse_url(from), location);
  return got ? got->text() : got.error().code;
}

}  // namespace

TEST_CASE("fault_089 redirect: never from https to http, nor to an odd port elsewhere") {
  CHECK(target("https://a.example/x", "http://a.example/x") == "fetch.redirect");
  CHECK(target("https://a.example/x", "http://b.example/") == "fetch.redirect");
  CHECK(target("http://a.example/x", "https://a.example/x") == "https://a.example/x");
  for (const char* odd :
       {"http://a.example:22/", "http://b.example:25/", "http://b.example:6379/", "https://b.example:8443/"})
    CHECK_MESSAGE(target("http://a.example/", odd) == "fetch.redirect", odd);
}

TEST_CASE("fault_089 redirect: an odd port is fine where we are already, or where the config allows it") {
  CHECK(target("http://a.example:8080/x", "/y") == "http://a.example:8080/y");
  CHECK(target("http://a.example:8080/x", "http://a.example:8081/") == "fetch.redirect");
  FetchConfig config;
  config.allow_private = {{"b.example", 8081}};
  CHECK(target("http://a.example/", "http://b.example:8081/", config) == "http://b.example:8081/");
}

TEST_CASE("fault_088 fault_090 redirect: no place, no web address") {
  for (const char* bad : {"", "file:///etc/passwd", "ftp://a.example/", "gopher://a.example/", "ldap://a.example/",
                          "javascript:alert(1)", "http://user@b.example/", "http:///x"})
    CHECK_MESSAGE(target("http://a.example/", bad) == "fetch.redirect", bad);
}

}  // namespace meridian::base
