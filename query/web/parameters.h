// Numbers of a query string, bounded by name (FAULTS 127, 128).
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "query/web/server.h"

namespace meridian::query::web {

// The value of `name`, `fallback` when absent. invalid "parameter.bad" for text, fractions, a value outside, or one given twice.
base::Result<int> number(const Request& request, std::string_view name, int least, int most, int fallback);

}  // namespace meridian::query::web
