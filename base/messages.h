// Errors in the reader's language: each stable code has a sentence in Chinese; the English one is made where the error arises, since it
// names what was at hand.
//
// Immutable, share freely.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace meridian::base {

// What to tell a reader of `language` ("en", "zh"). In Chinese: what happened and what to do, then the English detail in brackets,
// since it names the file, address or number. A code without a sentence of its own is told by its kind.
std::string message_in(std::string_view language, const Error& error);

}  // namespace meridian::base
