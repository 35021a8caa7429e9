#include "base/url.h"

#include <doctest/doctest.h>

#include <clocale>

namespace meridian::base {

TEST_CASE("fault_066 url: what is not exact is refused") {
  for (const char* bad : {"", "example.org", "http://", "http:///x", "https://good@evil.example/", "http://a b/", "http://a\\b/", "http://a:99999/", "http://a/\nb", "http://a%00b/"})
    CHECK_MESSAGE(!parse_url(bad), bad);
  CHECK_FALSE(parse_url("http://a/" + std::string(3000, 'x')));
}

TEST_CASE("fault_066 url: no reading makes a host where there is none") {
  using namespace std::string_literals;
  for (const std::string& bad : {"http://user@/www.example.com"s, "http:@/a.example"s, "http://a\0b/"s, "http://a\x7f/"s, "http://"s, "http:"s, "http:////"s, "//a.example/"s, "a.example"s})
    CHECK_MESSAGE(!read_url(bad), bad);
}

TEST_CASE("fault_066 url: what a browser makes of an odd address is read, named and not used") {
  struct Row {
    const char *given, *read, *user, *oddity;
  };
  for (const Row& row : {Row{"https://good@evil.example/", "https://evil.example/", "good", "a user name"},
                         Row{"https://a:b@c:d@evil.example/x", "https://evil.example/x", "a:b%40c%3Ad", "a user name"},
                         Row{"http:\\\\a.example\\b", "http://a.example/b", "", "a backslash"},
                         Row{"http://a.ex\tample/b\nc", "http://a.example/bc", "", "a control character"},
                         Row{"http://a.example/\x01/c", "http://a.example/%01/c", "", "a control character"},
                         Row{"http:/a.example", "http://a.example/", "", "no two slashes before the host"},
                         Row{"http:///a.example/", "http://a.example/", "", "no two slashes before the host"},
                         Row{"https:a.example", "https://a.example/", "", "no two slashes before the host"},
                         Row{"http://a.example:0/", "http://a.example:0/", "", "port 0"},
                         Row{"http://a.example:/b", "http://a.example/b", "", ""},
                         Row{"\t http://a.example/b@c?d:e@f#\r\n", "http://a.example/b@c?d:e@f", "", ""}}) {
    CAPTURE(row.given);
    const auto reading = read_url(row.given);
    REQUIRE(reading);
    CHECK(reading->url.text() == row.read);
    CHECK(reading->user == row.user);
    CHECK(reading->oddity == row.oddity);
    CHECK(parse_url(row.given).has_value() == (row.oddity[0] == '\0'));
  }
  const auto base = read_url("https://reader:secret@a.example/x/y");
  REQUIRE(base);
  CHECK(read_url("../z", &*base)->user == "reader:secret");
  CHECK(read_url("//b.example/", &*base)->user.empty());
  CHECK(read_url("https:z", &*base)->url.text() == "https://a.example/x/z");
  CHECK_FALSE(resolve_url(base->url, "https:z"));
  CHECK_FALSE(resolve_url(base->url, "\\\\evil.example/"));
}

TEST_CASE("fault_066 url: a host with an empty label is no host") {
  for (const char* bad : {"https://doihttpswww.ww.oC..", "https://a..b/", "https://./"}) CHECK_MESSAGE(!parse_url(bad), bad);
  CHECK(parse_url("https://a.b./"));
}

TEST_CASE("fault_088 url: http and https only") {
  for (const char* bad : {"file:///etc/passwd", "ftp://a/b", "gopher://a/", "javascript:alert(1)", "data:text/html,x"}) {
    const auto url = parse_url(bad);
    REQUIRE_FALSE(url);
    CHECK_MESSAGE((url.error().code == "url.scheme" || url.error().code == "url.malformed"), bad);
  }
}

TEST_CASE("url: parts are read and put together again") {
  const auto url = parse_url(" HTTPS://Example.ORG.:443/a/b?x=1#top ");
  REQUIRE(url);
  CHECK(url->scheme == "https");
  CHECK(url->host == "example.org");
  CHECK(url->port == 443);
  CHECK(url->text() == "https://example.org/a/b?x=1");
  CHECK(parse_url("http://[::1]:8080/")->text() == "http://[::1]:8080/");
}

TEST_CASE("fault_065 url: references are resolved against their base") {
  const Url base = *parse_url("https://a.example/x/y?z=1");
  const std::pair<const char*, const char*> rows[] = {
      {"b", "https://a.example/x/b"},          {"/b", "https://a.example/b"},        {"../b?c=d", "https://a.example/b?c=d"},
      {"//c.example/d", "https://c.example/d"}, {"#top", "https://a.example/x/y?z=1"}, {"?q=2", "https://a.example/x/y?q=2"},
      {"http://e.example/f#g", "http://e.example/f"}};
  for (const auto& [reference, wanted] : rows) {
    const auto got = resolve_url(base, reference);
    REQUIRE_MESSAGE(got, reference);
    CHECK_MESSAGE(got->text() == wanted, reference);
  }
  CHECK_FALSE(resolve_url(base, "javascript:alert(1)"));
  for (const char* bad : {"http:///x", "https:////x", "///x"}) CHECK_MESSAGE(!resolve_url(base, bad), bad);
  CHECK(resolve_url(base, "/go?to=http:///x"));
}

TEST_CASE("fault_067 url: one canonical form for one document") {
  for (const char* same : {"http://www.example.org/a/?utm_source=rss&id=7", "https://example.org/a?id=7#top", "https://EXAMPLE.org:443/%61/?id=7&af=R", "https://example.org./a?id=7"})
    CHECK_MESSAGE(canonical_url(same) == "example.org/a?id=7", same);
  CHECK(canonical_url("https://example.org/a?id=8") != canonical_url("https://example.org/a?id=7"));
  CHECK(canonical_url("no address").empty());
}

TEST_CASE("fault_067 url: a host in another script, in full width or with what is not seen is one host") {
  std::setlocale(LC_CTYPE, "C.UTF-8");
  for (const char* same : {"http://期刊.example/", "http://期刊。example/", "http://期\xC2\xAD刊.EXAMPLE/", "http://xn--obru72c.example/"})
    CHECK_MESSAGE(parse_url(same)->text() == "http://xn--obru72c.example/", same);
  CHECK(parse_url("http://ｊｏｕｒｎａｌ．ｅｘａｍｐｌｅ/")->host == "journal.example");
  for (const char* bad : {"http://a|b/", "http://%00a/", "http://\xEF\xBF\xBD/", "http://a%20b/", "http://a[b/"})
    CHECK_MESSAGE(!parse_url(bad), bad);
}

TEST_CASE("fault_085 url: an IPv4 address has one spelling, and what only looks like one is no host") {
  for (const char* same : {"127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "127.0.0.1.", "0x7F000001", "%31%32%37.1"})
    CHECK_MESSAGE(parse_url("http://" + std::string(same) + "/")->host == "127.0.0.1", same);
  for (const char* bad : {"256.0.0.1", "1.2.3.4.5", "1.2.3.08", "4294967296", "a.1", "0x100000000", "1..2"})
    CHECK_MESSAGE(!parse_url("http://" + std::string(bad) + "/"), bad);
  CHECK(parse_url("http://1password.example/")->host == "1password.example");
  CHECK(parse_url("http://a.0b/")->host == "a.0b");
}

TEST_CASE("url: path and query are escaped as they are sent, dots too") {
  const std::pair<const char*, const char*> rows[] = {
      {"http://a.example/x y", "http://a.example/x%20y"},
      {"http://a.example/论文?q=腰\"<>'", "http://a.example/%E8%AE%BA%E6%96%87?q=%E8%85%B0%22%3C%3E%27"},
      {"http://a.example/%e8%ae", "http://a.example/%e8%ae"},
      {"http://a.example/x/%2e%2E/y/%2e", "http://a.example/y/"},
      {"http://a.example/x/a%2eb?%2e", "http://a.example/x/a%2eb?%2e"},
      {"http://a.example/{id}`", "http://a.example/%7Bid%7D%60"}};
  for (const auto& [given, wanted] : rows) CHECK_MESSAGE(parse_url(given)->text() == wanted, given);
}

TEST_CASE("fault_104 url: escapes are decoded once and must be UTF-8") {
  CHECK(percent_decode("%E8%85%B0%20a+b") == "腰 a+b");
  CHECK(percent_decode("a+b", true) == "a b");
  CHECK(percent_decode("%2541") == "%41");
  for (const char* bad : {"%", "%4", "%zz", "%ff%fe", "%00", "%c0%af", "%ed%a0%80"}) CHECK_MESSAGE(!percent_decode(bad), bad);
  CHECK(percent_decode(percent_encode("腰痛 & \"x\"/?")) == "腰痛 & \"x\"/?");
}

}  // namespace meridian::base
