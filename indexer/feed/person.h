// A person's name with an address beside it, as RSS writes them in one line. Immutable, share freely.
#pragma once

#include <string_view>

#include "indexer/feed/item.h"

namespace meridian::indexer::feed {

// "ada@a.example (Ada Byron)" · "Ada Byron (ada@a.example)" · "Ada Byron <ada@a.example>" · "mailto:ada@a.example" · a bare
// name or address. What is in brackets and no address ("Ada Byron (Example University)") stays in the name.
Person read_person(std::string_view text);

}  // namespace meridian::indexer::feed
