// Errors, warnings and stages of work in the reader's language, found by their stable codes.
//
// An error's English sentence is made where it arises, since it names what was at hand; a warning carries only what it names, and
// both of its sentences are here.
// Immutable, share freely.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/warning.h"

namespace meridian::base {

// What to tell a reader of `language` ("en", "zh"). In Chinese: what happened and what to do, then the English detail in brackets,
// since it names the file, address or number. A code without a sentence of its own is told by its kind.
std::string message_in(std::string_view language, const Error& error);
// The sentence of the code with its values; a warning made of an error reads as that error does.
std::string message_in(std::string_view language, const Warning& warning);
// The name of a ProgressEvent's stage; the stage itself when it has none.
std::string stage_in(std::string_view language, std::string_view stage);
// What a step of ranking is, by its name in docs/ranking.md; the name itself when it has none.
std::string ranking_step_in(std::string_view language, std::string_view step);

// Whether an error's or a warning's code has sentences here: what the tests walk.
bool has_sentences(std::string_view code);

// `sentence` with {1} … {9} replaced by the values, which are not looked at again; a slot without a value stays.
std::string filled(std::string_view sentence, const std::vector<std::string>& values);

}  // namespace meridian::base
