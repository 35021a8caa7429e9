// What ships with the pages, from the files in assets/, compiled in. Immutable, share freely.
#pragma once

#include <string_view>

namespace meridian::query::web {

std::string_view stylesheet();
std::string_view icon();

}  // namespace meridian::query::web
