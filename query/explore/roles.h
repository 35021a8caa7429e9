// Which part of a paper each sentence of an abstract plays: background, objective, method, result, conclusion
// (METHODS 4.1).
//
// Headings ("Results:", 【结果】, 结果：) say it themselves. Without them cue words, numbers and the place in the text
// say it, read together so that a text runs forward: a conclusion is seldom followed by a method. Immutable, share
// freely.
#pragma once

#include <string_view>
#include <vector>

#include "query/answers.h"
#include "query/explore/headings.h"

namespace meridian::query::explore {

struct RoleSentence {
  Span span;  // of the text, without the heading
  Role role = Role::none;
  bool by_heading = false;
};

std::vector<RoleSentence> role_sentences(std::string_view abstract);

}  // namespace meridian::query::explore
