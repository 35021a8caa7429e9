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
