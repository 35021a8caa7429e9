// See labelled_fields.h.
#include "indexer/labelled_fields.h"

#include <algorithm>
#include <array>

#include "indexer/clean/ascii.h"
#include "indexer/clean/text_date.h"
#include "library/identifiers.h"

namespace meridian::indexer {
namespace {

using clean::count_words;
using clean::trim;

constexpr std::size_t kNowhere = std::string_view::npos;
constexpr std::size_t kLongestLabel = 32, kLongestLine = 4096;
constexpr std::size_t kLongestRun = 600;  // of fields behind an abstract, on its line
constexpr int kFieldWords = 40;  // a labelled line has fewer words

struct LabelRow {
  std::string_view word;
  FieldLabel label;
};
constexpr LabelRow kLabels[] = {
    {"作者", FieldLabel::authors},       {"作者姓名", FieldLabel::authors},     {"authors", FieldLabel::authors},
    {"author", FieldLabel::authors},     {"author(s)", FieldLabel::authors},    {"日期", FieldLabel::date},
    {"发布日期", FieldLabel::date},      {"发布时间", FieldLabel::date},        {"发表日期", FieldLabel::date},
    {"发表时间", FieldLabel::date},      {"出版日期", FieldLabel::date},        {"出版时间", FieldLabel::date},
    {"刊出日期", FieldLabel::date},      {"首发时间", FieldLabel::date},        {"网络首发日期", FieldLabel::date},
    {"网络首发时间", FieldLabel::date},  {"date", FieldLabel::date},            {"publication date", FieldLabel::date},
    {"date published", FieldLabel::date}, {"published", FieldLabel::date},      {"published on", FieldLabel::date},
    {"published online", FieldLabel::date}, {"available online", FieldLabel::date}, {"来源", FieldLabel::source},
    {"文献来源", FieldLabel::source},    {"来源期刊", FieldLabel::source},      {"期刊", FieldLabel::source},
    {"刊名", FieldLabel::source},        {"出处", FieldLabel::source},          {"source", FieldLabel::source},
    {"journal", FieldLabel::source},     {"published in", FieldLabel::source},  {"doi", FieldLabel::doi},
    {"等级", FieldLabel::other},         {"栏目", FieldLabel::other},           {"分类", FieldLabel::other},
    {"分类号", FieldLabel::other},       {"中图分类号", FieldLabel::other},     {"文献标识码", FieldLabel::other},
    {"文章编号", FieldLabel::other},     {"收稿日期", FieldLabel::other},       {"修回日期", FieldLabel::other},
    {"录用日期", FieldLabel::other},     {"作者单位", FieldLabel::other},       {"基金项目", FieldLabel::other},
    {"基金资助", FieldLabel::other},     {"责任编辑", FieldLabel::other},       {"通讯作者", FieldLabel::other},
    {"received", FieldLabel::other},     {"accepted", FieldLabel::other},       {"corresponding author", FieldLabel::other}};
// Labels of what is read elsewhere: a field ends before them.
constexpr std::string_view kTexts[] = {"摘要", "内容摘要", "提要", "abstract", "summary", "关键词", "关键字", "keywords", "key words"};

// "Label: ", "Label：", "【Label】", "[Label]": what a text begins with that may be a label, for comparing with many.
class LabelHead {
 public:
  explicit LabelHead(std::string_view text) : size_(std::min(text.size(), kLongestLabel)), rest_(text.substr(0, size_)) {
    wide_ = rest_.starts_with("【"), square_ = rest_.starts_with('[');
    // A label has a colon or brackets; most words of a text have neither near, and need not be compared.
    if (!wide_ && !square_ && rest_.find(':') == kNowhere && rest_.find("：") == kNowhere) rest_ = {};
    rest_.remove_prefix(wide_ ? std::string_view("【").size() : square_ ? 1 : 0);
  }
  // Where the text goes on behind the label `word`; 0 when it does not begin so.
  std::size_t behind(std::string_view word) const {
    if (rest_.empty() || ((rest_[0] ^ word[0]) & ~0x20) != 0) return 0;
    std::string_view rest = rest_;
    if (!clean::skip_prefix(rest, word)) return 0;
    if (wide_ || square_) return clean::skip_prefix(rest, wide_ ? "】" : "]") ? size_ - rest.size() : 0;
    while (rest.starts_with(' ')) rest.remove_prefix(1);
    return clean::skip_prefix(rest, ":") || clean::skip_prefix(rest, "：") ? size_ - rest.size() : 0;
  }

