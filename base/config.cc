#include "base/config.h"

#include <toml++/toml.h>
#include <unistd.h>

#include <algorithm>
#include <limits>
#include <set>
#include <variant>

#include "base/files.h"

extern char** environ;

namespace meridian::base {

namespace {

constexpr std::int64_t kMaxConfigBytes = 1 << 20;

// One key: its section and name, where it goes, and the values it may have.
struct Key {
  std::string_view section, name;
  std::variant<int*, std::int64_t*, std::string*, std::filesystem::path*> target;
  std::int64_t least = 0, most = std::numeric_limits<int>::max();
};

// The one list of settings; file, environment and error messages all read it.
std::vector<Key> keys(Config& c) {
  constexpr std::int64_t kGiB = std::int64_t{1} << 30;
  return {{"", "library", &c.library},
          {"", "language", &c.language},
          {"fetch", "max_wire_bytes", &c.fetch.max_wire_bytes, 1024, kGiB},
          {"fetch", "max_decoded_bytes", &c.fetch.max_decoded_bytes, 1024, kGiB},
          {"fetch", "max_page_bytes", &c.fetch.max_page_bytes, 1024, kGiB},
          {"fetch", "max_expansion", &c.fetch.max_expansion, 1, 10'000},
          {"fetch", "max_header_bytes", &c.fetch.max_header_bytes, 1024, 16 << 20},
          {"fetch", "max_header_lines", &c.fetch.max_header_lines, 10, 10'000},
          {"fetch", "connect_timeout_s", &c.fetch.connect_timeout_s, 1, 600},
          {"fetch", "total_timeout_s", &c.fetch.total_timeout_s, 1, 3600},
          {"fetch", "slow_bytes_per_s", &c.fetch.slow_bytes_per_s, 0, 1 << 20},
          {"fetch", "slow_for_s", &c.fetch.slow_for_s, 1, 600},
          {"fetch", "max_redirects", &c.fetch.max_redirects, 0, 20},
          {"fetch", "max_per_host", &c.fetch.max_per_host, 1, 8},
          {"fetch", "max_transfers", &c.fetch.max_transfers, 1, 256},
          {"fetch", "host_delay_ms", &c.fetch.host_delay_ms, 0, 600'000},
          {"fetch", "max_items_per_feed", &c.fetch.max_items_per_feed, 1, 1'000'000},
          {"fetch", "max_new_items_per_feed_per_day", &c.fetch.max_new_items_per_feed_per_day, 1, 1'000'000},
          {"fetch", "max_pages_per_round", &c.fetch.max_pages_per_round, 1, 100'000},
          {"fetch", "max_pages_per_host", &c.fetch.max_pages_per_host, 1, 10'000},
          {"fetch", "min_interval_s", &c.fetch.min_interval_s, 60, 31 * 86'400},
          {"fetch", "max_interval_s", &c.fetch.max_interval_s, 60, 31 * 86'400},
          {"fetch", "proxy", &c.fetch.proxy},
          {"fetch", "user_agent", &c.fetch.user_agent},
          {"search", "max_query_bytes", &c.search.max_query_bytes, 16, 1 << 20},
          {"search", "max_query_words", &c.search.max_query_words, 1, 10'000},
          {"search", "max_depth", &c.search.max_depth, 1, 256},
          {"search", "max_wildcards", &c.search.max_wildcards, 0, 256},
          {"search", "max_wildcard_forms", &c.search.max_wildcard_forms, 1, 10'000},
          {"search", "max_expanded_words", &c.search.max_expanded_words, 1, 100'000},
          {"search", "max_query_steps", &c.search.max_query_steps, 100'000, 1'000'000'000},
          {"search", "max_page_size", &c.search.max_page_size, 1, 1000},
          {"search", "max_hit", &c.search.max_hit, 10, 1'000'000},
          {"search", "exact_count_up_to", &c.search.exact_count_up_to, 10, 10'000'000},
          {"search", "bursts_percent", &c.search.bursts_percent, 0, 100},
          {"search", "tiered_words", &c.search.tiered_words, 0, 512},
          {"search", "synonyms", &c.search.synonyms, 0, 1},
          {"search", "feedback_percent", &c.search.feedback_percent, 0, 100},
          {"search", "learnt_works", &c.search.learnt_works, 0, 10'000},
          {"search", "neighbours_percent", &c.search.neighbours_percent, 0, 100},
          {"search", "mixing_percent", &c.search.mixing_percent, 0, 100},
          {"search", "freshness_percent", &c.search.freshness_percent, 0, 100},
          {"server", "listen", &c.server.listen},
          {"server", "port", &c.server.port, 0, 65'535},
          {"server", "max_connections", &c.server.max_connections, 1, 65'536},
          {"server", "max_head_bytes", &c.server.max_head_bytes, 1024, 1 << 20},
          {"server", "head_timeout_s", &c.server.head_timeout_s, 1, 600},
          {"server", "idle_timeout_s", &c.server.idle_timeout_s, 1, 3600},
          {"server", "max_body_bytes", &c.server.max_body_bytes, 0, 64 << 20},
          {"server", "search_threads", &c.server.search_threads, 1, 64},
          {"server", "max_waiting", &c.server.max_waiting, 1, 10'000}};
}

std::string full_name(const Key& key) { return (key.section.empty() ? "" : std::string(key.section) + ".") + std::string(key.name); }

tl::unexpected<Error> wrong(const std::string& where, const std::string& what) {
  return fail(ErrorKind::invalid, "config.invalid", where + ": " + what + " Correct it, or remove the line to have the default.");
}

Status set_number(const Key& key, std::int64_t value, const std::string& where) {
  if (value < key.least || value > key.most)
    return wrong(where, "“" + full_name(key) + "” must be from " + std::to_string(key.least) + " to " + std::to_string(key.most) + ".");
  if (auto* narrow = std::get_if<int*>(&key.target)) **narrow = static_cast<int>(value);
  else *std::get<std::int64_t*>(key.target) = value;
  return {};
}

bool is_text(const Key& key) { return std::holds_alternative<std::string*>(key.target) || std::holds_alternative<std::filesystem::path*>(key.target); }

void set_text(const Key& key, const std::string& value) {
  if (auto* text = std::get_if<std::string*>(&key.target)) **text = value;
  else *std::get<std::filesystem::path*>(key.target) = value;
}

std::string place(const std::filesystem::path& file, const toml::node& node) { return file.string() + ", line " + std::to_string(node.source().begin.line); }

Status read_allowed(const std::filesystem::path& file, const toml::node& node, std::vector<AllowedAddress>& out) {
  const toml::array* list = node.as_array();
  if (list == nullptr) return wrong(place(file, node), "“fetch.allow_private” must be a list of \"host:port\".");
  for (const toml::node& entry : *list) {
    const std::string text = entry.value_or(std::string());
    const std::size_t colon = text.rfind(':');
    int port = 0;
    if (colon != std::string::npos && text.size() - colon <= 6)
      for (const char c : text.substr(colon + 1)) port = c >= '0' && c <= '9' && port >= 0 ? port * 10 + (c - '0') : -1;
    if (colon == std::string::npos || colon == 0 || port <= 0 || port > 65'535)
      return wrong(place(file, entry), "each entry of “fetch.allow_private” is a \"host:port\".");
    out.push_back({text.substr(0, colon), port});
  }
  return {};
}

Status read_table(const std::filesystem::path& file, const toml::table& table, std::string_view section, const std::vector<Key>& known, Config& config) {
  for (const auto& [name, node] : table) {
    if (section.empty() && node.is_table()) {
      if (name.str() != "fetch" && name.str() != "search" && name.str() != "server")
        return wrong(place(file, node), "there is no section “" + std::string(name.str()) + "”.");
      MERIDIAN_TRY(read_table(file, *node.as_table(), name.str(), known, config));
      continue;
    }
    if (section == "fetch" && name.str() == "allow_private") {
      MERIDIAN_TRY(read_allowed(file, node, config.fetch.allow_private));
      continue;
    }
    const std::string_view wanted = name.str();
    const auto key = std::find_if(known.begin(), known.end(), [&](const Key& one) { return one.section == section && one.name == wanted; });
    if (key == known.end()) return wrong(place(file, node), "there is no setting “" + std::string(name.str()) + "”.");
    if (is_text(*key) && node.is_string()) set_text(*key, node.value_or(std::string()));
    else if (!is_text(*key) && node.is_integer()) MERIDIAN_TRY(set_number(*key, node.value_or(std::int64_t{0}), place(file, node)));
    else return wrong(place(file, node), "“" + full_name(*key) + (is_text(*key) ? "” must be text in quotes." : "” must be a whole number."));
  }
  return {};
}

Status read_environment(const Environment& environment, const std::vector<Key>& known) {
  for (const Key& key : known) {
    std::string name = "MERIDIAN_" + (key.section.empty() ? "" : std::string(key.section) + "_") + std::string(key.name);
    std::transform(name.begin(), name.end(), name.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    const auto found = environment.find(name);
    if (found == environment.end()) continue;
    if (is_text(key)) {
      set_text(key, found->second);
      continue;
    }
    std::int64_t value = 0;
    bool good = !found->second.empty() && found->second.size() < 16;
    for (const char c : found->second) good = good && c >= '0' && c <= '9', value = value * 10 + (c - '0');
    if (!good) return wrong("Environment", name + " must be a whole number.");
    MERIDIAN_TRY(set_number(key, value, "Environment " + name));
  }
  return {};
}

std::filesystem::path below(const Environment& environment, const char* variable, const char* fallback, const char* name) {
  const auto found = environment.find(variable);
  if (found != environment.end() && found->second.starts_with("/")) return std::filesystem::path(found->second) / "meridian" / name;
  const auto home = environment.find("HOME");
  return std::filesystem::path(home != environment.end() && !home->second.empty() ? home->second : ".") / fallback / "meridian" / name;
}

}  // namespace

Environment environment() {
  Environment out;
  for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const std::size_t equals = text.find('=');
    if (equals != std::string_view::npos) out.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return out;
}

Result<Config> load_config(const std::filesystem::path& file, const Environment& environment) {
  Config config;
  const std::vector<Key> known = keys(config);
  const Result<std::string> text = read_file(file, kMaxConfigBytes);
  if (!text && text.error().kind != ErrorKind::not_found)
    return fail(ErrorKind::invalid, "config.unreadable", "The settings cannot be read: " + text.error().message);
  if (text) {
    try {
      const toml::table table = toml::parse(*text, file.string());
      MERIDIAN_TRY(read_table(file, table, "", known, config));
    } catch (const toml::parse_error& error) {
      return wrong(file.string() + ", line " + std::to_string(error.source().begin.line), std::string(error.description()) + ".");
    }
  }
  MERIDIAN_TRY(read_environment(environment, known));
  if (!config.language.empty() && config.language != "en" && config.language != "zh") return wrong(file.string(), "“language” must be \"en\" or \"zh\".");
  return config;
}

std::filesystem::path default_config_file(const Environment& environment) { return below(environment, "XDG_CONFIG_HOME", ".config", "config.toml"); }

std::filesystem::path default_library_folder(const Environment& environment) {
  return below(environment, "XDG_DATA_HOME", ".local/share", "").parent_path();
}

Result<std::filesystem::path> shipped_data_folder(const Environment& environment) {
  std::vector<std::filesystem::path> places;
  if (const auto given = environment.find("MERIDIAN_DATA_DIR"); given != environment.end()) {
    places = {given->second};
  } else {
    std::error_code ignored;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", ignored);
    places = {program.parent_path().parent_path() / "share/meridian"};
    // In a build tree the program is some folders below the sources.
    for (std::filesystem::path folder = program.parent_path(); folder.has_relative_path(); folder = folder.parent_path()) places.push_back(folder / "data");
  }
  std::string looked;
  for (const std::filesystem::path& place : places) {
    std::error_code ignored;
    if (std::filesystem::is_directory(place / "glossary", ignored)) return place;
    looked += (looked.empty() ? "" : ", ") + place.string();
  }
  return fail(ErrorKind::not_found, "data.missing", "Meridian's own data folder is not there (looked at " + looked + "); set MERIDIAN_DATA_DIR to it.");
}

Status allow_private_address(const std::filesystem::path& file, const AllowedAddress& address) {
  Environment none;
  MERIDIAN_TRY_ASSIGN(const Config config, load_config(file, none));
  const auto& allowed = config.fetch.allow_private;
  if (std::find(allowed.begin(), allowed.end(), address) != allowed.end()) return {};
  const Result<std::string> read = read_file(file, kMaxConfigBytes);
  std::string text = read ? *read : "# Meridian's settings; docs/operations.md explains each.\n";
  const std::string entry = "\"" + address.host + ":" + std::to_string(address.port) + "\"";

  // The file's own text stays: the entry goes into its list, or the list into its section.
  const auto line_start = [&](std::string_view words) -> std::size_t {
    for (std::size_t at = text.find(words); at != std::string::npos; at = text.find(words, at + 1))
      if (at == 0 || text[at - 1] == '\n') return at;
    return std::string::npos;
  };
  const std::size_t list = line_start("allow_private"), section = line_start("[fetch]");
  if (list != std::string::npos) text.insert(text.find('[', list) + 1, entry + (allowed.empty() ? "" : ", "));
  else if (section != std::string::npos) text.insert(std::min(text.find('\n', section), text.size() - 1) + 1, "allow_private = [" + entry + "]\n");
  else text += (text.empty() || text.back() == '\n' ? "" : "\n") + std::string("[fetch]\nallow_private = [") + entry + "]\n";
  MERIDIAN_TRY(make_private_folder(file.parent_path()));
  return write_file_atomically(file, text);
}

}  // namespace meridian::base
