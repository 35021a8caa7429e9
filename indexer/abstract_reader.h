// The text that a feed or page calls its description → abstract and keywords by language, and what else stands in it.
//
// Publishers put citation lines, DOIs, author lists and labels before the abstract, keywords behind it, and two
// languages into one field. Such lines leave the abstract and are kept as what they say. Sentences are never edited.
// Immutable, share freely.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "library/article.h"

namespace meridian::indexer {

struct ReadAbstract {
  std::vector<library::LocalizedText> texts;  // titles empty; at most one a language, in the order of the text
  std::vector<std::string> authors;           // as printed
  std::string doi, arxiv, pmid;               // canonical
  std::string journal, volume, issue, pages;
  std::string date;  // ISO
  std::string section;
  bool truncated = false;  // a teaser: the text ends before the abstract does

  std::size_t bytes() const;
};

// `title`: left out when the text repeats it first. REQUIRES: plain text without markup, paragraphs parted by line
// ends.
ReadAbstract read_abstract(std::string_view text, std::string_view title);

// "No abstract available.", "n/a", "暂无摘要": what is printed where there is none.
bool says_there_is_none(std::string_view text);
// Without a mark in brackets that something is left out ("…, e [...]."); `truncated` says whether there was one.
std::string_view without_omission_mark(std::string_view text, bool& truncated);

}  // namespace meridian::indexer
