// What the formats need of an XML element: whose word its name is, and what it says as HTML.
//
// A view over tinyxml2, private to this room. Names are told apart by namespace address, and by the usual prefix where
// the address is missing or wrong, since publishers get it wrong (docs/feeds.md). One thread at a time.
#pragma once

#include <tinyxml2.h>

#include <string>
#include <string_view>
#include <vector>

#include "indexer/feed/item.h"

namespace meridian::indexer::feed {

using Element = tinyxml2::XMLElement;

// `plain`: the feed's own, without namespace or with RSS's. `foreign`: a vocabulary that we do not read.
enum class Space { plain, atom, dc, prism, content, media, rdf, arxiv, hwp, history, feedburner, xhtml, foreign };

struct Name {
  Space space = Space::foreign;
  std::string_view local;  // without prefix; lives as long as the document
};

// The namespace declarations in force, the address that relative links start from and the language, on the way down a
// document.
class Scope {
 public:
  // `url`: the document's own address; may be empty.
  Scope(const Element& root, std::string_view url);
  // Takes in what `element` declares (xmlns, xml:base, xml:lang) until the matching leave().
  void enter(const Element& element);
  void leave();
  // REQUIRES: every ancestor of `element` was entered. What the element itself declares counts.
  Name name(const Element& element) const;
  // A prefix was met that nothing declares.
  bool met_undeclared() const { return met_undeclared_; }
  // `link` as an absolute address; as it stands when it cannot be one.
  std::string resolved(const Element& element, std::string_view link) const;
  // The same, where an empty reference is the base itself (RFC 3986, 4.4).
  std::string reference(const Element& element, std::string_view link) const;
  // The xml:lang in force for `element`, with '-' for '_'; "" when there is none or it was taken back.
  std::string language(const Element& element) const;
  // What stands around a text of media type `type`.
  TextForm form(const Element& element, std::string type) const;
  // A base to use where neither the document's address nor xml:base gives one.
  void set_fallback_base(const std::string& link);

 private:
  struct Declaration {
    std::string_view prefix;
    Space space;
  };
  struct Level {
    std::size_t declarations;
    std::string base;
    std::string language;
  };
  std::string base(const Element& element) const;
  void declare(const Element& element);

  std::string_view root_prefix_;
  std::vector<Declaration> declarations_;
  std::vector<Level> levels_;
  mutable bool met_undeclared_ = false;
};

// `link` against `base` (RFC 3986); an absolute one, or one that cannot be read, as it stands.
std::string resolved_link(const std::string& base, const std::string& link);
std::string attribute(const Element& element, const char* name);
void set_once(std::string& field, std::string value);
// `text` with & < > as references: plain text as HTML.
std::string escaped(std::string_view text);
bool has_elements(const Element& element);
// All text inside, without markup, blanks at the ends taken off; at most 2 MiB.
std::string text_of(const Element& element);
// The text of the first child of that local name; "" when there is none.
std::string child_text(const Element& element, std::string_view local);
// The same as HTML: what was escaped or in CDATA is HTML already; beside inline elements (<i>, MathML) the elements are
// written out and the text is escaped again, so that the field is one kind of thing.
std::string html_of(const Element& element);
// Elements are written out and all text is escaped: for content that is declared to be XML.
std::string markup_of(const Element& element);

}  // namespace meridian::indexer::feed
