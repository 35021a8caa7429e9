#include "base/redirect.h"

#include <string>

#include "base/http_client.h"

namespace meridian::base {

namespace {

tl::unexpected<Error> refuse(const Url& from, const std::string& what) {
  return fail(ErrorKind::network, "fetch.redirect", from.text() + " sends us " + what);
}

}  // namespace

bool same_origin(const Url& a, const Url& b) {
  return a.scheme == b.scheme && a.host == b.host && a.port == b.port;
}

Result<Url> redirect_target(const FetchConfig& config, const Url& from, std::string_view location) {
  if (location.empty()) return refuse(from, "on but does not say where; try again later.");
  const Result<Url> target = resolve_url(from, location);
  if (!target) return refuse(from, "to what is no web address. " + target.error().message);
  if (from.scheme == "https" && target->scheme == "http")
    return refuse(from, "from https to http, which Meridian does not follow.");
  const bool usual_port =
      target->port == 80 || target->port == 443 || is_allowed_private(config, target->host, target->port);
  if (!usual_port && !same_origin(from, *target))
    return refuse(from, "to port " + std::to_string(target->port) + ", which Meridian does not follow.");
  return *target;
}

}  // namespace meridian::base
