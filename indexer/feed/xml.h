// What an XML document must pass before tinyxml2 sees it: bounds counted in one pass, and what that parser refuses put
// right.
//
// tinyxml2 9.0 needs quadratic time in attributes, stops at 98 levels, refuses processing instructions behind the first
// element and loses the document over trailing junk, one stray end tag or one attribute without a value
// (docs/feeds.md). Every tag is written anew, so that one bad tag costs that tag. Immutable, share freely.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/warning.h"

namespace meridian::indexer::feed {

struct CleanXml {
  std::string text;  // one well-nested root: prolog, DOCTYPE, instructions and what follows the root are gone
  std::string root;  // its name without prefix, lower case; "html" for a web page, which is not read further
  std::vector<base::Warning> warnings;
  bool partial = false;  // ended early: complete items are kept, the one that was cut is not
  bool well_formed = true;  // nothing had to be put right
};

// invalid "xml.too_deep" (64), "xml.too_many_attributes" (256 an element), "xml.too_many_elements" (500,000),
// "xml.malformed". REQUIRES: references of `utf8` are XML's own and every bare '&' is escaped (clean::xml_references).
base::Result<CleanXml> clean_xml(std::string_view utf8);

}  // namespace meridian::indexer::feed
