// What serve and demo share.
#pragma once

#include <string>

#include "cli/context.h"

namespace meridian::cli {

// Serves the library of `context` until a signal; prints `greeting` and the address first.
int run_site(Context& context, const std::string& greeting);
// The verb that serve's child runs: makes the index follow the library.
int follow_verb(Context& context);

}  // namespace meridian::cli
