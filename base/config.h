// Settings file and environment into one plain struct; every default explained here and nowhere else.
//
// Order: the defaults below, then $XDG_CONFIG_HOME/meridian/config.toml, then MERIDIAN_… (MERIDIAN_FETCH_MAX_REDIRECTS for
// [fetch] max_redirects). A file that is damaged, has an unknown key, a wrong type or a value out of range is an error that
// names line and key: nothing starts half-configured (FAULTS 109). The bounds are the table of FAULTS section 1.
// Immutable, share freely.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"

namespace meridian::base {

// A host and port on the user's own network that may be fetched from; written only by `feeds add --allow-private` and `demo`.
struct AllowedAddress {
  std::string host;  // as in the URL, lower case, without brackets
  int port = 0;
  friend bool operator==(const AllowedAddress&, const AllowedAddress&) = default;
};

struct FetchConfig {
  std::int64_t max_wire_bytes = 16 << 20;      // a response as sent
  std::int64_t max_decoded_bytes = 32 << 20;   // a response once decompressed
  std::int64_t max_page_bytes = 8 << 20;       // an article page once decompressed
  int max_expansion = 100;                     // decoded/wire past the first MiB
  std::int64_t max_header_bytes = 64 << 10;    // all header lines together
  int max_header_lines = 200;
  int connect_timeout_s = 10;
  int total_timeout_s = 60;
  int slow_bytes_per_s = 1024;                 // slower than this …
  int slow_for_s = 15;                         // … for this long ends the transfer
  int max_redirects = 5;
  int max_per_host = 2;                        // transfers at once to one host
  int max_transfers = 16;                      // transfers at once in all
  int host_delay_ms = 1000;                    // between two requests to one host; 0 on allowed private addresses
  int max_items_per_feed = 10'000;
  int max_new_items_per_feed_per_day = 1000;   // more is `feed.flood`
  int max_pages_per_round = 500;               // article pages, of all sites
  int max_pages_per_host = 50;                 // article pages of one site in a round; fewer when it asks for long delays
  int min_interval_s = 1800;                   // a feed is not asked more often
  int max_interval_s = 86'400;                 // nor less often, when healthy
  std::string proxy;                           // proxies are taken from here only; the environment is ignored (FAULTS 22)
  std::string user_agent = "Meridian/0.1 (personal research feed reader)";
  std::vector<AllowedAddress> allow_private;
};

struct SearchConfig {
  std::int64_t max_query_bytes = 16 << 10;
  int max_query_words = 512;
  int max_depth = 32;
  int max_wildcards = 16;
  int max_wildcard_forms = 500;
  int max_expanded_words = 2000;
  int max_query_steps = 20'000'000;           // postings read and merged, as estimated before the search: about half a second
  int max_page_size = 200;
  int max_hit = 10'000;                        // the deepest hit that can be asked for
  int exact_count_up_to = 10'000;              // facets and counts are exact up to here
  // The steps of ranking (docs/ranking.md); 0 switches one off.
  int bursts_percent = 25;                     // hundredths of the power of (cf/n) that words in bursts gain
  int tiered_words = 4;                        // up to so many words, works that hold all come first
  int synonyms = 1;                            // of the glossary, translations too
  int feedback_percent = 20;                   // weight of words learnt from the best hits
  int learnt_works = 200;                      // most works without the words, found by those learnt
  int neighbours_percent = 40;                 // weight that a paper has from its related papers' ranks
  int mixing_percent = 50;                     // share of the typed words' own weight, added at the end
  int freshness_percent = 15;                  // what a paper of today counts more, in the order "fresh" alone
};

struct ServerConfig {
  std::string listen = "127.0.0.1";
  int port = 7878;
  int max_connections = 256;
  int max_head_bytes = 16 << 10;
  int head_timeout_s = 5;
  int idle_timeout_s = 15;
  int max_body_bytes = 1 << 20;
  int search_threads = 2;
  int max_waiting = 64;                        // requests that may wait for a search thread; then 503
};

struct Config {
  std::filesystem::path library;               // folder of library.db and index/; $XDG_DATA_HOME/meridian
  std::string language;                        // of pages and messages: "en", "zh", or empty = by LANG / Accept-Language
  FetchConfig fetch;
  SearchConfig search;
  ServerConfig server;
};

using Environment = std::map<std::string, std::string>;

// The process's own environment.
Environment environment();
// Reads `file` when it exists and `environment` on top. Fails with invalid "config.…" naming file, line and key.
Result<Config> load_config(const std::filesystem::path& file, const Environment& environment);
// $XDG_CONFIG_HOME/meridian/config.toml (or ~/.config/…).
std::filesystem::path default_config_file(const Environment& environment);
// $XDG_DATA_HOME/meridian (or ~/.local/share/…).
std::filesystem::path default_library_folder(const Environment& environment);
// Where what ships in data/ is: $MERIDIAN_DATA_DIR, else beside the program's source tree or ../share/meridian of the program.
// Fails with not_found "data.missing", naming the places looked at.
Result<std::filesystem::path> shipped_data_folder(const Environment& environment);
// Adds one address to allow_private in `file` (atomically, keeping the rest of the file's text); idempotent.
Status allow_private_address(const std::filesystem::path& file, const AllowedAddress& address);

}  // namespace meridian::base
