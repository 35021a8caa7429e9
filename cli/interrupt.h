// Ctrl-C and TERM end long work between two steps; a second one ends the program at once.
//
// Safe from many threads.
#pragma once

#include "base/progress.h"

namespace meridian::cli {

// From now on the signals set a flag, and this tells it.
base::Cancelled watch_interrupts();

}  // namespace meridian::cli
