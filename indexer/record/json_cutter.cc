// See json_cutter.h. An answer is told from a record by a list of objects under one of the usual names, at most two
// levels deep; what stands behind that list is passed over.
#include "indexer/record/json_cutter.h"

#include <algorithm>
#include <array>

#include "base/ascii.h"

namespace meridian::indexer::record {
namespace {

using base::is_blank;

constexpr std::size_t kNowhere = std::string_view::npos;
constexpr std::array<std::string_view, 6> kLists = {"items", "result", "results", "collection", "docs", "records"};

// Behind the string that begins at `at`; kNowhere when it does not end.
std::size_t string_end(std::string_view json, std::size_t at) {
  for (++at; at < json.size(); ++at) {
    at = json.find_first_of("\"\\", at);
    if (at == kNowhere) return at;
    if (json[at] == '"') return at + 1;
    ++at;
  }
  return kNowhere;
}

// The object that begins at `at`: where it ends, and where a list of records begins inside it.
struct Object {
  std::size_t end = kNowhere, list = kNowhere;
};

bool opens_list(std::string_view json, std::size_t at, std::string_view key) {
  if (std::find(kLists.begin(), kLists.end(), key) == kLists.end()) return false;
  std::size_t i = at + 1;
  while (i < json.size() && is_blank(json[i])) ++i;
  return i < json.size() && json[i] == '{';
}

Object object_at(std::string_view json, std::size_t at, bool look_for_list) {
  Object object;
  int depth = 0;
  std::string_view key;
  for (std::size_t i = at; i < json.size();) {
    const std::size_t next = json.find_first_of("\"{}[]", i);
    if (next == kNowhere) break;
    const char c = json[next];
    i = next + 1;
    if (c == '"') {
      const std::size_t end = string_end(json, next);
      if (end == kNowhere) break;
      std::size_t colon = end;
      while (colon < json.size() && is_blank(json[colon])) ++colon;
      if (colon < json.size() && json[colon] == ':') key = json.substr(next + 1, end - next - 2);
      i = end;
    } else if (c == '{' || c == '[') {
      if (look_for_list && c == '[' && depth <= 2 && opens_list(json, next, key)) {
        object.list = next + 1;
        return object;
      }
      ++depth;
    } else if (--depth == 0) {
      object.end = next + 1;
      return object;
    }
  }
  return object;
}

}  // namespace

RecordCut JsonCutter::next(std::string_view window, bool last) {
  const auto nothing = [&](std::size_t seen) {
    return RecordCut{last ? RecordCut::Kind::end : RecordCut::Kind::more, seen, seen};
  };
  for (std::size_t at = 0;;) {
    if (place_ == Place::behind) {
      const std::size_t line = window.find("\n{", at);
      if (line == kNowhere) return nothing(last || window.empty() ? window.size() : window.size() - 1);
      at = line;
      place_ = Place::outside;
    }
    at = window.find_first_of(place_ == Place::list ? "{]" : "{[", at);
    if (at == kNowhere) return nothing(window.size());
    if (window[at] != '{') {
      place_ = window[at] == '[' ? Place::list : Place::behind;
      ++at;
      continue;
    }
    const Object object = object_at(window, at, place_ == Place::outside);
    if (object.list != kNowhere) {
      place_ = Place::list;
      at = object.list;
    } else if (object.end != kNowhere) {
      return {RecordCut::Kind::record, at, object.end};
    } else {
      return {last ? RecordCut::Kind::damaged : RecordCut::Kind::more, at, last ? window.size() : at};
    }
  }
}

bool is_json_list(std::string_view head) {
  std::size_t at = 0;
  while (at < head.size() && is_blank(head[at])) ++at;
  if (at >= head.size()) return false;
  if (head[at] == '[') return true;
  if (head[at] != '{') return false;
  const std::size_t line = head.find('\n', at);
  const Object object = object_at(head, at, true);
  // An object over several lines is no line of JSONL.
  return object.list != kNowhere || (line != kNowhere && (object.end == kNowhere || object.end > line));
}

}  // namespace meridian::indexer::record
