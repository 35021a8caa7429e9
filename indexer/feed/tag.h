// One tag of XML as publishers write it. Immutable, share freely.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace meridian::indexer::feed {

constexpr std::size_t kMaxAttributes = 256;  // of an element; more are counted, not kept

struct Tag {
  std::string_view name;
  std::string attributes;  // written anew: ` name="value"`, without what is no attribute or was given before
  std::size_t attribute_count = 0;
  std::size_t end = 0;  // past '>'; 0 when '<' begins no tag, npos when the document ends inside
  bool closing = false, empty = false;
  bool well_formed = true;  // every attribute is named once and quoted
};

// The tag at `at`. REQUIRES: xml[at] == '<'. A '<' inside ends it as no tag, so the time is linear over a document.
Tag read_tag(std::string_view xml, std::size_t at);
// Past the '>' of a declaration such as DOCTYPE: quotes, comments and an internal subset respected; npos when it never
// ends.
std::size_t declaration_end(std::string_view xml, std::size_t at);

}  // namespace meridian::indexer::feed
