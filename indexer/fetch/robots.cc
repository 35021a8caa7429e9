#include "indexer/fetch/robots.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>

#include "base/ascii.h"

namespace meridian::indexer::fetch {

namespace {

using base::lower;

constexpr std::size_t kMaxBytes = 500 << 10, kMaxLine = 2048, kMaxRules = 10'000;
constexpr std::int64_t kLongestDelayMs = 3'600'000;

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}
bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
char upper(char c) {
  return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

// Escapes are written in upper case so that both sides are spelt alike (RFC 9309, 2.2.2). A rule's bytes above ASCII
// are escaped; an address that is fetched has none.
std::string escaped(std::string_view text, bool is_rule) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x80 && is_rule) {
      ((out += '%') += kDigits[byte >> 4]) += kDigits[byte & 15];
    } else if (text[i] == '%' && i + 2 < text.size() && is_hex(text[i + 1]) && is_hex(text[i + 2])) {
      ((out += '%') += upper(text[i + 1])) += upper(text[i + 2]);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

// The letters, '_' and '-' that a product name is made of; what follows is a version or a comment.
std::string_view product(std::string_view agent) {
  std::size_t end = 0;
  while (end < agent.size() &&
         ((lower(agent[end]) >= 'a' && lower(agent[end]) <= 'z') || agent[end] == '_' || agent[end] == '-'))
    ++end;
  return agent.substr(0, end);
}

enum class Field { agent, allow, disallow, delay, other };

Field field_of(std::string_view key) {
  static constexpr std::array kAgent = {std::string_view("user-agent"), std::string_view("useragent"),
                                        std::string_view("user agent")};
  static constexpr std::array kDisallow = {std::string_view("disallow"), std::string_view("dissallow"),
                                           std::string_view("dissalow"), std::string_view("disalow"),
                                           std::string_view("diasllow"), std::string_view("disallaw")};
  const std::string name = lower(key);
  if (std::find(kAgent.begin(), kAgent.end(), name) != kAgent.end()) return Field::agent;
  if (name == "allow") return Field::allow;
  if (name == "crawl-delay" || name == "crawldelay") return Field::delay;
  return std::find(kDisallow.begin(), kDisallow.end(), name) != kDisallow.end() ? Field::disallow : Field::other;
}

struct Line {
  Field field;
  std::string_view value;
};

// "key: value # comment"; some sites leave the colon out, which is read when there are just two words.
std::optional<Line> read_line(std::string_view line) {
  line = trimmed(line.substr(0, line.find('#')));
  std::size_t split = line.find(':');
  if (split == std::string_view::npos) {
    split = line.find_first_of(" \t");
    if (split == std::string_view::npos || trimmed(line.substr(split)).find_first_of(" \t") != std::string_view::npos)
      return std::nullopt;
  }
  const std::string_view key = trimmed(line.substr(0, split));
  if (key.empty()) return std::nullopt;
  return Line{field_of(key), trimmed(line.substr(split + 1))};
}

// '*' stands for any bytes and a last '$' for the end; otherwise the pattern is a beginning. The leftmost place for
// each piece is always good enough, so nothing is tried twice.
bool matches(std::string_view pattern, std::string_view path) {
  const bool to_end = pattern.ends_with('$');
  if (to_end) pattern.remove_suffix(1);
  std::size_t star = std::min(pattern.find('*'), pattern.size());
  if (!path.starts_with(pattern.substr(0, star))) return false;
  std::size_t at = star;
  if (star == pattern.size()) return !to_end || at == path.size();
  while (star < pattern.size()) {
    const std::size_t next = std::min(pattern.find('*', star + 1), pattern.size());
    const std::string_view piece = pattern.substr(star + 1, next - star - 1);
    if (next == pattern.size() && to_end) return path.size() >= at + piece.size() && path.ends_with(piece);
    const std::size_t found = path.find(piece, at);
    if (found == std::string_view::npos) return false;
    at = found + piece.size();
    star = next;
  }
  return true;
}

// "10", "0.5": seconds. What is no number asks for nothing.
std::int64_t delay_ms(std::string_view value) {
  double seconds = 0;
  const auto read = std::from_chars(value.data(), value.data() + value.size(), seconds, std::chars_format::fixed);
  if (read.ec != std::errc() || !std::isfinite(seconds) || seconds <= 0) return 0;
  return static_cast<std::int64_t>(std::min(seconds * 1000, static_cast<double>(kLongestDelayMs)));
}

}  // namespace

Robots Robots::parse(std::string_view bytes) {
  Robots robots;
  bytes = bytes.substr(0, kMaxBytes);
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  std::size_t rules = 0;
  bool in_agents = false;  // agents in a row share the rules that follow
  while (!bytes.empty() && rules < kMaxRules) {
    const std::size_t end = std::min(bytes.find_first_of("\r\n"), bytes.size());
    const std::optional<Line> line = read_line(bytes.substr(0, std::min(end, kMaxLine)));
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (!line || line->field == Field::other) continue;
    if (line->field == Field::agent) {
      if (!in_agents) robots.groups_.emplace_back();
      in_agents = true;
      ++rules;
      const bool all = line->value == "*" || (line->value.starts_with("*") && is_blank(line->value[1]));
      robots.groups_.back().agents.push_back(all ? "*" : lower(product(line->value)));
      continue;
    }
    if (line->field == Field::delay) {  // ends no group: RFC 9309, 2.2.4
      if (robots.groups_.empty()) continue;
      std::int64_t& delay = robots.groups_.back().delay_ms;
      delay = std::max(delay, delay_ms(line->value));
      continue;
    }
    in_agents = false;
    if (robots.groups_.empty()) continue;  // rules for nobody
    ++rules;
    robots.groups_.back().rules.push_back({line->field == Field::allow, escaped(line->value, true)});
  }
  return robots;
}

std::vector<const Robots::Group*> Robots::groups_for(std::string_view agent) const {
  const std::string name = lower(product(agent));
  std::vector<const Group*> named, for_all;
  for (const Group& group : groups_) {
    const auto speaks_to = [&](std::string_view whom) {
      return std::find(group.agents.begin(), group.agents.end(), whom) != group.agents.end();
    };
    if (!name.empty() && speaks_to(name)) named.push_back(&group);
    if (speaks_to("*")) for_all.push_back(&group);
  }
  return named.empty() ? for_all : named;
}

bool Robots::allows(std::string_view agent, std::string_view path_and_query) const {
  const std::string path = escaped(path_and_query, false);
  bool allowed = true;
  std::size_t longest = 0;
  for (const Group* group : groups_for(agent))
    for (const Rule& rule : group->rules) {
      if (rule.pattern.empty() || rule.pattern.size() < longest || !matches(rule.pattern, path)) continue;
      allowed = rule.allow || (rule.pattern.size() == longest && allowed);
      longest = rule.pattern.size();
    }
  return allowed;
}

std::int64_t Robots::crawl_delay_ms(std::string_view agent) const {
  std::int64_t longest = 0;
  for (const Group* group : groups_for(agent)) longest = std::max(longest, group->delay_ms);
  return longest;
}

std::string robots_path(std::string_view url) {
  const std::size_t scheme = url.find("://");
  const std::size_t authority = scheme != std::string_view::npos ? scheme + 3 : url.starts_with("//") ? 2 : 0;
  url = url.substr(0, url.find('#'));
  const std::size_t path = url.find_first_of("/?;", std::min(authority, url.size()));
  if (path == std::string_view::npos) return "/";
  return (url[path] == '/' ? "" : "/") + std::string(url.substr(path));
}

}  // namespace meridian::indexer::fetch
