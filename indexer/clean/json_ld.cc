// See json_ld.h.
#include "indexer/clean/json_ld.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "indexer/clean/ascii.h"
#include "indexer/clean/citation_meta.h"

namespace meridian::indexer::clean {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kMaxBytes = 1 << 20;
constexpr int kMaxDepth = 64;
constexpr std::size_t kMaxValues = 10'000;

struct Property {
  const char* name;
  MetaField field;
};
constexpr Property kProperties[] = {
    {"headline", MetaField::title},         {"name", MetaField::title},           {"author", MetaField::author},
    {"creator", MetaField::author},         {"datePublished", MetaField::date},   {"dateModified", MetaField::updated},
    {"abstract", MetaField::abstract},      {"description", MetaField::abstract}, {"publisher", MetaField::site},
    {"articleSection", MetaField::section}, {"keywords", MetaField::keywords},    {"inLanguage", MetaField::language}};

// A string, the name of an object, or each of an array.
void collect(const Json& value, const Property& property, std::vector<JsonLdValue>& found) {
  if (found.size() >= kMaxValues) return;
  if (value.is_string()) {
    found.push_back({property.field, property.name, value.get<std::string>()});
  } else if (value.is_object()) {
    for (const char* key : {"name", "@value"})
      if (const auto name = value.find(key); name != value.end() && name->is_string())
        return collect(*name, property, found);
  } else if (value.is_array()) {
    for (const Json& element : value) collect(element, property, found);
  }
}

bool is_article(const Json& object) {
  const auto type = object.find("@type");
  if (type == object.end()) return false;
  const auto names_article = [](const Json& name) {
    if (!name.is_string()) return false;
    const std::string text = lower(name.get<std::string>());
    return text.ends_with("article") || text.ends_with("posting") || text == "report" || text == "review";
  };
  if (!type->is_array()) return names_article(*type);
  return std::any_of(type->begin(), type->end(), names_article);
}

void read_article(const Json& object, std::vector<JsonLdValue>& found) {
  std::vector<MetaField> seen;
  for (const Property& property : kProperties) {
    if (std::find(seen.begin(), seen.end(), property.field) != seen.end()) continue;
    const std::size_t before = found.size();
    if (const auto value = object.find(property.name); value != object.end()) collect(*value, property, found);
    if (found.size() > before) seen.push_back(property.field);
  }
}

}  // namespace

std::vector<JsonLdValue> read_json_ld(std::string_view script) {
  std::vector<JsonLdValue> found;
  if (script.size() > kMaxBytes) return found;
  bool too_deep = false;
  const auto bounded = [&](int depth, Json::parse_event_t, Json&) {
    return !(too_deep = too_deep || depth > kMaxDepth);
  };
  const Json document = Json::parse(script, bounded, /*allow_exceptions=*/false, /*ignore_comments=*/true);
  if (document.is_discarded() || too_deep) return found;
  std::vector<const Json*> waiting = {&document};
  for (std::size_t at = 0; at < waiting.size() && found.empty(); ++at) {
    const Json& node = *waiting[at];
    if (node.is_array()) {
      for (const Json& element : node) waiting.push_back(&element);
    } else if (node.is_object() && is_article(node)) {
      read_article(node, found);
    } else if (node.is_object()) {
      for (const char* key : {"@graph", "mainEntity", "mainEntityOfPage"})
        if (const auto inner = node.find(key); inner != node.end()) waiting.push_back(&*inner);
    }
  }
  return found;
}

}  // namespace meridian::indexer::clean
