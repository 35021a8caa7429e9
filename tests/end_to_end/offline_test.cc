// The real program without a network, and with its library in odd places.
#include <doctest/doctest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/end_to_end/demo_library.h"

using meridian::tests::check_calm;
using meridian::tests::Home;
using meridian::tests::Outcome;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

constexpr const char* kRecords =
    "{\"id\":\"doi:10.5555/o.1\",\"title\":\"Walking and the back\",\"abstract\":\"Walking helped 40 adults with back pain.\",\"date\":\"2026-05-01\"}\n"
    "{\"id\":\"doi:10.5555/o.2\",\"title\":\"Rest and the back\",\"abstract\":\"Rest did not help 30 adults with back pain.\",\"date\":\"2026-05-02\"}\n";

bool is_private(const fs::path& path) {
  return (fs::status(path).permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none;
}

}  // namespace

TEST_CASE("fault_205 offline: without any network from the first start, everything but crawl works") {
  Home home;
  if (!home.cut_network()) {
    MESSAGE("this machine lets nobody leave its network");
    return;
  }
  CHECK(home.run({"import", home.write("two.jsonl", kRecords).string(), "--quiet"}).code == 0);
  const std::string article = std::to_string(json::parse(home.run({"search", "walking", "--json"}).out, nullptr, false)["hits"][0]["id"].get<int>());
  for (const auto& command : std::vector<std::vector<std::string>>{{"search", "back"}, {"show", article}, {"related", article}, {"brief", "back pain"}, {"today"}, {"stats"},
                                                                   {"feeds", "add", "https://a.invalid/rss"}, {"feeds", "list"}, {"feeds", "export"}, {"check"}, {"reindex"}, {"search", "back"}}) {
    const Outcome outcome = home.run(command);
    check_calm(outcome);
    CHECK_MESSAGE(outcome.code == 0, command[0], outcome.err);
  }
  const Outcome crawled = home.run({"crawl", "--quiet"});
  check_calm(crawled);
  CHECK(crawled.code == 3);
  CHECK(json::parse(home.run({"feeds", "list", "--json"}).out, nullptr, false)[0]["articles"] == 0);
}

TEST_CASE("fault_107 library folder: odd names and links work, and what is made is its owner's alone") {
  Home home;
  const auto file = home.write("two.jsonl", kRecords);
  const auto works_in = [&](const fs::path& folder) {
    const Outcome imported = home.run({"import", file.string(), "--quiet", "--library", folder.string()});
    check_calm(imported);
    CHECK_MESSAGE(imported.code == 0, imported.err);
    CHECK(home.run({"search", "walking", "--library", folder.string()}).code == 0);
  };
  for (const char* name : {"-quo'te\"s and 脉络\nnew line", "bad \xFF bytes", "$(x) `y` ;z"}) {
    const fs::path folder = home.folder() / name / "inner";
    works_in(folder);
    CHECK(is_private(folder));
    CHECK(is_private(folder.parent_path()));
    for (const auto& entry : fs::directory_iterator(folder)) CHECK_MESSAGE(is_private(entry.path()), entry.path());
  }
  fs::create_directories(home.folder() / "open");
  fs::permissions(home.folder() / "open", fs::perms::all);
  works_in(home.folder() / "open");
  for (const auto& entry : fs::directory_iterator(home.folder() / "open")) CHECK_MESSAGE(is_private(entry.path()), entry.path());
  fs::create_directories(home.folder() / "target");
  fs::create_directory_symlink(home.folder() / "target", home.folder() / "link");
  works_in(home.folder() / "link");
  CHECK(fs::exists(home.folder() / "target" / "library.db"));
}

TEST_CASE("fault_107 library folder: what is no folder, or leads nowhere, is refused with the reason") {
  Home home;
  const auto file = home.write("two.jsonl", kRecords), taken = home.write("taken", "a file");
  fs::create_symlink(home.folder() / "nowhere" / "at all", home.folder() / "dangling");
  for (const fs::path& folder : {taken, taken / "below", home.folder() / "dangling"}) {
    const Outcome refused = home.run({"import", file.string(), "--quiet", "--library", folder.string()});
    check_calm(refused);
    CHECK(refused.code == 4);
    CHECK_MESSAGE(refused.err.find(folder.filename().string() == "dangling" ? "dangling" : "taken") != std::string::npos, refused.err);
  }
  CHECK(fs::file_size(taken) == 6);
}

TEST_CASE("fault_107 library folder: one that others can write to works, and every verb that opens it says so once") {
  Home home;
  const auto file = home.write("two.jsonl", kRecords);
  const fs::path folder = home.folder() / "open";
  fs::create_directories(folder);
  const auto told = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--library", folder.string()});
    const Outcome outcome = home.run(arguments);
    check_calm(outcome);
    CHECK_MESSAGE(outcome.code == 0, outcome.err);
    int times = 0;
    for (std::size_t at = outcome.err.find("chmod go-w"); at != std::string::npos; at = outcome.err.find("chmod go-w", at + 1)) ++times;
    return times;
  };
  for (const fs::perms others : {fs::perms::all, fs::perms::owner_all | fs::perms::group_write}) {
    fs::permissions(folder, others);
    CHECK(told({"import", file.string(), "--quiet"}) == 1);
    CHECK(told({"search", "walking"}) == 1);
    CHECK(told({"today", "--lang", "zh"}) == 1);
    CHECK(told({"check"}) == 1);
  }
  for (const fs::perms fine : {fs::perms::owner_all, fs::perms::owner_all | fs::perms::group_read | fs::perms::others_exec, fs::perms::all | fs::perms::sticky_bit}) {
    fs::permissions(folder, fine);
    CHECK(told({"search", "walking"}) == 0);
  }
}
