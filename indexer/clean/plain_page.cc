// See plain_page.h. Lines → paragraphs → cards or one article → fields.
#include "indexer/clean/plain_page.h"

#include <algorithm>
#include <set>

#include "indexer/clean/article_body.h"
#include "indexer/clean/ascii.h"
#include "indexer/clean/citation_line.h"
#include "indexer/clean/leftovers.h"
#include "indexer/clean/text_date.h"
#include "text/unicode.h"

namespace meridian::indexer::clean {
namespace {

constexpr std::size_t kMaxCards = 10'000;
constexpr std::size_t kMaxHead = 40;         // paragraphs among which the headline is sought
constexpr int kProseWords = 25;              // a paragraph of the text, not a standfirst
constexpr std::size_t kFirstSentence = 160;  // bytes of text that may stand for a missing title

// A block of lines wrapped at one width is one paragraph; otherwise each line is.
void add_block(const std::vector<std::string_view>& block, std::vector<std::string>& paragraphs) {
  const auto full = [](std::string_view line) { return line.size() >= 50 && line.size() <= 100; };
  const bool wrapped =
      block.size() >= 3 && std::all_of(block.begin(), block.end() - 1, full) && block.back().size() <= 100;
  for (std::size_t i = 0; i < block.size(); ++i) {
    if (wrapped && i > 0)
      paragraphs.back().append(" ").append(block[i]);
    else
      paragraphs.emplace_back(block[i]);
  }
}

std::vector<std::string> paragraphs_of(std::string_view text) {
  std::vector<std::string> paragraphs;
  std::vector<std::string_view> block;
  for (std::string_view line : lines(text)) {
    if (!line.empty()) {
      block.push_back(line);
      continue;
    }
    add_block(block, paragraphs);
    block.clear();
  }
  add_block(block, paragraphs);
  return paragraphs;
}

bool is_prose(const std::string& paragraph) {
  return count_words(paragraph) >= kProseWords && !is_notice(paragraph);
}

// ---- cards

// "01." or "12、" alone on its line.
bool is_card_number(std::string_view line) {
  std::size_t digits = 0;
  while (digits < line.size() && is_digit(line[digits])) ++digits;
  const std::string_view rest = line.substr(digits);
  return digits >= 1 && digits <= 4 && (rest == "." || rest == "、" || rest == "．" || rest == ")");
}

// "medRxiv (Medicine) 2026-06-23", "Nature Example · 3 June 2026": source, section in brackets, date.
bool read_card_head(std::string_view line, PlainPage& page) {
  const std::optional<TextDate> date = find_date(line);
  if (!date || count_words(line) > 16) return false;
  std::string_view rest = trim(date->begin == 0 ? line.substr(date->end) : line.substr(0, date->begin));
  for (std::string_view mark : {"·", "|", ",", "-", "•", "—"}) {
    if (rest.ends_with(mark)) rest = trim(rest.substr(0, rest.size() - mark.size()));
    if (rest.starts_with(mark)) rest = trim(rest.substr(mark.size()));
  }
  if (rest.empty()) return false;
  for (const auto& [open, close] :
       {std::pair<std::string_view, std::string_view>{"(", ")"}, {"（", "）"}, {"[", "]"}}) {
    const std::size_t at = rest.find(open);
    if (at == std::string_view::npos || at == 0 || !rest.ends_with(close)) continue;
    page.section = {std::string(trim(rest.substr(at + open.size(), rest.size() - close.size() - at - open.size()))),
                    "text:card"};
    rest = trim(rest.substr(0, at));
  }
  page.source = {std::string(rest), "text:card"};
  page.date = {date->iso, "text:card"};
  return true;
}

// "Authors: A, B" or "作者：甲、乙" under a card's title.
std::string_view labelled_authors(std::string_view line) {
  for (std::string_view label : {"authors:", "author:", "by ", "作者：", "作者:"})
    if (skip_prefix(line, label)) return trim(line);
  return {};
}

PlainPage read_card(std::vector<std::string> paragraphs) {
  PlainPage page;
  page.card = true;
  read_card_head(paragraphs.front(), page);
  if (paragraphs.size() < 2) return page;
  page.title = {paragraphs[1], "text:card"};
  std::size_t from = 2;
  if (paragraphs.size() > 2) {
    if (const std::string_view authors = labelled_authors(paragraphs[2]);
        !authors.empty() && !is_prose(paragraphs[2])) {
      page.authors.emplace_back(authors);
      page.authors_where = "text:card";
      from = 3;
    }
  }
  page.text =
      joined(article_body({paragraphs.begin() + static_cast<std::ptrdiff_t>(from), paragraphs.end()}).paragraphs);
  return page;
}

std::vector<PlainPage> read_cards(const std::vector<std::string>& paragraphs) {
  std::vector<std::size_t> begins;
  PlainPage scratch;
  for (std::size_t i = 0; i + 2 < paragraphs.size(); ++i)
    if (is_card_number(paragraphs[i]) && read_card_head(paragraphs[i + 1], scratch)) begins.push_back(i + 1);
  std::vector<PlainPage> pages;
  for (std::size_t c = 0; c < begins.size() && pages.size() < kMaxCards; ++c) {
    const std::size_t end = c + 1 < begins.size() ? begins[c + 1] - 1 : paragraphs.size();
    pages.push_back(read_card({paragraphs.begin() + static_cast<std::ptrdiff_t>(begins[c]),
                               paragraphs.begin() + static_cast<std::ptrdiff_t>(end)}));
  }
  return pages;
}

// ---- one article

// Words of four letters and more, pairs of Han characters.
std::set<std::string> content_words(std::string_view text) {
  std::set<std::string> words;
  std::string word, han;
  const auto close = [&] {
    if (word.size() >= 4) words.insert(lower(word).substr(0, 6));  // "exercises" and "exercise" are one here
    word.clear();
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    const char32_t c = text::next_code_point(text, at);
    const std::string character(text.substr(begin, at - begin));
    if (text::is_han(c)) {
      close();
      if (!han.empty()) words.insert(han + character);
      han = character;
      continue;
    }
    han.clear();
    if (c < 0x80 ? is_letter(character.front()) || is_digit(character.front()) : c < 0x2000)
      word += character;
    else
      close();
  }
  close();
  return words;
}

// How well `line` heads `text`: the share and the number of its words that the text takes up.
double headline_score(std::string_view line, const std::set<std::string>& text) {
  const std::set<std::string> words = content_words(line);
  if (words.empty()) return 0;
  const auto met =
      std::count_if(words.begin(), words.end(), [&](const std::string& word) { return text.contains(word); });
  return static_cast<double>(met) + static_cast<double>(met) / static_cast<double>(words.size());
}

// "Example Clinic. Caring Together", "Example News | Your daily science": the name without its slogan.
std::string site_name(std::string_view line) {
  for (std::string_view mark : {" | ", " · ", " – ", " — ", " - ", "｜", ". ", ": "}) {
    const std::size_t at = line.find(mark);
    if (at != std::string_view::npos && count_words(line.substr(0, at)) >= 1 && at >= 3)
      return std::string(trim(line.substr(0, at)));
  }
  return std::string(line);
}

// A line that tells of the article and is no part of it: "By Jane Doe", "Published 3 June 2026", "来源：示例网
// 2026-06-03".
bool read_about(const std::string& line, PlainPage& page) {
  if (count_words(line) > 24) return false;
  bool about = false;
  if (const std::string origin = origin_named(line); !origin.empty()) {
    if (page.source.value.empty()) page.source = {origin, "text:origin"};
    about = true;
  }
  const std::optional<TextDate> date = find_date(line);
  const int other_words =
      date ? count_words(line) - count_words(std::string_view(line).substr(date->begin, date->end - date->begin)) : 0;
  if (date && (about || other_words <= 8) && is_heading_like(line)) {
    if (page.date.value.empty()) page.date = {date->iso, "text:header"};
    about = true;
  }
  const std::string_view without_date =
      trim(date && about ? std::string_view(line).substr(0, date->begin) : std::string_view(line));
  if (std::string_view authors = labelled_authors(without_date); !authors.empty() && page.authors.empty()) {
    for (std::string_view mark : {"|", "·", "•", "来源"}) authors = trim(authors.substr(0, authors.find(mark)));
    const bool named = !person_name(authors).empty() || authors.find(',') != std::string_view::npos ||
                       text::language_of(authors) == "zh" || authors.find(" and ") != std::string_view::npos;
    if (named) page.authors.emplace_back(authors), page.authors_where = "text:header", about = true;
  }
  return about;
}

// Takes the head's lines apart: what stands above the headline, and what tells of the article, leaves the paragraphs.
void read_head(std::vector<std::string>& paragraphs, PlainPage& page) {
  std::size_t head = 0;
  while (head < paragraphs.size() && head < kMaxHead && !is_prose(paragraphs[head])) ++head;
  const std::set<std::string> text =
      content_words(joined({paragraphs.begin() + static_cast<std::ptrdiff_t>(head), paragraphs.end()}));
  std::vector<char> about(head, 0);
  std::size_t best = head;
  double best_score = 0;
  int place = 0;
  for (std::size_t i = 0; i < head; ++i) {
    const std::string& line = paragraphs[i];
    about[i] = is_interface_line(line) || read_about(line, page);
    if (about[i] || count_words(line) < 2 || (!is_heading_like(line) && line.ends_with('.'))) continue;
    const double score = headline_score(line, text) - 0.25 * place++;
    if (best == head || score > best_score) best = i, best_score = score;
  }
  if (best == head) return;
  page.title = {paragraphs[best], "text:headline"};
  std::vector<std::string> kept;
  std::vector<std::string> above;
  for (std::size_t i = 0; i < paragraphs.size(); ++i) {
    if (i >= head || (i > best && !about[i]))
      kept.push_back(paragraphs[i]);
    else if (i < best && !about[i] && is_heading_like(site_name(paragraphs[i])) && count_words(paragraphs[i]) <= 10)
      above.push_back(paragraphs[i]);
  }
  if (!above.empty() && page.source.value.empty()) page.source = {site_name(above.front()), "text:header"};
  if (above.size() > 1) page.section = {above.back(), "text:header"};
  paragraphs = std::move(kept);
}

void read_citation(PlainPage& page) {
  const std::optional<CitationLine> line = find_citation(page.text);
  if (!line) return;
  page.citation = {citation_text(line->date, line->volume, line->issue, line->pages), "text:citation"};
  if (!line->journal.empty()) page.journal = {line->journal, "text:citation"};
  if (page.date.value.empty() && !line->date.empty()) page.date = {line->date, "text:citation"};
}

PlainPage read_article(std::vector<std::string> paragraphs) {
  PlainPage page;
  ArticleBody body = article_body(std::move(paragraphs));
  read_head(body.paragraphs, page);
  page.text = joined(body.paragraphs);
  if (page.authors.empty()) page.authors = body.authors, page.authors_where = body.authors_from;
  if (!body.origin.empty())
    page.source = {body.origin, "text:origin"};
  else if (!body.issue.empty())
    page.source = {body.issue, "text:issue"};
  if (page.date.value.empty() && !body.issue_date.empty()) page.date = {body.issue_date, "text:issue"};
  read_citation(page);
  if (page.title.value.empty()) {
    const std::string_view first = std::string_view(page.text).substr(0, page.text.find('\n'));
    std::size_t end = std::min(first.find(". "), first.find("。"));
    if (end == std::string_view::npos || end > kFirstSentence)
      end = text::code_point_boundary(first, std::min(first.size(), kFirstSentence));
    page.title = {std::string(first.substr(0, end)), "text:first sentence"};
  }
  return page;
}

}  // namespace

std::vector<PlainPage> read_plain_pages(std::string_view utf8) {
  std::vector<std::string> paragraphs = paragraphs_of(utf8);
  if (count_words(utf8.substr(0, 1 << 16)) == 0) return {};
  if (std::vector<PlainPage> cards = read_cards(paragraphs); !cards.empty()) return cards;
  return {read_article(std::move(paragraphs))};
}

}  // namespace meridian::indexer::clean
