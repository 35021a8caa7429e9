// See json_lines.h.
#include "indexer/json_lines.h"

#include <nlohmann/json.hpp>

#include "indexer/article_draft.h"
#include "indexer/author_names.h"
#include "indexer/clean/ascii.h"
#include "indexer/clean/greek.h"
#include "indexer/record/json_fields.h"
#include "indexer/record_kind.h"
#include "indexer/source_name.h"
#include "library/identifiers.h"
#include "text/unicode.h"

namespace meridian::indexer {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxTitle = 4 << 10, kMaxText = 2 << 20, kMaxName = 512, kMaxUrl = 2 << 10, kMaxWords = 200;

// The first of the keys that holds a string.
std::string_view string_of(const Json& record, std::initializer_list<const char*> keys) {
  for (const char* key : keys)
    if (const auto value = record.find(key); value != record.end() && value->is_string())
      return value->get_ref<const std::string&>();
  return {};
}

std::vector<std::string> strings_of(const Json& record, const char* key) {
  std::vector<std::string> result;
  const auto value = record.find(key);
  if (value == record.end()) return result;
  if (value->is_string()) return {value->get<std::string>()};
  if (value->is_array())
    for (const Json& element : *value) {
      if (element.is_string())
        result.push_back(element.get<std::string>());
      else if (element.is_object())
        result.emplace_back(string_of(element, {"name"}));
    }
  return result;
}

std::string stored(std::string_view given, std::size_t bytes) {
  const std::string_view text = clean::trim(given);
  std::string result =
      text.find('{') == std::string_view::npos ? text::storable(text) : text::storable(clean::repair_greek(text));
  if (result.size() > bytes) result.resize(text::code_point_boundary(result, bytes));
  return result;
}

std::string one_line(std::string_view text, std::size_t bytes) {
  std::string line;
  for (char c : clean::trim(text)) {
    if (!clean::is_blank(c))
      line.push_back(c);
    else if (!line.empty() && line.back() != ' ')
      line.push_back(' ');
  }
  return stored(line, bytes);
}

library::LocalizedText text_of(const Json& record) {
  library::LocalizedText text;
  text.title = one_line(string_of(record, {"title"}), kMaxTitle);
  text.abstract = stored(string_of(record, {"abstract", "text"}), kMaxText);
  const std::string_view given = string_of(record, {"lang", "language"}).substr(0, 2);
  text.language =
      given == "en" || given == "zh"
          ? std::string(given)
          : text::language_of(
                text.title + " " +
                text.abstract.substr(
                    0, text::code_point_boundary(text.abstract, std::min<std::size_t>(text.abstract.size(), 2000))));
  for (const std::string& list : strings_of(record, "keywords"))
    for (std::string_view word : clean::split(list, ";"))
      if (text.keywords.size() < kMaxWords) text.keywords.push_back(one_line(word, kMaxName));
  return text;
}

void add_identifiers(const Json& record, library::Article& article) {
  article.doi = library::canonical_doi(string_of(record, {"doi"}));
  article.arxiv = library::canonical_arxiv(string_of(record, {"arxiv"}));
  article.pmid = library::canonical_pmid(string_of(record, {"pmid"}));
  article.pmcid = library::canonical_pmcid(string_of(record, {"pmcid"}));
  const std::string_view id = string_of(record, {"id"});
  if (clean::begins_with(id, "arxiv:") && article.arxiv.empty())
    article.arxiv = library::canonical_arxiv(id);
  else if (clean::begins_with(id, "pmid:") && article.pmid.empty())
    article.pmid = library::canonical_pmid(id);
  else if ((clean::begins_with(id, "doi:") || id.starts_with("10.")) && article.doi.empty())
    article.doi = library::canonical_doi(id);
  article.guid = one_line(id, kMaxName);
}

// "arXiv math.MG": a server and its section in one.
void add_source(const Json& record, library::Article& article) {
  article.source = one_line(string_of(record, {"source", "channel", "journal"}), kMaxName);
  article.journal = one_line(string_of(record, {"journal"}), kMaxName);
  article.section = one_line(string_of(record, {"section"}), kMaxName);
  const std::string server = preprint_server(article.source);
  if (!server.empty() && article.section.empty() && clean::begins_with(article.source, server) &&
      article.source.size() > server.size() && article.source[server.size()] == ' ') {
    article.section = article.source.substr(server.size() + 1);
    article.source = server;
  }
}

library::ArticleType type_of(const Json& record, const library::Article& article) {
  if (const std::string_view given = string_of(record, {"type"}); !given.empty()) return library::article_type(given);
  if (!preprint_server(article.source).empty()) return library::ArticleType::preprint;
  const bool scholarly = !article.doi.empty() || !article.pmid.empty() || !article.journal.empty() ||
                         !article.arxiv.empty() || !article.authors.empty();
  return type_of_title(article.texts.front().title,
                       scholarly ? library::ArticleType::article : library::ArticleType::news);
}

}  // namespace

base::Result<library::Article> article_from_json_line(std::string_view line, base::UnixTime now) {
  if (record::too_deep(line))
    return base::fail(base::ErrorKind::invalid, "json.too_deep",
                      "The record is nested over 64 levels deep and was left out.");
  const Json record = Json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!record.is_object())
    return base::fail(base::ErrorKind::invalid, "json.malformed",
                      "The line is no JSON object and was left out: JSONL has one object a line.");
  library::Article article;
  article.texts.push_back(text_of(record));
  if (article.main().title.empty() && article.main().abstract.empty())
    return base::fail(base::ErrorKind::invalid, "record.empty",
                      "The record has neither \"title\" nor \"abstract\" and was left out.");
  add_identifiers(record, article);
  add_source(record, article);
  // A list gives one name an element, "Family, Given" or as printed; a string may hold several.
  article.authors = split_authors(strings_of(record, "authors"));
  for (const std::string& category : strings_of(record, "categories"))
    if (article.categories.size() < kMaxWords) article.categories.push_back(one_line(category, kMaxName));
  article.published = iso_date(string_of(record, {"date", "published"}));
  const std::string_view url = string_of(record, {"url", "link"});
  if ((url.starts_with("https://") || url.starts_with("http://")) && url.size() <= kMaxUrl)
    article.url = one_line(url, kMaxUrl);
  article.type = type_of(record, article);
  article.provenance.push_back({"record", "jsonl"});
  article.added = now;
  return article;
}

}  // namespace meridian::indexer
