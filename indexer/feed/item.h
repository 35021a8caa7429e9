// What a feed said, in the feed's own words, before anything is made of it. Every format gives this one model.
//
// Texts are valid UTF-8, entities of the XML layer resolved once; markup inside fields is still there (`…_html` says which).
// Immutable, share freely.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace meridian::indexer::feed {

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
  std::vector<std::string> other_dates;   // prism:coverDate, coverDisplayDate …
  std::string enclosure;
};

struct FeedDocument {
  std::string format;                     // "rss2", "rss1", "atom", …
  std::string title, link, description, language;
  std::string self;                       // atom:link rel=self
  std::string older;                      // where older items are: rel=next or prev-archive (RFC 5005); empty = none
  std::int64_t update_every_s = 0;        // what ttl or sy: say; 0 = nothing
  std::vector<Item> items;
  std::vector<std::string> warnings;      // one sentence each: what was wrong and what was kept
  bool partial = false;                   // the document ended early; the items before the end are kept
};

}  // namespace meridian::indexer::feed
