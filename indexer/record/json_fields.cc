// See json_fields.h.
#include "indexer/record/json_fields.h"

namespace meridian::indexer::record {
namespace {

constexpr int kMaxDepth = 64;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\n' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\n' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

bool too_deep(std::string_view json) {
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (quoted && c == '\\')
      ++i;
    else if (c == '"')
      quoted = !quoted;
    else if (!quoted && (c == '{' || c == '[') && ++depth > kMaxDepth)
      return true;
    else if (!quoted && (c == '}' || c == ']'))
      --depth;
  }
  return false;
}

std::optional<Json> json_object(std::string_view utf8) {
  if (too_deep(utf8)) return std::nullopt;
  Json json = Json::parse(utf8, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return std::nullopt;
  return json;
}

const Json* member(const Json* object, const char* key) {
  if (!object || !object->is_object()) return nullptr;
  const auto found = object->find(key);
  return found == object->end() ? nullptr : &*found;
}
const Json* member(const Json& object, const char* key) {
  return member(&object, key);
}

std::string string_of(const Json* value) {
  if (!value) return {};
  if (value->is_array()) return value->empty() || value->front().is_array() ? std::string() : string_of(&value->front());
  if (value->is_number_integer()) return std::to_string(value->get<std::int64_t>());
  return value->is_string() ? std::string(trimmed(value->get_ref<const std::string&>())) : std::string();
}

std::string string_at(const Json& object, const char* key) {
  return string_of(member(object, key));
}

std::vector<std::string> strings_at(const Json& object, const char* key) {
  std::vector<std::string> out;
  const Json* value = member(object, key);
  if (value && value->is_array())
    for (const Json& element : *value) {
      if (std::string text = string_of(&element); !text.empty()) out.push_back(std::move(text));
    }
  else if (std::string text = string_of(value); !text.empty())
    out.push_back(std::move(text));
  return out;
}

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else
      out += c;
  }
  return out;
}

RecordPerson person_of(std::string_view name) {
  name = trimmed(name);
  const std::size_t comma = name.find(',');
  if (comma == std::string_view::npos) return {"", "", "", std::string(name), ""};
  return {std::string(trimmed(name.substr(0, comma))), std::string(trimmed(name.substr(comma + 1))), "", "", ""};
}

}  // namespace meridian::indexer::record
