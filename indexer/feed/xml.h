// What an XML document must pass before tinyxml2 sees it: bounds counted in one pass, and what that parser refuses taken out.
//
// tinyxml2 9.0 needs quadratic time in attributes, stops at 98 levels, refuses processing instructions behind the first element
// and loses the document over trailing junk (docs/feeds.md). Immutable, share freely.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace meridian::indexer::feed {

struct CleanXml {
  std::string text;                   // one well-nested root: prolog, DOCTYPE, instructions and what follows the root are gone
  std::string root;                   // its name without prefix, lower case
  std::vector<std::string> warnings;
  bool partial = false;               // ended early: what was complete is kept, open elements were closed
};

// invalid "xml.too_deep" (64), "xml.too_many_attributes" (256 an element), "xml.too_many_elements" (500,000), "xml.malformed".
base::Result<CleanXml> clean_xml(std::string_view utf8);

}  // namespace meridian::indexer::feed
