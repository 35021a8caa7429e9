// Stems and stop words of English. Safe from many threads.
#pragma once

#include <string>
#include <string_view>

namespace meridian::text {

// The Snowball stem of a folded word ("inflammatory" → "inflammatori"); scientific plurals of Latin and Greek origin
// first
// ("bacteria" → "bacterium", so that both meet).
std::string english_stem(std::string_view word);
// A word so common that it tells nothing by itself; folded form.
bool is_stop_word(std::string_view word);

}  // namespace meridian::text
