// What ships with the pages, from the files in assets/ and data/openapi.json, compiled in. Immutable, share freely.
#pragma once

#include <string_view>

namespace meridian::query::web {

std::string_view stylesheet();
std::string_view icon();
std::string_view openapi();

}  // namespace meridian::query::web
