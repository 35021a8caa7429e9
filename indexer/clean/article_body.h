// Paragraphs of a page → those of its article, and what the others say about it.
//
// Interface lines go wherever they stand; behind the article, from the end backwards, notices, offers, biographies,
// bylines, issue lines and headings that head nothing go until the first paragraph that is none of these. What they say
// of author, source and date is kept. Paragraphs stay or go whole. Immutable, share freely.
#pragma once

#include <string>
#include <vector>

namespace meridian::indexer::clean {

struct ArticleBody {
  std::vector<std::string> paragraphs;
  std::vector<std::string> authors;
  std::string authors_from;       // "text:byline", "text:biography"
  std::string origin;             // "republished from …"
  std::string issue, issue_date;  // "November-December 2020 Example Quarterly"
};

ArticleBody article_body(std::vector<std::string> paragraphs);
// "\n\n" between paragraphs.
std::string joined(const std::vector<std::string>& paragraphs);

}  // namespace meridian::indexer::clean
