// The API's own description, data/openapi.json, and whether an answer is what it describes.
//
// The part of JSON Schema that the description uses: type, enum, required, properties, additionalProperties as a schema, items,
// minItems, maxItems, allOf and $ref. Stricter than a client should be: a key that is not described is a fault.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace meridian::tests {

class OpenApi {
 public:
  // REQUIRES: the file can be read and is JSON.
  OpenApi();
  const nlohmann::json& document() const { return document_; }
  // "/search", "/papers/{id}" …
  std::vector<std::string> paths() const;
  // Statuses that the GET of a path documents: "200", "400" …
  std::vector<std::string> statuses(const std::string& path) const;
  // The resolved description of one answer; its "content" is missing where there is no body.
  const nlohmann::json& response(const std::string& path, const std::string& status) const;
  // What is wrong with the body of an answer, each with its place ("/hits/0/work"); empty when nothing is.
  std::vector<std::string> faults(const std::string& path, const std::string& status, const nlohmann::json& body) const;
  // References of the whole file that lead nowhere.
  std::vector<std::string> dangling() const;

 private:
  // A schema with its references followed and its allOf put together.
  nlohmann::json whole(const nlohmann::json& schema) const;
  const nlohmann::json& resolved(const nlohmann::json& node) const;
  void check(const nlohmann::json& schema, const nlohmann::json& value, const std::string& place, std::vector<std::string>& faults) const;
  void check_object(const nlohmann::json& schema, const nlohmann::json& value, const std::string& place, std::vector<std::string>& faults) const;

  nlohmann::json document_;
};

}  // namespace meridian::tests
