// May we go where an answer sends us? The rule alone, without a network (FAULTS 88-90).
//
// Immutable, share freely.
#pragma once

#include <string_view>

#include "base/config.h"
#include "base/result.h"
#include "base/url.h"

namespace meridian::base {

bool same_origin(const Url& a, const Url& b);

// `location` seen from `from`. network "fetch.redirect": no place given, no http or https, from https to http, or to a
// port of another origin that is neither 80, 443 nor on the allow list. Whether the address may be private is the
// socket's business.
Result<Url> redirect_target(const FetchConfig& config, const Url& from, std::string_view location);

}  // namespace meridian::base
