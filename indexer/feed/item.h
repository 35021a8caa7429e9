// What a feed said, in the feed's own words, before anything is made of it. Every format gives this one model.
//
// Texts are valid UTF-8, entities of the XML layer resolved once; markup inside fields is still there (`…_html` says which).
// Immutable, share freely.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "base/warning.h"

namespace meridian::indexer::feed {

// How a text was given, and what stands around it.
struct TextForm {
  std::string type;      // "text/plain", "text/html", "application/xhtml+xml" or the media type given; "" = no text
  std::string base;      // the address that relative links in the text start from; may be empty
  std::string language;  // the xml:lang in force, as given
};

struct Content {
  std::string html;
  TextForm form;
  std::string address;  // atom:content src: the text is elsewhere
};

struct Person {
  std::string name, email, uri;  // plain text; any may be empty
};

struct Link {
  std::string href, rel, type, title, language, length;  // `href` resolved, `rel` "alternate" when none is given
};

struct Category {
  std::string term, scheme, label;  // plain text
};

struct Item {
  std::string guid;                       // guid, rdf:about, atom:id
  bool guid_is_permalink = false;
  std::string link;                       // resolved against the document's base
  std::string title_html;
  std::string summary_html;               // description, summary
  std::string content_html;               // content:encoded, atom:content
  std::string dc_description_html;        // dc:description
  std::vector<std::string> creators;      // one a given element; may still hold several names
  std::vector<std::string> categories;    // category, dc:subject, prism:section apart
  std::string section;                    // prism:section
  std::string journal;                    // prism:publicationName, dc:source
  std::string volume, number, starting_page, ending_page;
  std::string issn;
  std::string publisher;
  std::string language;                   // dc:language, xml:lang
  std::vector<std::string> identifiers;   // dc:identifier, prism:doi, prism:url, arxiv:doi … as given
  std::string published;                  // the best of the dates given, raw
  std::string updated;
  std::string announce_type;              // arxiv:announce_type
  std::vector<std::string> types;         // dc:type, prism:genre …: what kind of record it says it is, as given
  std::vector<std::string> other_dates;   // prism:coverDate, coverDisplayDate …
  std::string enclosure;

  // What is kept beside the fields above for those who want the record as it was given.
  TextForm title_form, summary_form, content_form;
  std::vector<Content> more_contents;     // atom:content after the first
  std::vector<Person> authors;            // one a given element, as `creators`
  std::vector<Person> contributors;
  Person publisher_contact;               // webMaster, dc:publisher
  std::vector<Link> links;
  std::vector<Category> tags;             // one a given element, as `categories`
  std::string created, expired;           // raw
  std::string rights_html;
  TextForm rights_form;
  std::string comments;                   // the address of a discussion
  std::vector<Item> source;               // atom:source or RSS's source: none or one, with a feed's own fields
};

struct FeedDocument {
  std::string format;                     // "rss2", "rss1", "atom", "json", …
  std::string version;                    // as declared: "2.0", "0.91", "0.3", "1.1"; "" when it is not
  std::string encoding;                   // the one that the bytes were read with, its WHATWG name
  std::string encoding_label;             // the label that header or declaration gave for it; may be empty
  std::string title, link, description, language;
  std::string self;                       // atom:link rel=self
  std::string hub;                        // atom:link rel=hub (WebSub)
  std::string older;                      // where older items are: rel=next or prev-archive (RFC 5005); empty = none
  bool archive = false, complete = false; // RFC 5005, sections 4 and 2
  std::int64_t update_every_s = 0;        // what ttl or sy: say; 0 = nothing
  std::uint32_t silent_hours = 0, silent_days = 0;  // skipHours and skipDays: bit h, bit d (0 = Sunday), UTC
  std::string generator, icon, logo;
  Item channel;                           // what the feed says of itself, in the fields of an item
  std::vector<Item> items;
  std::vector<base::Warning> warnings;    // what was wrong and what was kept
  bool dated_by_build = false;            // all items carry one and the same time: when the feed was made (FAULTS 63)
  bool partial = false;                   // the document ended early; the items before the end are kept
  bool well_formed = true;                // false: the bytes broke the rules of their format and were put right
};

}  // namespace meridian::indexer::feed
