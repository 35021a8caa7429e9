// See abstract_reader.h. First the lines before the abstract, then the end of a teaser, then labels, languages and
// keywords.
#include "indexer/abstract_reader.h"

#include <algorithm>
#include <array>

#include "indexer/abstract_labels.h"
#include "indexer/clean/ascii.h"
#include "indexer/clean/citation_line.h"
#include "indexer/clean/text_date.h"
#include "indexer/labelled_fields.h"
#include "library/identifiers.h"
#include "text/unicode.h"

namespace meridian::indexer {
namespace {

using clean::begins_with;
using clean::count_words;
using clean::skip_prefix;
using clean::trim;

constexpr int kMaxLeadLines = 20;
constexpr int kCitationWords = 24;  // a citation line before the abstract has fewer

std::string_view first_line(std::string_view text) {
  return trim(text.substr(0, text.find('\n')));
}
std::string_view after_first_line(std::string_view text) {
  const std::size_t end = text.find('\n');
  return end == std::string_view::npos ? std::string_view() : trim(text.substr(end + 1));
}

bool is_bare_label(std::string_view line) {
  constexpr std::size_t kLongestLabel = 40;
  if (line.size() > kLongestLabel) return false;
  std::string word = clean::lower(line);
  while (!word.empty() && (word.back() == ':' || word.back() == '.')) word.pop_back();
  for (std::string_view label :
       {"abstract", "summary", "graphical abstract", "摘要", "摘 要", "【摘要】", "[摘要]", "摘要：", "内容提要",
        "zusammenfassung", "résumé", "resumen", "publication type", "abstract/summary"})
    if (word == label) return true;
  return false;
}

// Told without counting a whole abstract: words of a citation have no 24 bytes on average.
bool has_more_words(std::string_view line, int words) {
  return line.size() > static_cast<std::size_t>(words) * 24 || count_words(line) > words;
}

void take_citation(const clean::CitationLine& line, ReadAbstract& read) {
  if (read.volume.empty()) read.volume = line.volume, read.issue = line.issue, read.pages = line.pages;
  if (read.journal.empty()) read.journal = line.journal;
  if (read.date.empty()) read.date = line.date;
}

// "Example Journal 1076: 151-182": a name, a volume, pages, and nothing else.
bool take_short_citation(std::string_view line, ReadAbstract& read) {
  const std::size_t colon = line.rfind(": ");
  if (colon == std::string_view::npos || count_words(line) > 12) return false;
  const std::size_t blank = line.rfind(' ', colon);
  if (blank == std::string_view::npos || blank == 0) return false;
  std::string_view volume = line.substr(blank + 1, colon - blank - 1), pages = trim(line.substr(colon + 2));
  std::string_view issue;
  if (const std::size_t open = volume.find('('); open != std::string_view::npos && volume.back() == ')') {
    issue = volume.substr(open + 1, volume.size() - open - 2);
    volume = volume.substr(0, open);
  }
  const auto is_number = [](std::string_view number) {
    return !number.empty() && number.find_first_not_of("0123456789-eS") == std::string_view::npos &&
           number.find_first_of("0123456789") != std::string_view::npos;
  };
  if (!is_number(volume) || !is_number(pages)) return false;
  if (read.volume.empty()) read.volume = volume, read.issue = issue, read.pages = pages;
  if (read.journal.empty()) read.journal = std::string(trim(line.substr(0, blank)));
  return true;
}

// "2026年第12期"
bool take_chinese_issue(std::string_view line, ReadAbstract& read) {
  constexpr std::string_view kYearNumber = "年第", kIssue = "期";
  const std::size_t at = line.find(kYearNumber);
  if (at == std::string_view::npos || !line.ends_with(kIssue) || line.size() > 60) return false;
  if (at >= 4 && read.date.empty()) read.date = std::string(line.substr(at - 4, 4));
  const std::size_t issue = at + kYearNumber.size();
  read.issue = std::string(line.substr(issue, line.size() - issue - kIssue.size()));
  return true;
}

// "示例学报 2021年第3期": the journal's name before its issue.
std::string_view before_chinese_issue(std::string_view source, ReadAbstract& read) {
  const std::size_t blank = source.rfind(' ');
  return blank != std::string_view::npos && take_chinese_issue(trim(source.substr(blank)), read) ? trim(source.substr(0, blank)) : source;
}

void keep(const LabelledField& field, ReadAbstract& read) {
  switch (field.label) {
    case FieldLabel::authors:
      read.authors.emplace_back(field.value);
      break;
    case FieldLabel::date:
      if (const auto date = clean::find_date(field.value); date && read.date.empty()) read.date = date->iso;
      break;
    case FieldLabel::doi:
      if (read.doi.empty()) read.doi = library::find_doi(field.value);
      break;
    case FieldLabel::source:
      if (const auto citation = clean::find_citation(field.value)) take_citation(*citation, read);
      read.journal = std::string(trim(before_chinese_issue(field.value.substr(0, field.value.find(',')), read)));
      break;
    case FieldLabel::other:
      break;
  }
}

// A labelled field before the abstract, on a line of its own or run into it.
bool take_labelled(std::string_view& text, ReadAbstract& read) {
  const std::optional<LabelledField> field = labelled_field(text);
  if (!field) return false;
  keep(*field, read);
  text = trim(text.substr(field->end));
  while (clean::skip_prefix(text, ";") || clean::skip_prefix(text, "；") || clean::skip_prefix(text, "|")) text = trim(text);
  return true;
}

// … and behind it.
std::string_view without_last_fields(std::string_view text, ReadAbstract& read) {
  for (int i = 0; i < kMaxLeadLines; ++i) {
    const std::size_t begin = last_labelled_field(text);
    if (begin == std::string_view::npos) break;
    keep(*labelled_field(text.substr(begin)), read);
    text = trim(text.substr(0, begin));
  }
  return text;
}

// One line before the abstract; false when the line belongs to the abstract.
bool take_lead(std::string_view line, std::string_view title, ReadAbstract& read) {
  const bool repeats = line.size() == title.size() && !title.empty() && clean::lower(line) == clean::lower(title);
  if (is_bare_label(line) || repeats) return true;
  if (has_more_words(line, kCitationWords)) return false;
  if (const auto citation = clean::find_citation(line)) return take_citation(*citation, read), true;
  if (take_short_citation(line, read) || take_chinese_issue(line, read)) return true;
  // "Mol Biol Rep. 2021 Nov 5. doi: 10.…": a DOI among few words is no sentence of an abstract.
  if (std::string doi = library::find_doi(line); !doi.empty()) {
    if (const auto date = clean::find_date(line); date && read.date.empty()) read.date = date->iso;
    return read.doi = std::move(doi), true;
  }
  return count_words(line) <= 12 &&
         clean::has_any(clean::lower(line), {"earlyview", "early view", "ahead of print", "ahead-of-print",
                                             "online first", "accepted article"});
}

// "A;B;C;" before the abstract, on a line of its own or run into it.
bool take_name_list(std::string_view& text, ReadAbstract& read) {
  std::size_t end = 0;
  int names = 0;
  for (std::size_t at = text.find(';'); at != std::string_view::npos && names < 1000; at = text.find(';', at + 1)) {
    const std::string_view part = trim(text.substr(end, at - end));
    if (part.empty() || part.size() > 60 || count_words(part) > 6 ||
        part.find_first_of(".:,()") != std::string_view::npos || part.find('\n') != std::string_view::npos)
      break;
    end = at + 1, ++names;
  }
  const std::string_view rest = trim(text.substr(end));
  const bool own_line = end < text.size() && trim(text.substr(end, text.find('\n', end) - end)).empty();
  if (names == 0 || (names < 2 && !own_line) || (!own_line && count_words(first_line(rest)) < 12)) return false;
  read.authors.emplace_back(text.substr(0, end));
  text = rest;
  return true;
}

// "PMID:34815020 | DOI:10.…" behind the abstract.
std::string_view without_identifiers(std::string_view text, ReadAbstract& read) {
  const std::size_t begin = clean::last_line_begin(text);
  const std::string_view line = trim(text.substr(begin));
  std::string_view pmid = line;
  if (!(begins_with(line, "pmid:") || begins_with(line, "doi:")) || count_words(line) > 12) return text;
  if (skip_prefix(pmid, "pmid:")) read.pmid = library::canonical_pmid(trim(pmid.substr(0, pmid.find('|'))));
  if (read.doi.empty()) read.doi = library::find_doi(line);
  return trim(text.substr(0, begin));
}

// "HTML", "XML", "PDF" on lines of their own behind the abstract: links to the article's forms.
std::string_view without_link_words(std::string_view text) {
  constexpr std::size_t kLongest = 20;
  for (int i = 0; i < 8; ++i) {
    const std::size_t begin = clean::last_line_begin(text);
    const std::string_view last = trim(text.substr(begin));
    if (last.size() > kLongest) break;
    const std::string line = clean::lower(last);
    const bool is_link = line == "html" || line == "xml" || line == "pdf" || line == "epub" || line == "full text" ||
                         line == "full text (pdf)" || line == "full text pdf" || line == "download pdf" || line == "[pdf]" ||
                         line == "view full text" || line == "abstract html" || line == "doi";
    if (!is_link || begin == 0) break;
    text = trim(text.substr(0, begin));
  }
  return text;
}

// "arXiv:2101.00001v1 Announce Type: new Abstract: …"
void take_announcement(std::string_view& text, ReadAbstract& read) {
  if (!clean::begins_with(text, "arxiv:")) return;
  read.arxiv = library::canonical_arxiv(text.substr(0, text.find_first_of(" \n")));
  const std::size_t label = clean::find_lower(text.substr(0, 400), "abstract:");
  if (label != std::string_view::npos) text = trim(text.substr(label + 9));
}

// Where "The post … appeared first on …" begins in a text's last line, the note that blogs put behind a teaser; npos for nowhere.
std::size_t blog_note(std::string_view line) {
  constexpr std::size_t kLongest = 1024;
  const std::size_t skipped = line.size() - std::min(line.size(), kLongest);
  const std::string_view tail = line.substr(skipped);
  const std::size_t post = clean::find_lower(tail, "the post ");
  const bool is_note = post != std::string_view::npos && clean::find_lower(tail, " appeared first on ", post) != std::string_view::npos;
  return is_note ? skipped + post : std::string_view::npos;
}

// The end of a teaser; the text without it.
std::string_view without_teaser_end(std::string_view text, bool& truncated) {
  for (bool moved = true; moved;) {
    moved = false;
    text = trim(text);
    const std::size_t line_begin = clean::last_line_begin(text);
    if (const std::size_t post = blog_note(text.substr(line_begin)); post != std::string_view::npos) {
      text = text.substr(0, line_begin + post), truncated = moved = true;
      continue;
    }
    for (std::string_view end :
         {"[...]", "[…]", "[ … ]", "(...)", "...", "…", "……", "Continue reading", "continue reading →",
          "Continue Reading", "Read more", "Read More", "read more", "»", "→", "阅读全文", "查看全文", "[阅读全文]"}) {
      if (!text.ends_with(end)) continue;
      text = trim(text.substr(0, text.size() - end.size()));
      truncated = moved = true;
      break;
    }
  }
  return text;
}

library::LocalizedText& in_language(ReadAbstract& read, const std::string& language) {
  for (library::LocalizedText& text : read.texts)
    if (text.language == language) return text;
  return read.texts.emplace_back(library::LocalizedText{language, {}, {}, {}});
}

void append(std::string& text, std::string_view part) {
  if (!text.empty() && !part.empty()) text += "\n\n";
  text += part;
}

// Paragraphs by language when both are there in earnest; otherwise all is one text.
void add_abstract(ReadAbstract& read, std::string_view text) {
  text = without_last_fields(trim(text), read);
  if (text.empty()) return;
  constexpr unsigned char kFirstHanLead = 0xE3;
  if (std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= kFirstHanLead; }))
    return append(in_language(read, text::language_of(text)).abstract, text);
  std::string chinese, english;
  for (std::string_view paragraph : clean::split(text, "\n"))
    append(text::language_of(paragraph) == "zh" ? chinese : english, paragraph);
  if (count_words(chinese) < 30 || count_words(english) < 20)
    return append(in_language(read, text::language_of(text)).abstract, text);
  const bool chinese_first = text::language_of(first_line(text)) == "zh";
  append(in_language(read, chinese_first ? "zh" : "en").abstract, chinese_first ? chinese : english);
  append(in_language(read, chinese_first ? "en" : "zh").abstract, chinese_first ? english : chinese);
}

