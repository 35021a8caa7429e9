// See article_draft.h.
#include "indexer/article_draft.h"

#include <algorithm>

#include "indexer/author_names.h"
#include "indexer/clean/ascii.h"
#include "indexer/clean/greek.h"
#include "indexer/clean/markup.h"
#include "indexer/clean/text_date.h"
#include "indexer/feed/date.h"
#include "indexer/record_kind.h"
#include "library/identifiers.h"
#include "text/unicode.h"

namespace meridian::indexer {
namespace {

constexpr std::size_t kMaxTitle = 4 << 10, kMaxText = 2 << 20, kMaxName = 512, kMaxUrl = 2 << 10;
constexpr std::size_t kMaxCategories = 200, kMaxKeywords = 200, kMaxAuthors = 10'000;

std::string bounded(std::string text, std::size_t bytes) {
  if (text.size() > bytes) text.resize(text::code_point_boundary(text, bytes));
  return text;
}

std::string name_text(std::string_view html) {
  return bounded(text::storable(clean::one_line(html)), kMaxName);
}

bool has_han(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (text::is_han(text::next_code_point(text, at))) return true;
  return false;
}

// Whether one side may translate the other: one Chinese, one without a Han character, about as long. A journal's or
// channel's name beside a title ("Example Medicine | 一种…") is shorter, and a Chinese title full of Latin names is still Chinese.
bool may_translate(std::string_view first, std::string_view second) {
  constexpr double kWordsPerHan = 2. / 3, kLeastShare = .4;
  const bool chinese_first = text::language_of(first) == "zh";
  const std::string_view chinese = chinese_first ? first : second, other = chinese_first ? second : first;
  if (text::language_of(chinese) != "zh" || text::language_of(other) != "en" || has_han(other)) return false;
  const double here = kWordsPerHan * clean::count_words(chinese), there = clean::count_words(other);
  return there >= 3 && std::min(here, there) >= kLeastShare * std::max(here, there);
}

// "基于…的研究 / A study of …" in one field: the two sides of a separator that are one title in two languages.
std::pair<std::string_view, std::string_view> split_title(std::string_view title) {
  for (std::string_view mark : {" / ", " | ", "｜", " || ", "／"}) {
    const std::size_t at = title.find(mark);
    if (at == std::string_view::npos) continue;
    const std::string_view first = clean::trim(title.substr(0, at)),
                           second = clean::trim(title.substr(at + mark.size()));
    if (may_translate(first, second)) return {first, second};
  }
  return {title, {}};
}

}  // namespace

std::string iso_date(std::string_view raw) {
  constexpr std::size_t kLongest = 256;
  raw = clean::trim(raw);
  if (raw.size() > kLongest) return {};
  // A field that is a date, else the date that a line of text holds ("Published on 5 June 2020").
  if (std::string whole = feed::iso_date(raw); !whole.empty()) return whole;
  const std::optional<clean::TextDate> date = clean::find_date(raw);
  return date ? date->iso : std::string();
}

bool ArticleDraft::set(std::string& field, std::string_view name, std::string value, std::string_view source) {
  if (!field.empty() || value.empty()) return false;
  field = std::move(value);
  article.provenance.push_back({std::string(name), std::string(source)});
  return true;
}

library::LocalizedText& ArticleDraft::in(std::string_view language) {
  for (library::LocalizedText& text : article.texts)
    if (text.language == language) return text;
  return article.texts.emplace_back(library::LocalizedText{std::string(language), {}, {}, {}});
}

void ArticleDraft::title(std::string_view html, std::string_view source) {
  const std::string title = bounded(text::storable(clean::repair_greek(clean::one_line(html))), kMaxTitle);
  const auto [first, second] = split_title(title);
  for (std::string_view part : {first, second})
    if (!part.empty()) set(in(text::language_of(part)).title, "title", std::string(part), source);
}

void ArticleDraft::title_in(std::string_view language, std::string_view html, std::string_view source) {
  std::string title = bounded(text::storable(clean::repair_greek(clean::one_line(html))), kMaxTitle);
  if (!title.empty()) set(in(language).title, "title", std::move(title), source);
}

void ArticleDraft::source(std::string_view name, std::string_view source) {
  if (article.source.empty()) set(article.source, "source", name_text(name), source);
}
void ArticleDraft::section(std::string_view name, std::string_view source) {
  set(article.section, "section", name_text(name), source);
}
void ArticleDraft::journal(std::string_view name, std::string_view source) {
  if (article.journal.empty()) set(article.journal, "journal", name_text(name), source);
}
void ArticleDraft::citation(std::string_view text, std::string_view source) {
  if (article.citation.empty()) set(article.citation, "citation", name_text(text), source);
}
void ArticleDraft::published(std::string_view raw, std::string_view source) {
  if (!article.published.empty()) return;  // reading a date costs more than knowing that
  // Chinese publishers' systems print the midnight of their day in UTC, as four in the afternoon of the day before.
  const bool chinese = from_china || std::any_of(article.texts.begin(), article.texts.end(),
                                   [](const library::LocalizedText& text) { return text.language == "zh"; });
  const std::optional<feed::Date> date = chinese ? feed::read_date(clean::trim(raw)) : std::nullopt;
  set(article.published, "date", date ? feed::day_in_china(*date) : iso_date(raw), source);
}
void ArticleDraft::updated(std::string_view raw, std::string_view source) {
  if (article.updated.empty()) set(article.updated, "updated", iso_date(raw), source);
}

void ArticleDraft::url(std::string_view address, std::string_view source) {
  address = clean::trim(address);
  if (!(clean::begins_with(address, "http://") || clean::begins_with(address, "https://")) || address.size() > kMaxUrl)
    return;
  std::string url;
  for (char c : address) {
    if (c == ' ')
      url += "%20";
    else if (static_cast<unsigned char>(c) > 0x20 && c != '<' && c != '>' && c != '"')
      url += c;
  }
  set(article.url, "url", text::storable(url), source);
}

void ArticleDraft::authors(const std::vector<std::string>& creators, std::string_view source) {
  if (!article.authors.empty()) return;
  article.authors = split_authors(creators);
  if (!article.authors.empty()) article.provenance.push_back({"authors", std::string(source)});
}

void ArticleDraft::people(std::vector<library::Author> authors, std::string_view source) {
  if (!article.authors.empty() || authors.empty()) return;
  if (authors.size() > kMaxAuthors) authors.resize(kMaxAuthors);
  article.authors = std::move(authors);
  article.provenance.push_back({"authors", std::string(source)});
}

void ArticleDraft::keywords(std::string_view language, const std::vector<std::string>& words, std::string_view source) {
  if (words.empty()) return;
  library::LocalizedText& text = in(language);
  if (!text.keywords.empty()) return;
  for (const std::string& word : words)
    if (std::string name = name_text(word); !name.empty() && text.keywords.size() < kMaxKeywords)
      text.keywords.push_back(std::move(name));
  article.provenance.push_back({"keywords", std::string(source)});
}

void ArticleDraft::categories(const std::vector<std::string>& names, std::string_view source) {
  for (const std::string& given : names) {
    std::string name = name_text(given);
    const bool known =
        std::find(article.categories.begin(), article.categories.end(), name) != article.categories.end();
    if (!name.empty() && !known && article.categories.size() < kMaxCategories)
      article.categories.push_back(std::move(name));
  }
  if (!names.empty() && !article.categories.empty()) article.provenance.push_back({"categories", std::string(source)});
}

void ArticleDraft::identifier(std::string_view text, std::string_view source) {
  text = clean::trim(text);
  if (text.empty() || text.size() > kMaxUrl) return;
  if (article.doi.empty()) {
    const std::string doi = library::canonical_doi(text);
    set(article.doi, "doi", bounded(doi.empty() ? library::find_doi(text) : doi, kMaxName), source);
  }
  const std::string lowered = clean::lower(text);
  if (lowered.find("arxiv") != std::string::npos) set(article.arxiv, "arxiv", library::canonical_arxiv(text), source);
  if (lowered.find("pmid") != std::string::npos || lowered.find("pubmed") != std::string::npos)
    set(article.pmid, "pmid", library::canonical_pmid(text), source);
  if (lowered.find("pmc") != std::string::npos) set(article.pmcid, "pmcid", library::canonical_pmcid(text), source);
}

void ArticleDraft::abstract(const ReadAbstract& read, std::string_view source) {
  bool taken = false;
  for (const library::LocalizedText& given : read.texts) {
    std::string text = bounded(text::storable(clean::repair_greek(given.abstract)), kMaxText);
    keywords(given.language, given.keywords, source);
    if (says_there_is_none(text)) continue;
    library::LocalizedText& mine = in(given.language);
    const bool better = mine.abstract.empty() || (article.truncated && !read.truncated) ||
                        (article.truncated == read.truncated && text.size() > mine.abstract.size());
    if (!better) continue;
    mine.abstract = std::move(text);
    taken = true;
  }
  if (taken) {
    article.truncated = read.truncated;
    std::erase_if(article.provenance, [](const library::Provenance& said) { return said.field == "abstract"; });
    article.provenance.push_back({"abstract", std::string(source)});
  }
  authors(read.authors, source);
  identifier(read.doi, source);
  set(article.arxiv, "arxiv", read.arxiv, source);
  set(article.pmid, "pmid", read.pmid, source);
}

void ArticleDraft::abstract_in(std::string_view language, std::string_view text, std::string_view source) {
  bool truncated = false;
  std::string abstract = bounded(text::storable(clean::repair_greek(without_omission_mark(text, truncated))), kMaxText);
  if (says_there_is_none(abstract)) return;
  if (set(in(language).abstract, "abstract", std::move(abstract), source)) article.truncated = article.truncated || truncated;
}

void ArticleDraft::contradiction(std::string_view field, std::string_view value, std::string_view source) {
  constexpr std::size_t kMaxContradictions = 20;
  const auto told = std::count_if(article.provenance.begin(), article.provenance.end(),
                                  [](const library::Provenance& said) { return said.field.ends_with("?"); });
  if (static_cast<std::size_t>(told) < kMaxContradictions)
    article.provenance.push_back(
        {std::string(field) + "?", std::string(source) + ": " + bounded(name_text(value), 200)});
}

bool ArticleDraft::empty() const {
  return std::all_of(article.texts.begin(), article.texts.end(),
                     [](const library::LocalizedText& text) { return text.title.empty() && text.abstract.empty(); });
}

library::Article ArticleDraft::finish(library::ArticleType type) {
  std::erase_if(article.texts, [](const library::LocalizedText& text) {
    return text.title.empty() && text.abstract.empty() && text.keywords.empty();
  });
  // The main text is the one with the title.
  std::stable_sort(article.texts.begin(), article.texts.end(),
                   [](const auto& a, const auto& b) { return !a.title.empty() && b.title.empty(); });
  // One title and one abstract are one record, though the title be in the other language.
  if (article.texts.size() == 2 && article.texts[0].abstract.empty() && article.texts[1].title.empty()) {
    article.texts[1].title = std::move(article.texts[0].title);
    article.texts[1].keywords.insert(article.texts[1].keywords.end(), article.texts[0].keywords.begin(),
                                     article.texts[0].keywords.end());
    article.texts.erase(article.texts.begin());
  }
  const std::string_view title =
      article.texts.empty() ? std::string_view() : std::string_view(article.texts.front().title);
  article.type = is_no_article(title) ? library::ArticleType::page : type_of_title(title, type);
  return std::move(article);
}

}  // namespace meridian::indexer
