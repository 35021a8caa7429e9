// See article_builder.h. Order of the calls is order of preference: a draft's field is set once.
#include "indexer/article_builder.h"

#include <algorithm>

#include "indexer/abstract_reader.h"
#include "indexer/article_draft.h"
#include "indexer/clean/abstract_section.h"
#include "indexer/clean/ascii.h"
#include "indexer/clean/citation_line.h"
#include "indexer/clean/citation_meta.h"
#include "indexer/clean/encoding.h"
#include "indexer/clean/html.h"
#include "indexer/clean/main_text.h"
#include "indexer/clean/markup.h"
#include "indexer/clean/plain_page.h"
#include "indexer/record_kind.h"
#include "indexer/source_name.h"
#include "text/unicode.h"

namespace meridian::indexer {
namespace {

using clean::MetaField;
using library::ArticleType;

constexpr std::size_t kTeaserBytes = 400;  // a page's description shorter than this is no abstract

// ---- items of feeds

// HTML folds line ends, so a label on a line of its own is told from a first word here.
std::string_view without_label_line(std::string_view html) {
  const std::string_view text = clean::trim(html);
  const std::string_view line = clean::trim(text.substr(0, text.find('\n')));
  const std::string lowered = clean::lower(line);
  const bool label = lowered == "abstract" || lowered == "abstract:" || lowered == "summary" || lowered == "摘要";
  return label && line.size() < text.size() ? text.substr(text.find('\n')) : html;
}

void add_item_texts(ArticleDraft& draft, const feed::Item& item, bool dated_by_build) {
  const std::string title = clean::one_line(item.title_html);
  struct Candidate {
    const std::string* html;
    const char* source;
  };
  for (const Candidate& candidate :
       {Candidate{&item.dc_description_html, "feed:dc:description"}, Candidate{&item.summary_html, "feed:description"},
        Candidate{&item.content_html, "feed:content"}}) {
    if (candidate.html->empty()) continue;
    // Many feeds give one text under two names.
    if (candidate.html != &item.dc_description_html && *candidate.html == item.dc_description_html) continue;
    if (candidate.html == &item.content_html && item.content_html == item.summary_html) continue;
    const ReadAbstract read = read_abstract(clean::plain_text(without_label_line(*candidate.html)), title);
    draft.abstract(read, candidate.source);
    draft.journal(item.journal.empty() ? read.journal : item.journal,
                  item.journal.empty() ? candidate.source : "feed:publication");
    draft.citation(clean::citation_text(read.date, read.volume, read.issue, read.pages), candidate.source);
    const bool undated = dated_by_build || item.published.empty();
    draft.published(undated ? read.date : item.published, undated ? candidate.source : "feed:date");
  }
}

void add_item_identifiers(ArticleDraft& draft, const feed::Item& item) {
  for (const std::string& identifier : item.identifiers) draft.identifier(identifier, "feed:identifier");
  draft.identifier(item.guid, "feed:guid");
  draft.identifier(item.link, "feed:link");
}

void add_item_dates(ArticleDraft& draft, const feed::Item& item, bool dated_by_build) {
  if (!dated_by_build) draft.published(item.published, "feed:date");
  for (const std::string& date : item.other_dates)
    if (!dated_by_build || date != item.published) draft.published(date, "feed:cover date");
  if (dated_by_build) return;
  draft.published(item.updated, "feed:updated");
  draft.updated(item.updated, "feed:updated");
}

void add_item_citation(ArticleDraft& draft, const feed::Item& item) {
  const std::string pages = item.ending_page.empty() || item.ending_page == item.starting_page
                                ? item.starting_page
                                : item.starting_page + "-" + item.ending_page;
  draft.citation(clean::citation_text(draft.article.published, item.volume, item.number,
                                      item.starting_page.empty() ? std::string() : pages),
                 "feed:prism");
}

void add_item_source(ArticleDraft& draft, const feed::Item& item, const std::string& feed_title) {
  const SourceName feed = source_of_feed(feed_title);
  draft.journal(item.journal, "feed:publication");
  const bool issue = !item.volume.empty() || !item.issn.empty();  // then the feed is a journal's own
  if (issue && preprint_server(feed_title).empty()) draft.journal(feed.name, "feed:title");
  draft.source(draft.article.journal, "feed:publication");
  draft.source(feed.name, "feed:title");
  draft.section(item.section, "feed:section");
  draft.section(feed.section, "feed:title");
  const bool server = !preprint_server(draft.article.source).empty();
  if (server && !item.categories.empty()) draft.section(item.categories.front(), "feed:category");
}

// What the item says of its kind: its type, its section, or one of its categories.
std::optional<ArticleType> type_said(const feed::Item& item) {
  std::vector<std::string> labels = item.types;
  labels.push_back(item.section);
  labels.insert(labels.end(), item.categories.begin(), item.categories.end());
  for (const std::string& label : labels)
    if (const auto type = type_of_label(clean::one_line(label))) return type;
  return std::nullopt;
}

ArticleType type_of_item(const library::Article& article, const feed::Item& item) {
  if (!preprint_server(article.source).empty() || !preprint_server(article.journal).empty())
    return ArticleType::preprint;
  if (const auto said = type_said(item)) return *said;
  const bool scholarly = !article.doi.empty() || !article.arxiv.empty() || !article.pmid.empty() ||
                         !article.journal.empty() || !item.issn.empty();
  return scholarly ? ArticleType::article : ArticleType::news;
}

// ---- pages

std::vector<std::string> values(const std::vector<const clean::MetaValue*>& said) {
  std::vector<std::string> result;
  for (const clean::MetaValue* value : said) result.push_back(value->value);
  return result;
}

// One value of the page's head into one field of the draft, and what contradicts it into provenance.
template <class Set>
void take(const clean::PageMetadata& meta, MetaField field, std::string_view name, ArticleDraft& draft, Set set) {
  const clean::MetaValue* said = meta.first(field);
  if (!said) return;
  set(said->value, "page:" + said->source);
  if (field != MetaField::date && field != MetaField::title && field != MetaField::doi) return;
  for (const clean::MetaValue* other : meta.contradicting(field)) {
    const bool says_so = field == MetaField::date ? iso_date(other->value) == iso_date(said->value)
                                                  : other->value.find(said->value) != std::string::npos;
    if (!says_so) draft.contradiction(name, other->value, "page:" + other->source);
  }
}

void add_page_citation(ArticleDraft& draft, const clean::PageMetadata& meta) {
  const auto value = [&](MetaField field) { return meta.first(field) ? meta.first(field)->value : std::string(); };
  const std::string first = value(MetaField::first_page), last = value(MetaField::last_page);
  draft.citation(clean::citation_text(draft.article.published, value(MetaField::volume), value(MetaField::issue),
                                      last.empty() || last == first ? first : first + "-" + last),
                 "page:citation");
}

void add_page_head(ArticleDraft& draft, const clean::PageMetadata& meta) {
  take(meta, MetaField::title, "title", draft, [&](const auto& value, const auto& from) { draft.title(value, from); });
  take(meta, MetaField::date, "date", draft,
       [&](const auto& value, const auto& from) { draft.published(value, from); });
  take(meta, MetaField::updated, "updated", draft,
       [&](const auto& value, const auto& from) { draft.updated(value, from); });
  take(meta, MetaField::journal, "journal", draft,
       [&](const auto& value, const auto& from) { draft.journal(value, from), draft.source(value, from); });
  take(meta, MetaField::site, "source", draft, [&](const auto& value, const auto& from) { draft.source(value, from); });
  take(meta, MetaField::section, "section", draft,
       [&](const auto& value, const auto& from) { draft.section(value, from); });
  take(meta, MetaField::url, "url", draft, [&](const auto& value, const auto& from) { draft.url(value, from); });
  take(meta, MetaField::doi, "doi", draft, [&](const auto& value, const auto& from) { draft.identifier(value, from); });
  take(meta, MetaField::arxiv, "arxiv", draft,
       [&](const auto& value, const auto& from) { draft.identifier("arxiv:" + value, from); });
  take(meta, MetaField::pmid, "pmid", draft,
       [&](const auto& value, const auto& from) { draft.identifier("pmid:" + value, from); });
  take(meta, MetaField::pmcid, "pmcid", draft,
       [&](const auto& value, const auto& from) { draft.identifier(value, from); });
  if (const clean::MetaValue* author = meta.first(MetaField::author)) {
    std::vector<std::string> names = values(meta.all(MetaField::author));
    std::erase_if(names, [](const std::string& name) { return name.find("://") != std::string::npos; });
    draft.authors(names, "page:" + author->source);
  }
}

// An abstract given as such; a description is only one when the page has no text of its own.
bool is_abstract_of_paper(const clean::MetaValue& said) {
  return said.source == "citation_abstract" || said.source == "dcterms.abstract" || said.source == "json-ld:abstract" ||
         (said.source == "dc.description" && said.value.size() >= kTeaserBytes);
}

// In this order: what the head calls the abstract, what the page calls so, the page's main text, a description of the
// head. The first that is whole ends the search.
void add_page_text(ArticleDraft& draft, const clean::HtmlTree& tree, const clean::PageMetadata& meta) {
  const clean::MetaValue* said = meta.first(MetaField::abstract);
  const std::string title = draft.article.texts.empty() ? std::string() : draft.article.texts.front().title;
  const auto has_whole = [&] {
    return !draft.article.truncated && std::any_of(draft.article.texts.begin(), draft.article.texts.end(),
                                                   [](const library::LocalizedText& text) { return !text.abstract.empty(); });
  };
  if (said && is_abstract_of_paper(*said)) draft.abstract(read_abstract(said->value, title), "page:" + said->source);
  if (has_whole()) return;
  if (const std::string section = clean::abstract_section(tree); !section.empty())
    draft.abstract(read_abstract(section, title), "page:abstract");
  if (has_whole()) return;
  const clean::MainText main = clean::main_text(tree, title);
  if (!main.text.empty())
    draft.abstract(read_abstract(main.text, title),
                   main.hidden_share > 0.5 ? "page:text (most of the page is hidden)" : "page:text");
  else if (said)
    draft.abstract(read_abstract(said->value, title), "page:" + said->source);
  draft.authors(main.body.authors, main.body.authors_from);
}

ArticleType type_of_page(const library::Article& article, const clean::PageMetadata& meta) {
  if (!preprint_server(article.journal + " " + article.source).empty() &&
      (!article.doi.empty() || !article.arxiv.empty()))
    return ArticleType::preprint;
  if (!article.doi.empty() || !article.journal.empty()) return ArticleType::article;
  const clean::MetaValue* type = meta.first(MetaField::type);
  return type && clean::lower(type->value).find("article") != std::string::npos ? ArticleType::news : ArticleType::page;
}

// "https://www.example.org/a/b" → "example.org"
std::string host_of(std::string_view url) {
  const std::size_t slashes = url.find("://");
  if (slashes == std::string_view::npos) return {};
  std::string_view host = url.substr(slashes + 3);
  host = host.substr(0, host.find_first_of("/?#:"));
  clean::skip_prefix(host, "www.");
  return std::string(host);
}

// ---- texts

library::Article article_of(const clean::PlainPage& page, const BuildContext& context) {
  ArticleDraft draft;
  draft.title(page.title.value, page.title.where);
  draft.published(page.date.value, page.date.where);
  draft.source(page.source.value, page.source.where);
  draft.source(context.site, "context");
  draft.section(page.section.value, page.section.where);
  draft.journal(page.journal.value, page.journal.where);
  draft.citation(page.citation.value, page.citation.where);
  draft.authors(page.authors, page.authors_where);
  draft.abstract(read_abstract(page.text, page.title.value), page.card ? "text:card" : "text");
  const bool preprint = !preprint_server(page.source.value).empty();
  return draft.finish(preprint ? ArticleType::preprint : page.card ? ArticleType::article : ArticleType::page);
}

}  // namespace

// An ORCID that stands as an author's address goes behind the name, where names are split.
std::vector<std::string> creators_of(const feed::Item& item) {
  std::vector<std::string> creators = item.creators;
  if (creators.size() != item.authors.size()) return creators;
  for (std::size_t i = 0; i < creators.size(); ++i)
    if (const std::string& uri = item.authors[i].uri; uri.find("orcid.org/") != std::string::npos) creators[i] += " " + uri;
  return creators;
}

bool is_chinese(const feed::Item& item, const feed::FeedDocument& document) {
  if (document.language.starts_with("zh")) return true;
  const std::string host = clean::lower(host_of(item.link));
  return host.ends_with(".cn") || host.ends_with("cnki.net");
}

std::optional<library::Article> article_from_item(const feed::Item& item, const feed::FeedDocument& document,
                                                  const BuildContext& context) {
  ArticleDraft draft;
  draft.from_china = is_chinese(item, document);
  draft.title(item.title_html, "feed:title");
  add_item_identifiers(draft, item);
  add_item_dates(draft, item, document.dated_by_build);
  draft.authors(creators_of(item), "feed:creator");
  add_item_texts(draft, item, document.dated_by_build);
  if (draft.empty()) return std::nullopt;
  add_item_source(draft, item, document.title.empty() ? context.feed_title : document.title);
  draft.source(context.site.empty() ? host_of(item.link) : context.site, "feed:link");
  add_item_citation(draft, item);
  draft.url(item.link, "feed:link");
  draft.url(item.guid, "feed:guid");
  draft.categories(item.categories, "feed:category");
  draft.article.guid = text::storable(item.guid.substr(0, 4096));
  draft.article.added = context.now;
  const ArticleType type = type_of_item(draft.article, item);
  return draft.finish(type);
}

base::Result<library::Article> article_from_page(std::string_view html, std::string_view url,
                                                 std::string_view content_type, const BuildContext& context) {
  if (clean::is_binary(html))
    return base::fail(base::ErrorKind::invalid, "page.not_html",
                      "The page is a PDF, image or archive and no HTML: open its address in a browser instead.");
  MERIDIAN_TRY_ASSIGN(const clean::Decoded decoded, clean::to_utf8(html, content_type));
  MERIDIAN_TRY_ASSIGN(const clean::HtmlTree tree, clean::parse_html(decoded.utf8));
  const clean::PageMetadata meta = clean::read_metadata(tree);
  ArticleDraft draft;
  draft.url(url, "page:address");
  add_page_head(draft, meta);
  add_page_text(draft, tree, meta);
  if (draft.empty())
    return base::fail(
        base::ErrorKind::invalid, "page.not_html",
        "The page holds no text that could be read: it may need JavaScript; open it in a browser and save its text.");
  add_page_citation(draft, meta);
  draft.source(context.site.empty() ? context.feed_title : context.site, "context");
  draft.source(host_of(draft.article.url), "page:address");
  if (meta.first(MetaField::keywords)) {
    std::vector<std::string> words;
    for (const std::string& list : values(meta.all(MetaField::keywords)))
      for (std::string_view word : clean::split(list, list.find(';') != std::string::npos ? ";" : ","))
        words.emplace_back(word);
    draft.keywords(draft.article.texts.front().language, words, "page:" + meta.first(MetaField::keywords)->source);
  }
  draft.article.added = context.now;
  const ArticleType type = type_of_page(draft.article, meta);
  return draft.finish(type);
}

base::Result<std::vector<library::Article>> articles_from_text(std::string_view text, std::string_view file_name,
                                                               const BuildContext& context) {
  if (clean::is_binary(text))
    return base::fail(base::ErrorKind::invalid, "text.not_text",
                      std::string(file_name) + " is a PDF, image or archive and no text: save its text first.");
  MERIDIAN_TRY_ASSIGN(const clean::Decoded decoded, clean::to_utf8(text, ""));
  std::vector<library::Article> articles;
  for (const clean::PlainPage& page : clean::read_plain_pages(decoded.utf8)) {
    library::Article article = article_of(page, context);
    article.added = context.now;
    if (!article.texts.empty()) articles.push_back(std::move(article));
  }
  if (articles.empty())
    return base::fail(base::ErrorKind::invalid, "text.empty",
                      std::string(file_name) + " holds no text: nothing was imported from it.");
  return articles;
}

base::Result<library::Article> article_from_text(std::string_view text, std::string_view file_name,
                                                 const BuildContext& context) {
  MERIDIAN_TRY_ASSIGN(std::vector<library::Article> articles, articles_from_text(text, file_name, context));
  return std::move(articles.front());
}

}  // namespace meridian::indexer
