// JSON records: parsed within bounds, and fields that may be missing or of another type than promised (FAULTS 81, 82).
//
// Immutable, share freely.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/record.h"

namespace meridian::indexer::record {

using Json = nlohmann::json;

// Whether brackets outside strings are nested over 64 deep: counted before a parser sees the text, which dies on many.
bool too_deep(std::string_view json);
// Nothing when the text is no JSON object or is nested over 64 deep.
std::optional<Json> json_object(std::string_view utf8);
// The member, or nullptr; `object` may be nullptr or no object.
const Json* member(const Json* object, const char* key);
const Json* member(const Json& object, const char* key);
// A string; a number as its digits; the first of a list of these. "" for anything else.
std::string string_of(const Json* value);
std::string string_at(const Json& object, const char* key);
// The elements of a list; a single string is a list of one.
std::vector<std::string> strings_at(const Json& object, const char* key);
// Plain text as HTML.
std::string escaped(std::string_view text);
// "Okoro, Ada; Li, B." → parted names; without a comma, or marked as whole, names stay whole.
RecordPerson person_of(std::string_view name);

}  // namespace meridian::indexer::record
