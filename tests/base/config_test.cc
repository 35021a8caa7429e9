#include "base/config.h"

#include <doctest/doctest.h>

#include "base/files.h"

namespace meridian::base {

namespace {

Result<Config> load(const char* text, const Environment& environment = {}) {
  const auto folder = TemporaryFolder::make("config-test");
  REQUIRE(folder);
  REQUIRE(write_file_atomically(folder->path() / "config.toml", text));
  return load_config(folder->path() / "config.toml", environment);
}

}  // namespace

TEST_CASE("config: without a file the defaults hold, the environment goes on top") {
  const auto plain = load_config("/no/such/config.toml", {});
  REQUIRE(plain);
  CHECK(plain->server.port == 7878);
  CHECK(load("[server]\nport = 80\n", {{"MERIDIAN_SERVER_PORT", "81"}})->server.port == 81);
}

TEST_CASE("config: without a word of the reader's the bounds are those of the fault list") {
  const FetchConfig fetch;
  CHECK(fetch.max_wire_bytes == 16 << 20);
  CHECK(fetch.max_decoded_bytes == 32 << 20);
  CHECK(fetch.max_page_bytes == 8 << 20);
  CHECK(fetch.max_expansion == 100);
  CHECK(fetch.max_header_bytes == 64 << 10);
  CHECK(fetch.max_header_lines == 200);
  CHECK(fetch.connect_timeout_s == 10);
  CHECK(fetch.total_timeout_s == 60);
  CHECK(fetch.slow_bytes_per_s == 1024);
  CHECK(fetch.slow_for_s == 15);
  CHECK(fetch.max_redirects == 5);
  CHECK(fetch.max_per_host == 2);
  CHECK(fetch.max_items_per_feed == 10'000);
  const ServerConfig server;
  CHECK(server.listen == "127.0.0.1");
  CHECK(server.max_connections == 256);
  CHECK(server.max_head_bytes == 16 << 10);
  CHECK(server.head_timeout_s == 5);
  CHECK(server.idle_timeout_s == 15);
  CHECK(server.max_body_bytes == 1 << 20);
}

TEST_CASE("config: values are read into their places") {
  const auto config = load("library = \"/tmp/x\"\n[fetch]\nmax_redirects = 2\nallow_private = [\"127.0.0.1:80\"]\n");
  REQUIRE(config);
  CHECK(config->library == "/tmp/x");
  CHECK(config->fetch.max_redirects == 2);
  REQUIRE(config->fetch.allow_private.size() == 1);
  CHECK(config->fetch.allow_private[0] == AllowedAddress{"127.0.0.1", 80});
}

TEST_CASE("fault_109 config: a damaged file names line and key, and nothing starts half-configured") {
  const std::pair<const char*, const char*> rows[] = {
      {"[server\nport = 1", "line"},           {"[server]\nprot = 1\n", "prot"},         {"[server]\nport = \"x\"\n", "port"},
      {"[server]\nport = 99999\n", "port"},     {"[server]\nport = 1\nport = 2\n", "line 3"}, {"[nothing]\na = 1\n", "nothing"},
      {"language = \"fr\"\n", "language"},      {"\x01\x02\x03", "line 1"}, {"[\x10" "a]\nb = 1\n", "line 1"},
      {"[server]\n\n[= 1]\n", "line 3"},      {"[server]\n\x7F = 1\n", "line 2"},        {"[server]\n[fetch.=]", "line 2"},              {"[fetch]\nallow_private = [\"x\"]\n", "host:port"}};
  for (const auto& [text, named] : rows) {
    const auto config = load(text);
    REQUIRE_MESSAGE(!config, text);
    CHECK(config.error().kind == ErrorKind::invalid);
    CHECK_MESSAGE(config.error().message.find(named) != std::string::npos, config.error().message);
  }
  CHECK_FALSE(load("", {{"MERIDIAN_SERVER_PORT", "many"}}));
}

TEST_CASE("config: allowing an address keeps the file's own words") {
  const auto folder = TemporaryFolder::make("config-test");
  REQUIRE(folder);
  for (const char* before : {"", "# mine\n[server]\nport = 80\n", "# mine\n[fetch]\nmax_redirects = 3\n", "# mine\n[fetch]\nallow_private = [\"a:1\"]\n"}) {
    const auto file = folder->path() / "config.toml";
    REQUIRE(write_file_atomically(file, before));
    REQUIRE(allow_private_address(file, {"127.0.0.1", 7879}));
    REQUIRE(allow_private_address(file, {"127.0.0.1", 7879}));
    const auto config = load_config(file, {});
    REQUIRE_MESSAGE(config, before);
    CHECK(config->fetch.allow_private.front() == AllowedAddress{"127.0.0.1", 7879});
    CHECK(read_file(file)->find(std::string(before).substr(0, 7)) == 0);
  }
}

}  // namespace meridian::base
