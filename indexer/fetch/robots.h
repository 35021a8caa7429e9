// What a site asks robots to leave alone: RFC 9309.
//
// Obeyed for article pages only: a feed is published to be fetched by programs. Reads the spellings that sites really
// use
// ("Disalow", a missing colon) and is bounded: 500 KiB, 10,000 rules, 2 KiB a line; matching is linear in rule and path
// for each '*'. Immutable, share freely.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace meridian::indexer::fetch {

class Robots {
 public:
  // Never fails: what cannot be read is no rule.
  static Robots parse(std::string_view bytes);
  // May `agent` ("Meridian") fetch this path and query? The longest matching rule wins, and permission when two are as
  // long.
  bool allows(std::string_view agent, std::string_view path_and_query) const;
  // What Crawl-delay asks of `agent` between two requests, in milliseconds, at most an hour; 0 when it asks nothing. It is
  // no part of the RFC, but sites that write it mean it. Of several the longest.
  std::int64_t crawl_delay_ms(std::string_view agent) const;

 private:
  struct Rule {
    bool allow = false;
    std::string pattern;
  };
  struct Group {
    std::vector<std::string> agents;  // lower case; "*" for all
    std::vector<Rule> rules;
    std::int64_t delay_ms = 0;
  };
  // Those that name the agent, else those for all.
  std::vector<const Group*> groups_for(std::string_view agent) const;
  std::vector<Group> groups_;
};

// The path, parameters and query of an address, as rules are matched against it; "/" when it has none.
std::string robots_path(std::string_view url);

}  // namespace meridian::indexer::fetch
