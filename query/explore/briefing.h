// Verbatim sentences chosen from a set of papers: findings, contrasts, a briefing (METHODS 4). Nothing is phrased that
// no source says.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/answers.h"
#include "query/explore/cluster.h"

namespace meridian::query::explore {

// Finding sentences of one article for a question, best first, at most `most`.
std::vector<Quote> findings(const library::Article& article, library::WorkId work, std::string_view question,
                            const text::Analyzer& analyzer, int most);

// The two sides of a contrast: distinguishing terms, two findings each with their numbers, counts by stated direction.
ContrastReply contrast(const std::string& a_query, const std::vector<Document>& a, const std::string& b_query,
                       const std::vector<Document>& b, const text::Analyzer& analyzer, const text::Glossary& glossary);

// Fills themes, disagreements, gaps, references, unused, and what was read; the caller fills question, reading and
// found.
Brief brief(std::string_view question, const std::vector<Document>& documents, const Grouping& grouping,
            std::string_view language, const text::Analyzer& analyzer, const text::Glossary& glossary);

}  // namespace meridian::query::explore
