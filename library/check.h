// Reads everything that the library holds and says what is wrong with it.
//
// Inside library/ only. One thread at a time.
#pragma once

#include <vector>

#include "base/progress.h"
#include "base/warning.h"
#include "library/statements.h"

namespace meridian::library {

// One warning (check.…) a finding; empty = sound. A part that cannot be read is a finding, not a failure.
std::vector<base::Warning> findings(Statements& statements, const base::Progress& progress);

}  // namespace meridian::library
