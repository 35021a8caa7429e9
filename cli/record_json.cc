// See record_json.h. Empty fields are left out.
#include "cli/record_json.h"

namespace meridian::cli {
namespace {

using nlohmann::json;

void put(json& out, const char* key, const std::string& value) {
  if (!value.empty()) out[key] = value;
}

json texts(const std::vector<indexer::RecordText>& list) {
  json out = json::array();
  for (const indexer::RecordText& text : list) {
    out.push_back({{"language", text.language}, {"html", text.html}});
    put(out.back(), "subtitle", text.subtitle_html);
  }
  return out;
}

}  // namespace

json record_json(const indexer::Record& record) {
  json out = {{"format", record.format}, {"titles", texts(record.titles)}, {"abstracts", texts(record.abstracts)}};
  json authors = json::array();
  for (const indexer::RecordPerson& person : record.authors) {
    json one = json::object();
    put(one, "family", person.family), put(one, "given", person.given), put(one, "suffix", person.suffix);
    put(one, "whole", person.whole), put(one, "orcid", person.orcid);
    authors.push_back(std::move(one));
  }
  out["authors"] = std::move(authors);
  for (const indexer::RecordKeywords& keywords : record.keywords)
    out["keywords"].push_back({{"language", keywords.language}, {"words", keywords.words}});
  for (const indexer::RecordRelation& relation : record.relations)
    out["relations"].push_back({{"kind", relation.kind}, {"identifier", relation.identifier}});
  if (!record.categories.empty()) out["categories"] = record.categories;
  const std::pair<const char*, const std::string*> fields[] = {
      {"id", &record.id},           {"type", &record.type},         {"language", &record.language},
      {"journal", &record.journal}, {"publisher", &record.publisher}, {"section", &record.section},
      {"volume", &record.volume},   {"issue", &record.issue},       {"first_page", &record.first_page},
      {"last_page", &record.last_page}, {"published", &record.published}, {"updated", &record.updated},
      {"doi", &record.doi},         {"arxiv", &record.arxiv},       {"pmid", &record.pmid},
      {"pmcid", &record.pmcid},     {"issn", &record.issn},         {"url", &record.url}};
  for (const auto& [key, value] : fields) put(out, key, *value);
  return out;
}

}  // namespace meridian::cli