void read_labelled(ReadAbstract& read, std::string_view text) {
  const std::vector<AbstractLabel> labels = labels_in(text);
  add_abstract(read, text.substr(0, labels.empty() ? text.size() : labels.front().begin));
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const std::size_t end = i + 1 < labels.size() ? labels[i + 1].begin : text.size();
    std::string_view part = trim(text.substr(labels[i].end, end - labels[i].end));
    if (!labels[i].keywords) {
      add_abstract(read, part);
      continue;
    }
    // Keywords end with their line; prose behind them is abstract again.
    const std::string_view line = first_line(part);
    const std::vector<std::string> keywords = split_keywords(line);
    library::LocalizedText& in = in_language(read, text::language_of(line));
    in.keywords.insert(in.keywords.end(), keywords.begin(), keywords.end());
    add_abstract(read, part.substr(line.size()));
  }
}

}  // namespace

std::size_t ReadAbstract::bytes() const {
  std::size_t sum = 0;
  for (const library::LocalizedText& text : texts) sum += text.abstract.size();
  return sum;
}

ReadAbstract read_abstract(std::string_view text, std::string_view title) {
  ReadAbstract read;
  text = trim(text);
  take_announcement(text, read);
  for (int i = 0; i < kMaxLeadLines && !text.empty(); ++i) {
    if (take_labelled(text, read)) continue;
    if (take_lead(first_line(text), title, read))
      text = after_first_line(text);
    else if (!read.authors.empty() || !take_name_list(text, read))
      break;
  }
  text = without_teaser_end(without_identifiers(without_link_words(text), read), read.truncated);
  skip_loose_label(text);
  read_labelled(read, text);
  return read;
}

