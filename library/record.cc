// See record.h.
#include "library/record.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/clock.h"
#include "base/url.h"
#include "library/articles.h"
#include "library/hash.h"

namespace meridian::library {
namespace {

using Json = nlohmann::json;

constexpr std::int64_t kSecondsADay = 86'400;
// The record nests four levels; damaged bytes must not make the parser recurse.
constexpr int kMaxDepth = 8;

void put(Json& object, const char* key, const std::string& value) {
  if (!value.empty()) object[key] = value;
}

Json content_json(const Article& article) {
  Json record = Json::object();
  Json& texts = record["texts"] = Json::array();
  for (const LocalizedText& text : article.texts) {
    Json entry = Json::object();
    put(entry, "lang", text.language), put(entry, "title", text.title), put(entry, "abstract", text.abstract);
    if (!text.keywords.empty()) entry["keywords"] = text.keywords;
    texts.push_back(std::move(entry));
  }
  for (const Author& author : article.authors) record["authors"].push_back(Json::array({author.name, author.orcid}));
  put(record, "source", article.source), put(record, "section", article.section),
      put(record, "journal", article.journal);
  put(record, "citation", article.citation), put(record, "published", article.published);
  put(record, "updated", article.updated), put(record, "doi", article.doi), put(record, "arxiv", article.arxiv);
  put(record, "pmid", article.pmid), put(record, "pmcid", article.pmcid), put(record, "url", article.url);
  record["type"] = name(article.type);
  if (article.truncated) record["truncated"] = true;
  if (!article.categories.empty()) record["categories"] = article.categories;
  return record;
}

// Bad UTF-8 is replaced, never thrown at (LIBRARIES).
std::string dumped(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void read(const Json& object, const char* key, std::string& value) {
  if (const auto found = object.find(key); found != object.end()) found->get_to(value);
}

void read_texts(const Json& record, Article& article) {
  for (const Json& entry : record.at("texts")) {
    LocalizedText& text = article.texts.emplace_back();
    read(entry, "lang", text.language), read(entry, "title", text.title), read(entry, "abstract", text.abstract);
    if (const auto words = entry.find("keywords"); words != entry.end()) words->get_to(text.keywords);
  }
  if (article.texts.empty()) article.texts.emplace_back();
}

Article parsed(const Json& record) {
  Article article;
  read_texts(record, article);
  if (const auto authors = record.find("authors"); authors != record.end())
    for (const Json& author : *authors)
      article.authors.push_back({author.at(0).get<std::string>(), author.at(1).get<std::string>()});
  read(record, "source", article.source), read(record, "section", article.section),
      read(record, "journal", article.journal);
  read(record, "citation", article.citation), read(record, "published", article.published);
  read(record, "updated", article.updated), read(record, "doi", article.doi), read(record, "arxiv", article.arxiv);
  read(record, "pmid", article.pmid), read(record, "pmcid", article.pmcid), read(record, "url", article.url);
  article.type = article_type(record.at("type").get<std::string>());
  article.truncated = record.value("truncated", false);
  if (const auto found = record.find("categories"); found != record.end()) found->get_to(article.categories);
  if (const auto found = record.find("provenance"); found != record.end())
    for (const Json& entry : *found)
      article.provenance.push_back({entry.at(0).get<std::string>(), entry.at(1).get<std::string>()});
  article.feed = record.value("feed", std::int64_t{0});
  read(record, "guid", article.guid);
  article.added = record.value("added", std::int64_t{0});
  return article;
}

}  // namespace

std::string record_of(const Article& article) {
  Json record = content_json(article);
  for (const Provenance& entry : article.provenance)
    record["provenance"].push_back(Json::array({entry.field, entry.source}));
  if (article.feed != 0) record["feed"] = article.feed;
  put(record, "guid", article.guid);
  record["added"] = article.added;
  return dumped(record);
}

std::optional<Article> article_of(std::string_view record) {
  try {
    const auto bounded = [](int depth, Json::parse_event_t, Json&) {
      if (depth > kMaxDepth) throw Json::other_error::create(599, "nested too deeply", nullptr);
      return true;
    };
    Article article = parsed(Json::parse(record, bounded));
    article.content_hash = content_hash(article);
    return article;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

std::string seal_of(ArticleId id, std::string_view record) {
  const Hash128 hash = hash128(record, static_cast<std::uint64_t>(id));
  std::string seal;
  for (const std::uint64_t word : hash)
    for (int shift = 0; shift < 64; shift += 8) seal.push_back(static_cast<char>(word >> shift & 0xFF));
  return seal;
}

namespace {

// Each field and its length, so that no two contents give the same bytes.
void add(std::string& bytes, std::string_view field) {
  bytes += std::to_string(field.size());
  bytes += ':';
  bytes += field;
}
void add(std::string& bytes, const std::vector<std::string>& fields) {
  add(bytes, std::to_string(fields.size()));
  for (const std::string& field : fields) add(bytes, field);
}

}  // namespace

std::string content_hash(const Article& article) {
  std::string bytes;
  add(bytes, std::to_string(article.texts.size()));
  for (const LocalizedText& text : article.texts) {
    add(bytes, text.language), add(bytes, text.title), add(bytes, text.abstract);
    add(bytes, text.keywords);
  }
  add(bytes, std::to_string(article.authors.size()));
  for (const Author& author : article.authors) add(bytes, author.name), add(bytes, author.orcid);
  for (const std::string* field :
       {&article.source, &article.section, &article.journal, &article.citation, &article.published, &article.updated,
        &article.doi, &article.arxiv, &article.pmid, &article.pmcid, &article.url})
    add(bytes, *field);
  add(bytes, name(article.type));
  add(bytes, article.truncated ? "1" : "0");
  add(bytes, article.categories);
  return hex(hash128(bytes));
}

namespace {

// The length of the punctuation mark at `at`, 0 when a letter begins there: general punctuation (dashes, quotes,
// ellipsis), CJK marks, full-width ASCII marks, the no-break blank and the byte order mark.
std::size_t mark_at(std::string_view title, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < title.size() ? static_cast<unsigned char>(title[at + i]) : 0U;
  };
  if (byte(0) == 0xC2 && (byte(1) == 0xA0 || byte(1) == 0xAD || byte(1) == 0xB7)) return 2;
  if (byte(0) == 0xE2 && byte(1) == 0x80) return 3;
  if (byte(0) == 0xE3 && byte(1) == 0x80 && byte(2) <= 0x9F) return 3;
  if (byte(0) == 0xEF && byte(1) == 0xBB && byte(2) == 0xBF) return 3;
  const bool full_width = byte(0) == 0xEF && byte(1) == 0xBC;
  if (full_width && (byte(2) <= 0x8F || (byte(2) >= 0x9A && byte(2) <= 0xA0) || byte(2) >= 0xBB)) return 3;
  return 0;
}

}  // namespace

std::string folded_title(std::string_view title) {
  std::string folded;
  folded.reserve(title.size());
  for (std::size_t at = 0; at < title.size();) {
    const char c = title[at];
    if (const std::size_t mark = mark_at(title, at); mark > 0) {
      at += mark;
      continue;
    }
    if (c >= 'A' && c <= 'Z')
      folded.push_back(static_cast<char>(c - 'A' + 'a'));
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80)
      folded.push_back(c);
    ++at;
  }
  return folded;
}

std::optional<std::int64_t> first_day(std::string_view iso) {
  const auto number = [&](std::size_t at, std::size_t length) {
    int value = 0;
    for (std::size_t i = at; i < at + length; ++i) {
      if (i >= iso.size() || iso[i] < '0' || iso[i] > '9') return -1;
      value = value * 10 + (iso[i] - '0');
    }
    return value;
  };
  base::CivilDay day{number(0, 4), 1, 1};
  if (iso.size() >= 7) day.month = iso[4] == '-' ? number(5, 2) : -1;
  if (iso.size() >= 10) day.day = iso[7] == '-' ? number(8, 2) : -1;
  if (!base::is_valid(day)) return std::nullopt;
  return base::days_from_civil(day);
}

std::int64_t sort_day(const Article& article) {
  const std::int64_t seen = article.added / kSecondsADay;
  const std::optional<std::int64_t> published = first_day(article.published);
  return published ? std::min(*published, seen) : seen;
}

std::int64_t abstract_bytes(const Article& article) {
  std::size_t longest = 0;
  for (const LocalizedText& text : article.texts) longest = std::max(longest, text.abstract.size());
  return static_cast<std::int64_t>(longest);
}

OptionalKey address_key(const Article& article) {
  const std::string address = article.url.empty() ? std::string() : base::canonical_url(article.url);
  return address.empty() ? OptionalKey() : hash64(address);
}

OptionalKey guid_key(const Article& article) {
  return article.guid.empty() ? OptionalKey() : hash64(std::to_string(article.feed) + ' ' + article.guid);
}

OptionalKey title_key(const Article& article) {
  const std::string title = folded_title(article.main().title);
  return title.empty() ? OptionalKey() : hash64(title);
}

}  // namespace meridian::library