 private:
  std::size_t size_;
  std::string_view rest_;
  bool wide_ = false, square_ = false;
};

const LabelRow* label_at(std::string_view text, std::size_t& behind) {
  const LabelHead head(text);
  for (const LabelRow& row : kLabels)
    if ((behind = head.behind(row.word)) != 0) return &row;
  // "Available online 5 May 2021" has no colon.
  for (const std::string_view word : {"available online ", "published online "})
    if (std::string_view rest = text; clean::skip_prefix(rest, word)) {
      const auto date = clean::find_date(rest.substr(0, kLongestLabel));
      if (date && date->begin < 4) return behind = word.size(), std::find_if(std::begin(kLabels), std::end(kLabels), [&](const LabelRow& row) { return word.starts_with(row.word); });
    }
  return nullptr;
}

bool begins_other_text(std::string_view text) {
  const LabelHead head(text);
  return std::any_of(std::begin(kTexts), std::end(kTexts), [&](std::string_view word) { return head.behind(word) != 0; });
}

// Labels stand at the beginning of a line or behind a blank or a mark.
bool may_begin_label(std::string_view text, std::size_t at) {
  if (at == 0 || clean::is_blank(text[at - 1]) || text[at - 1] == ';' || text[at - 1] == '|') return true;
  if (static_cast<unsigned char>(text[at - 1]) < 0x80) return false;
  for (const std::string_view mark : {"；", "。", "，", "　", "】"})
    if (text.substr(0, at).ends_with(mark)) return true;
  return false;
}

// Only these bytes begin a label; every byte of a line is asked.
bool is_label_byte(char c) {
  static constexpr auto kFirst = [] {
    std::array<bool, 256> first{};
    for (std::size_t byte = 0xE3; byte < first.size(); ++byte) first[byte] = true;
    for (const char letter : std::string_view("[acdjkprsACDJKPRS")) first[static_cast<unsigned char>(letter)] = true;
    return first;
  }();
  return kFirst[static_cast<unsigned char>(c)];
}

// Where in `line` the next label begins.
std::size_t next_label(std::string_view line, std::size_t from) {
  for (std::size_t at = from; at < line.size(); ++at) {
    std::size_t ignored = 0;
    if (is_label_byte(line[at]) && may_begin_label(line, at) && (label_at(line.substr(at), ignored) || begins_other_text(line.substr(at))))
      return at;
  }
  return line.size();
}

bool is_prose(std::string_view value) {
  return value.find("。") != kNowhere || (value.ends_with('.') && count_words(value) > 8);
}

// How much of `value` is what the label promises; 0 when it is not that.
std::size_t promised(FieldLabel label, std::string_view value) {
  if (value.empty()) return 0;
  const std::string_view head = value.substr(0, value.find(' '));
  switch (label) {
    case FieldLabel::authors:
      return value.find("。") == kNowhere ? value.size() : 0;
    case FieldLabel::doi:
      return library::find_doi(head).empty() ? 0 : head.size();
    case FieldLabel::date: {
      const auto date = clean::find_date(value);
      // Prose goes on behind the date.
      if (date && date->begin <= 2 && (is_prose(value) || count_words(value.substr(date->end)) > 6)) return date->end;
      return !is_prose(value) && count_words(value) <= (date ? kFieldWords : 6) ? value.size() : 0;
    }
    case FieldLabel::source:
    case FieldLabel::other:
      break;
  }
  if (!is_prose(value)) return count_words(value) <= kFieldWords ? value.size() : 0;
  // "来源：示例日报 本文研究了……。": a name, a blank, prose.
  const bool name = static_cast<unsigned char>(head.front()) >= 0xE3 && head.size() < value.size() && head.size() <= 60 && head.find("。") == kNowhere;
  return name ? head.size() : 0;
}

}  // namespace

std::optional<LabelledField> labelled_field(std::string_view text) {
  const std::string_view line = text.substr(0, std::min(text.find('\n'), kLongestLine));
  std::size_t behind = 0;
  const LabelRow* row = label_at(line, behind);
  if (row == nullptr) return std::nullopt;
  const std::size_t end = next_label(line, behind);
  const std::string_view value = trim(line.substr(behind, end - behind));
  const std::size_t length = promised(row->label, value);
  if (length == 0) return std::nullopt;
  const std::size_t value_begin = static_cast<std::size_t>(value.data() - text.data());
  return LabelledField{row->label, value.substr(0, length), length == value.size() ? end : value_begin + length};
}

std::size_t last_labelled_field(std::string_view text) {
  const std::size_t line_begin = clean::last_line_begin(text);
  const std::string_view line = text.substr(line_begin);
  if (line.size() > kLongestLine) return kNowhere;
  const auto ends_with_field = [&](std::size_t at) {
    const auto field = labelled_field(line.substr(at));
    return field && at + field->end == line.size();
  };
  if (!line.empty() && is_label_byte(line[0]) && ends_with_field(0)) return line_begin;
  // Inside a line only behind a whole sentence.
  for (std::size_t at = line.size() - std::min(line.size(), kLongestRun); at < line.size(); ++at) {
    if (at == 0 || !is_label_byte(line[at]) || !may_begin_label(line, at)) continue;
    const std::string_view before = trim(line.substr(0, at));
    const bool sentence = before.ends_with("。") || before.ends_with('.') || before.ends_with(';') || before.ends_with("；");
    if (sentence && ends_with_field(at)) return line_begin + at;
  }
  return kNowhere;
}

}  // namespace meridian::indexer
