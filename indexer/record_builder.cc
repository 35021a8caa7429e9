// See record_builder.h.
#include "indexer/record_builder.h"

#include <algorithm>
#include <array>

#include "indexer/article_draft.h"
#include "indexer/clean/ascii.h"
#include "indexer/clean/citation_line.h"
#include "indexer/clean/markup.h"
#include "indexer/source_name.h"
#include "library/identifiers.h"
#include "text/unicode.h"

namespace meridian::indexer {
namespace {

using library::ArticleType;

constexpr std::size_t kMaxName = 512;

struct LanguageRow {
  std::string_view three, other, two;  // ISO 639-2/B, 639-2/T, 639-1
};
constexpr LanguageRow kLanguages[] = {
    {"eng", "", "en"},    {"chi", "zho", "zh"}, {"ger", "deu", "de"}, {"fre", "fra", "fr"}, {"spa", "", "es"},
    {"rus", "", "ru"},    {"jpn", "", "ja"},    {"kor", "", "ko"},    {"ita", "", "it"},    {"por", "", "pt"},
    {"pol", "", "pl"},    {"dut", "nld", "nl"}, {"cze", "ces", "cs"}, {"dan", "", "da"},    {"swe", "", "sv"},
    {"nor", "", "no"},    {"fin", "", "fi"},    {"hun", "", "hu"},    {"tur", "", "tr"},    {"ukr", "", "uk"},
    {"ara", "", "ar"},    {"heb", "", "he"},    {"per", "fas", "fa"}, {"gre", "ell", "el"}, {"rum", "ron", "ro"},
    {"bul", "", "bg"},    {"hrv", "", "hr"},    {"srp", "", "sr"},    {"slo", "slk", "sk"}, {"slv", "", "sl"},
    {"ice", "isl", "is"}, {"ind", "", "id"},    {"vie", "", "vi"},    {"tha", "", "th"},    {"cat", "", "ca"}};

bool has_han(std::string_view text) {
  for (std::size_t at = 0; at < text.size();)
    if (text::is_han(text::next_code_point(text, at))) return true;
  return false;
}

std::string name_of(const RecordPerson& person) {
  std::string name = person.whole;
  if (name.empty()) {
    // Chinese names stand family first, without a blank.
    const bool han = has_han(person.family) || has_han(person.given);
    name = han ? person.family + person.given : person.given + " " + person.family;
    if (!person.suffix.empty()) name += " " + person.suffix;
  }
  name = text::storable(clean::trim(name));
  if (name.size() > kMaxName) name.resize(text::code_point_boundary(name, kMaxName));
  return name;
}

std::vector<library::Author> authors_of(const Record& record) {
  std::vector<library::Author> authors;
  for (const RecordPerson& person : record.authors)
    if (std::string name = name_of(person); !name.empty())
      authors.push_back({std::move(name), library::canonical_orcid(person.orcid)});
  return authors;
}

// The language that is said, unless the script speaks against it; the script's where none is said.
std::string language_of(std::string_view said, const std::string& text) {
  const std::string code = language_code(said), script = text::language_of(text);
  if (code.empty()) return script;
  const bool han = script == "zh", reads_han = code == "zh" || code == "ja" || code == "ko";
  return (han && !reads_han) || (script == "en" && code == "zh") ? script : code;
}

std::string beginning(const std::string& text) {
  constexpr std::size_t kEnough = 2000;
  return text.substr(0, text::code_point_boundary(text, std::min(text.size(), kEnough)));
}

// One title: the subtitle behind a colon, unless the title ends with a mark of its own.
std::string whole_title(const RecordText& title) {
  if (title.subtitle_html.empty() || title.html.empty()) return title.html + title.subtitle_html;
  const bool marked = title.html.ends_with(':') || title.html.ends_with('?') || title.html.ends_with('!');
  return title.html + (marked ? " " : ": ") + title.subtitle_html;
}

void add_texts(ArticleDraft& draft, const Record& record, const std::string& from) {
  for (const RecordText& title : record.titles) {
    const std::string said = title.language.empty() && record.titles.size() == 1 ? record.language : title.language;
    const std::string html = whole_title(title);
    if (said.empty())
      draft.title(html, from);
    else
      draft.title_in(language_of(said, clean::one_line(html)), html, from);
  }
  for (const RecordText& abstract : record.abstracts) {
    const std::string text = clean::plain_text(abstract.html);
    const std::string said = abstract.language.empty() && record.abstracts.size() == 1 && record.titles.size() < 2 ? record.language : abstract.language;
    draft.abstract_in(language_of(said, beginning(text)), text, from);
  }
  for (const RecordKeywords& keywords : record.keywords) {
    std::string all;
    for (const std::string& word : keywords.words) all += word + " ";
    std::string language = language_of(keywords.language, all);
    const auto& texts = draft.article.texts;
    const bool known = std::any_of(texts.begin(), texts.end(), [&](const auto& text) { return text.language == language; });
    draft.keywords(known || texts.empty() ? language : texts.front().language, keywords.words, from);
  }
}

void add_identifiers(ArticleDraft& draft, const Record& record, const std::string& from) {
  if (!record.doi.empty()) draft.identifier(record.doi, from);
  const auto with = [&](std::string_view prefix, const std::string& id) {
    if (!id.empty()) draft.identifier(clean::lower(id).find(prefix) == std::string::npos ? std::string(prefix) + ":" + id : id, from);
  };
  with("arxiv", record.arxiv);
  with("pmid", record.pmid);
  with("pmc", record.pmcid);
}

ArticleType type_of(const Record& record, const library::Article& article) {
  if (!record.type.empty()) return library::article_type(record.type);
  return preprint_server(article.source).empty() ? ArticleType::article : ArticleType::preprint;
}

}  // namespace

std::string language_code(std::string_view given) {
  std::string code = clean::lower(clean::trim(given).substr(0, 16));
  code.resize(std::min(code.size(), code.find_first_of("-_ ;,")));
  for (const LanguageRow& row : kLanguages)
    if (code == row.three || code == row.two || (!row.other.empty() && code == row.other)) return std::string(row.two);
  if (code == "english") return "en";
  if (code == "chinese" || code == "中文" || code == "cn" || code == "zh") return "zh";
  return {};
}

std::optional<library::Article> article_from_record(const Record& record, base::UnixTime now) {
  const std::string from = "record:" + record.format;
  ArticleDraft draft;
  add_identifiers(draft, record, from);
  add_texts(draft, record, from);
  if (draft.empty()) return std::nullopt;
  draft.people(authors_of(record), from);
  draft.published(record.published, from);
  draft.updated(record.updated, from);
  const std::string server = preprint_server(record.journal.empty() ? record.publisher : record.journal);
  draft.journal(server.empty() || record.type != "preprint" ? record.journal : std::string(), from);
  draft.source(server.empty() ? record.journal : server, from);
  draft.source(record.publisher, from);
  draft.source(record.format, from);
  draft.section(record.section, from);
  const bool range = !record.last_page.empty() && record.last_page != record.first_page;
  draft.citation(clean::citation_text(draft.article.published, record.volume, record.issue,
                                      range ? record.first_page + "-" + record.last_page : record.first_page),
                 from);
  draft.url(record.url, from);
  if (!draft.article.doi.empty()) draft.url("https://doi.org/" + draft.article.doi, from);
  draft.categories(record.categories, from);
  draft.article.guid = text::storable(record.id.substr(0, kMaxName));
  draft.article.added = now;
  const ArticleType type = type_of(record, draft.article);
  return draft.finish(type);
}

}  // namespace meridian::indexer
