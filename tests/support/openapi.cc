#include "tests/support/openapi.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace meridian::tests {

using nlohmann::json;

namespace {

bool is_of(const std::string& type, const json& value) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  if (type == "boolean") return value.is_boolean();
  return type == "null" && value.is_null();
}

bool has_type(const json& types, const json& value) {
  if (types.is_string()) return is_of(types, value);
  return std::any_of(types.begin(), types.end(), [&](const json& type) { return is_of(type, value); });
}

}  // namespace

OpenApi::OpenApi() {
  std::ifstream file(std::filesystem::path(MERIDIAN_SOURCE_DIR) / "data" / "openapi.json");
  document_ = json::parse(file);
}

std::vector<std::string> OpenApi::paths() const {
  std::vector<std::string> names;
  for (const auto& [name, path] : document_["paths"].items()) names.push_back(name);
  return names;
}

std::vector<std::string> OpenApi::statuses(const std::string& path) const {
  std::vector<std::string> names;
  for (const auto& [name, response] : document_["paths"][path]["get"]["responses"].items()) names.push_back(name);
  return names;
}

const json& OpenApi::resolved(const json& node) const {
  if (!node.contains("$ref")) return node;
  return document_.at(json::json_pointer(node["$ref"].get<std::string>().substr(1)));
}

const json& OpenApi::response(const std::string& path, const std::string& status) const {
  return resolved(document_.at("paths").at(path).at("get").at("responses").at(status));
}

json OpenApi::whole(const json& schema) const {
  json out = resolved(schema);
  if (!out.contains("allOf")) return out;
  for (const json& part : out["allOf"]) {
    const json one = whole(part);
    out["type"] = "object";
    for (const json& key : one.value("required", json::array())) out["required"].push_back(key);
    if (one.contains("properties")) out["properties"].update(one["properties"]);
  }
  return out;
}

void OpenApi::check_object(const json& schema, const json& value, const std::string& place, std::vector<std::string>& faults) const {
  for (const json& key : schema.value("required", json::array()))
    if (!value.contains(key.get<std::string>())) faults.push_back(place + " lacks " + key.get<std::string>());
  const json described = schema.value("properties", json::object());
  for (const auto& [key, one] : value.items()) {
    const std::string inside = place + "/" + key;
    if (described.contains(key)) check(described[key], one, inside, faults);
    else if (schema.contains("additionalProperties")) check(schema["additionalProperties"], one, inside, faults);
    else if (schema.contains("properties")) faults.push_back(inside + " is not described");
  }
}

void OpenApi::check(const json& reference, const json& value, const std::string& place, std::vector<std::string>& faults) const {
  const json schema = whole(reference);
  if (schema.contains("type") && !has_type(schema["type"], value)) {
    faults.push_back(place + " is " + value.type_name() + ", not " + schema["type"].dump());
    return;
  }
  if (schema.contains("enum") && std::find(schema["enum"].begin(), schema["enum"].end(), value) == schema["enum"].end())
    faults.push_back(place + " is " + value.dump() + ", which is none of " + schema["enum"].dump());
  if (value.is_object()) check_object(schema, value, place, faults);
  if (!value.is_array()) return;
  if (value.size() < schema.value("minItems", std::size_t{0}) || value.size() > schema.value("maxItems", value.size()))
    faults.push_back(place + " has " + std::to_string(value.size()) + " items");
  for (std::size_t i = 0; i < value.size(); ++i) check(schema["items"], value[i], place + "/" + std::to_string(i), faults);
}

std::vector<std::string> OpenApi::faults(const std::string& path, const std::string& status, const json& body) const {
  std::vector<std::string> found;
  for (const auto& [type, content] : response(path, status).at("content").items()) check(content.at("schema"), body, "", found);
  return found;
}

std::vector<std::string> OpenApi::dangling() const {
  std::vector<std::string> lost;
  const json flat = document_.flatten();
  for (const auto& [place, value] : flat.items())
    if (place.ends_with("/$ref") && !document_.contains(json::json_pointer(value.get<std::string>().substr(1)))) lost.push_back(value);
  return lost;
}

}  // namespace meridian::tests
