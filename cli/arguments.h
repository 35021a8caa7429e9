// What the command line said, as one plain struct; CLI11 is used in arguments.cc and help.cc only.
//
// Immutable, share freely.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace meridian::cli {

struct Arguments {
  std::string verb;                          // "search", "feeds add", "eval search"
  std::vector<std::string> words;            // the verb's own arguments: query words, addresses, ids, files
  bool json = false;
  bool quiet = false;
  std::filesystem::path library;             // empty = the usual place
  std::string language;                      // "en", "zh", "" = by the locale
  std::optional<int> limit;                  // nothing: the verb's own
  int offset = 0;
  std::string sort = "relevance";
  std::string match = "tiers";
  bool expand = true;
  bool explain = false;                      // search
  bool all = false;                          // crawl
  bool pages = false;                        // crawl, feeds add
  std::string pages_of_feed;                 // feeds set: "on", "off", "" = as it is
  bool add = false;                          // feeds starter
  int backfill_pages = 0;                    // crawl
  std::vector<std::string> feeds;            // crawl --feed
  bool dry_run = false;                      // import
  int seconds = 0;                           // derive: for how long; 0 = until done
  bool again = false;                        // import
  bool next = false;                         // today
  std::vector<std::string> authors, sources; // today
  std::string format = "md";                 // brief
  bool off = false;                          // star, read, hide, tag
  std::vector<std::string> tags;             // tag
  std::string title;                         // feeds add
  bool allow_private = false;
  std::string url;                           // feeds parse: where the document came from
  std::string content_type;                  // feeds parse: the header that came with it
  std::string listen;                        // serve
  int port = -1;
  std::string crawl_every;                   // serve, "1h"; empty = never
  bool browser = true;                       // demo
  bool serve = true;                         // demo
  bool repair = false;                       // check
  std::filesystem::path run_file;            // eval
  bool stages = false;                       // eval
};

struct ParsedArguments {
  std::optional<Arguments> arguments;        // nothing: `message` has been asked for, or tells what was wrong
  std::string message;
  int exit_code = 0;                         // 0 for help, 2 for usage
};

// Every verb with its options, described in `language` ("en", "zh") for a terminal of `columns`; parsing fills `out`, which must
// outlive it.
std::shared_ptr<CLI::App> make_verbs(Arguments& out, std::string_view language, int columns);
ParsedArguments parse_arguments(int count, char** values, std::string_view language, int columns);

}  // namespace meridian::cli
