// See article_body.h.
#include "indexer/clean/article_body.h"

#include <algorithm>

#include "indexer/clean/ascii.h"
#include "indexer/clean/leftovers.h"
#include "indexer/clean/text_date.h"

namespace meridian::indexer::clean {
namespace {

bool is_prose(const std::string& paragraph) {
  return !is_heading_like(paragraph) && count_words(paragraph) >= 12 && !is_notice(paragraph);
}

// Everything from a "Related posts" on, when little of the text stands behind it.
void cut_appendix(std::vector<std::string>& paragraphs) {
  std::size_t all = 0, before = 0;
  for (const std::string& paragraph : paragraphs) all += is_prose(paragraph) ? paragraph.size() : 0;
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    if (before * 3 > all * 2 && begins_appendix(paragraphs[i])) {
      paragraphs.resize(i);
      return;
    }
    before += is_prose(paragraphs[i]) ? paragraphs[i].size() : 0;
  }
}

// "November-December 2020 Example Quarterly": a date at one end and a capitalised name, nothing else.
bool read_issue_line(const std::string& line, ArticleBody& body) {
  if (!is_heading_like(line) || count_words(line) > 10) return false;
  const std::optional<TextDate> date = find_date(line);
  if (!date) return false;
  const std::string_view before = trim(std::string_view(line).substr(0, date->begin)),
                         after = trim(std::string_view(line).substr(date->end));
  if (before.empty() == after.empty()) return false;
  std::string_view name = before.empty() ? after : before;
  while (!name.empty() && std::string_view(",;:|-").find(name.front()) != std::string_view::npos)
    name = trim(name.substr(1));
  while (!name.empty() && std::string_view(",;:|-").find(name.back()) != std::string_view::npos)
    name = trim(name.substr(0, name.size() - 1));
  const bool label = has_any(
      lower(name), {"updated", "published", "posted", "reviewed", "modified", "date", "发布", "更新", "日期", "时间"});
  const bool capitalised =
      !name.empty() && (is_upper(name.front()) || static_cast<unsigned char>(name.front()) >= 0x80);
  if (!capitalised && !label) return false;
  if (body.issue_date.empty()) body.issue_date = date->iso;
  if (body.issue.empty() && !label) body.issue = std::string(name);
  return true;
}

void take_author(ArticleBody& body, std::string name, std::string_view from) {
  if (!body.authors.empty() && body.authors_from != from) return;
  body.authors_from = from;
  if (std::find(body.authors.begin(), body.authors.end(), name) == body.authors.end())
    body.authors.insert(body.authors.begin(), std::move(name));
}

// True when the last paragraph is no part of the article; what it says is kept.
bool take_tail(const std::vector<std::string>& paragraphs, ArticleBody& body) {
  const std::string& last = paragraphs.back();
  if (std::string origin = origin_named(last); !origin.empty()) {
    if (body.origin.empty()) body.origin = std::move(origin);
    return true;
  }
  if (std::vector<std::string> names = names_with_positions(last); !names.empty()) {
    body.authors = std::move(names);
    body.authors_from = "text:byline";
    return true;
  }
  if (read_issue_line(last, body)) return true;
  const std::string above = paragraphs.size() > 1 ? person_name(paragraphs[paragraphs.size() - 2]) : std::string();
  if (std::string name = biography_of(last, above); !name.empty()) {
    take_author(body, above.empty() ? std::move(name) : above, "text:biography");
    return true;
  }
  return is_notice(last) || is_heading_like(last) || !person_name(last).empty();
}

}  // namespace

ArticleBody article_body(std::vector<std::string> paragraphs) {
  ArticleBody body;
  cut_appendix(paragraphs);
  std::erase_if(paragraphs,
                [](const std::string& paragraph) { return trim(paragraph).empty() || is_interface_line(paragraph); });
  const bool has_prose = std::any_of(paragraphs.begin(), paragraphs.end(), is_prose);
  while (has_prose && paragraphs.size() > 1 && take_tail(paragraphs, body)) paragraphs.pop_back();
  body.paragraphs = std::move(paragraphs);
  return body;
}

std::string joined(const std::vector<std::string>& paragraphs) {
  std::string text;
  for (const std::string& paragraph : paragraphs) {
    if (!text.empty()) text += "\n\n";
    text += paragraph;
  }
  return text;
}

}  // namespace meridian::indexer::clean
