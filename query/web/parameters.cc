#include "query/web/parameters.h"

namespace meridian::query::web {

base::Result<int> number(const Request& request, std::string_view name, int least, int most, int fallback) {
  const std::vector<std::string> given = request.all(name);
  if (given.empty()) return fallback;
  long long value = 0;
  bool good = given.size() == 1 && !given.front().empty() && given.front().size() <= 9;
  if (good)
    for (const char c : given.front()) good = good && c >= '0' && c <= '9', value = value * 10 + (c - '0');
  if (good && value >= least && value <= most) return static_cast<int>(value);
  return base::fail(base::ErrorKind::invalid, "parameter.bad",
                    "“" + std::string(name) + "” must be given once, as a whole number from " + std::to_string(least) + " to " + std::to_string(most) +
                        (name == "offset" ? "; to reach further, narrow the query." : "."));
}

}  // namespace meridian::query::web
