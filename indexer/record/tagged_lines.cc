// See tagged_lines.h.
#include "indexer/record/tagged_lines.h"

#include <algorithm>

#include "base/ascii.h"

namespace meridian::indexer::record {
namespace {

using base::trimmed;

constexpr std::size_t kNowhere = std::string_view::npos;
constexpr std::size_t kMaxFields = 20'000, kMaxField = 2 << 20;

bool is_tag_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

}  // namespace

std::string_view tag_of(std::string_view line) {
  std::size_t size = 0;
  while (size < line.size() && size < 5 && is_tag_letter(line[size])) ++size;
  std::size_t dash = size;
  while (dash < line.size() && dash < 4 && line[dash] == ' ') ++dash;
  const bool tagged = size >= 2 && size <= 4 && line.front() > '9' && dash < line.size() && line[dash] == '-' && dash >= 3;
  const bool parted = tagged && (dash + 1 == line.size() || line[dash + 1] == ' ' || line[dash + 1] == '\r');
  return parted ? line.substr(0, size) : std::string_view();
}

std::vector<TaggedLine> tagged_lines(std::string_view record, std::size_t longest) {
  std::vector<TaggedLine> fields;
  for (std::size_t at = 0; at < record.size();) {
    const std::size_t end = std::min(record.find('\n', at), record.size());
    const std::string_view line = record.substr(at, end - at);
    at = end + 1;
    const std::string_view tag = tag_of(line);
    if (!tag.empty() && tag.size() <= longest && fields.size() < kMaxFields) {
      fields.push_back({tag, std::string(trimmed(line.substr(line.find('-') + 1)))});
    } else if (const std::string_view more = trimmed(line); !more.empty() && !fields.empty() && fields.back().value.size() < kMaxField) {
      if (!fields.back().value.empty()) fields.back().value += ' ';
      fields.back().value += more;
    }
  }
  return fields;
}

RecordCut TaggedCutter::next(std::string_view window, bool last) {
  std::size_t begin = kNowhere;
  for (std::size_t at = 0; at < window.size();) {
    const std::size_t stop = window.find('\n', at);
    if (stop == kNowhere && !last) break;
    const std::size_t end = stop == kNowhere ? window.size() : stop + 1;
    const std::string_view tag = tag_of(window.substr(at, std::min(stop, window.size()) - at));
    if (tag == first_ && begin != kNowhere) return {RecordCut::Kind::record, begin, at};
    if (tag == first_) begin = at;
    if (!end_.empty() && tag == end_ && begin != kNowhere) return {RecordCut::Kind::record, begin, end};
    at = end;
  }
  if (last) return begin == kNowhere ? RecordCut{RecordCut::Kind::end, window.size(), window.size()}
                                     : RecordCut{RecordCut::Kind::record, begin, window.size()};
  if (begin != kNowhere) return {RecordCut::Kind::more, begin, begin};
  const std::size_t line = window.rfind('\n');
  const std::size_t seen = line == kNowhere ? 0 : line + 1;
  return {RecordCut::Kind::more, seen, seen};
}

}  // namespace meridian::indexer::record
