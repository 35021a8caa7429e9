#include "cli/demo_site.h"

#include <cstdio>
#include <functional>
#include <map>

#include "base/files.h"

namespace meridian::cli {

namespace {

constexpr std::int64_t kDay = 86'400;

std::string rfc822(base::UnixTime time) {
  static constexpr const char* kWeekdays[] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
  static constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const base::CivilDay day = base::civil_from_days(time / kDay);
  char text[48];
  std::snprintf(text, sizeof text, "%s, %02d %s %04d 08:00:00 GMT", kWeekdays[time / kDay % 7], day.day, kMonths[day.month - 1], day.year);
  return text;
}

std::string zh_day(base::UnixTime time) {
  const base::CivilDay day = base::civil_from_days(time / kDay);
  return std::to_string(day.year) + "年" + std::to_string(day.month) + "月" + std::to_string(day.day) + "日";
}

// "day 3" → "2026-11-18"; nothing when the words are not ours.
std::optional<std::string> placeholder(std::string_view words, base::UnixTime now, std::string_view origin) {
  if (words == "origin") return std::string(origin);
  const std::size_t blank = words.find(' ');
  if (blank == std::string_view::npos) return std::nullopt;
  std::int64_t days = 0;
  for (const char c : words.substr(blank + 1)) {
    if (c < '0' || c > '9' || days > 100'000) return std::nullopt;
    days = days * 10 + (c - '0');
  }
  const std::string_view form = words.substr(0, blank);
  const base::UnixTime time = now / kDay * kDay - days * kDay;
  if (form == "day") return base::iso_day(time);
  if (form == "year") return base::iso_day(time).substr(0, 4);
  if (form == "rfc822") return rfc822(time + 8 * 3600);
  if (form == "rfc3339") return base::rfc3339(time + 8 * 3600);
  if (form == "zh") return zh_day(time);
  return std::nullopt;
}

std::string content_type_of(const std::filesystem::path& file) {
  const std::string extension = file.extension().string();
  if (extension == ".html") return "text/html; charset=utf-8";
  return extension == ".txt" ? "text/plain; charset=utf-8" : "application/xml";
}

}  // namespace

std::string fill_placeholders(std::string_view text, base::UnixTime now, std::string_view origin) {
  constexpr std::size_t kLongest = 32;
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t open = std::min(text.find("{{", at), text.size());
    out += text.substr(at, open - at);
    if (open == text.size()) break;
    const std::size_t close = text.substr(open, kLongest).find("}}");
    const auto filled = close == std::string_view::npos ? std::nullopt : placeholder(text.substr(open + 2, close - 2), now, origin);
    out += filled ? *filled : "{{";
    at = filled ? open + close + 2 : open + 2;
  }
  return out;
}

base::Result<std::vector<DemoFeed>> read_demo_feeds(const std::filesystem::path& folder) {
  MERIDIAN_TRY_ASSIGN(const std::string list, base::read_file(folder / "feeds.tsv"));
  std::vector<DemoFeed> feeds;
  std::size_t number = 0;
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find('\n', at), list.size());
    const std::string line = list.substr(at, end - at);
    at = end + 1;
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const std::size_t first = line.find('\t'), second = first == std::string::npos ? first : line.find('\t', first + 1);
    if (second == std::string::npos)
      return base::fail(base::ErrorKind::invalid, "demo.feeds", "Line " + std::to_string(number) + " of feeds.tsv has no three columns.");
    feeds.push_back({"/" + line.substr(0, first), line.substr(first + 1, second - first - 1), line.substr(second + 1)});
  }
  return feeds;
}

base::Result<query::web::Handler> make_demo_site(const std::filesystem::path& folder, const std::vector<DemoFeed>& feeds, base::UnixTime now) {
  struct File {
    std::string content_type, text;
  };
  auto files = std::make_shared<std::map<std::string, File>>();
  std::error_code error;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, error)) {
    if (!entry.is_regular_file()) continue;
    MERIDIAN_TRY_ASSIGN(std::string text, base::read_file(entry.path()));
    const std::string path = "/" + std::filesystem::relative(entry.path(), folder).generic_string();
    (*files)[path] = {content_type_of(entry.path()), std::move(text)};
  }
  if (error) return base::fail(base::ErrorKind::storage, "disk.read", "The demo's files in " + folder.string() + " cannot be read: " + error.message() + ".");
  for (const DemoFeed& feed : feeds)
    if (const auto found = files->find(feed.path); found != files->end()) found->second.content_type = feed.content_type;

  return query::web::Handler([files, now](const query::web::Request& request, int) -> query::web::Response {
    const auto found = files->find(request.path);
    if (found == files->end()) return {404, "text/plain; charset=utf-8", "The demo has no such page.\n", {}};
    const auto host = request.headers.find("host");
    const std::string body = fill_placeholders(found->second.text, now, "http://" + (host == request.headers.end() ? "" : host->second));
    const std::string tag = "\"" + std::to_string(std::hash<std::string>{}(body)) + "\"";
    const auto known = request.headers.find("if-none-match");
    if (known != request.headers.end() && known->second == tag) return {304, found->second.content_type, "", {{"ETag", tag}}};
    return {200, found->second.content_type, body, {{"ETag", tag}}};
  });
}

}  // namespace meridian::cli