bool says_there_is_none(std::string_view text) {
  constexpr std::size_t kLongest = 80;
  if (text.size() > kLongest) return false;
  std::string said = clean::lower(trim(text));
  std::erase_if(said, [](char c) { return c == '[' || c == ']' || c == '(' || c == ')' || c == '.' || c == ':' || c == '*'; });
  for (const std::string_view mark : {"。", "（", "）", "：", "—", "–"})
    for (std::size_t at = said.find(mark); at != std::string::npos; at = said.find(mark)) said.erase(at, mark.size());
  static constexpr std::array<std::string_view, 28> kNone = {
      "", "-", "--", "n/a", "na", "none", "null", "undefined", "abstract", "summary", "no abstract", "no abstract available",
      "no abstract provided", "no abstract is available for this article", "no abstract available for this article", "abstract not available",
      "abstract is not available", "abstract unavailable", "abstract not provided", "not available", "not applicable",
      "this article has no abstract", "there is no abstract", "无", "无摘要", "暂无摘要", "摘要暂缺", "摘要"};
  return std::find(kNone.begin(), kNone.end(), trim(said)) != kNone.end();
}

std::string_view without_omission_mark(std::string_view text, bool& truncated) {
  std::string_view rest = trim(text);
  if (rest.ends_with('.')) rest.remove_suffix(1);
  truncated = false;
  for (const std::string_view mark : {"[...]", "[…]", "[. . .]", "[……]"})
    if (rest.ends_with(mark)) return truncated = true, trim(rest.substr(0, rest.size() - mark.size()));
  return text;
}

}  // namespace meridian::indexer
