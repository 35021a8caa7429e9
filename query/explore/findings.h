// The sentences of a set of papers that may be quoted, rated for a question (METHODS 4.2).
//
// Rating: how well the sentence meets the question, by BM25 over all sentences of the set, whether it is a result or
// conclusion, and how much it reports. A quotation is cut out of the stored text by its span, never assembled.
// Immutable, share freely.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "query/answers.h"
#include "query/explore/cluster.h"
#include "query/explore/direction.h"
#include "query/explore/headings.h"
#include "query/explore/query_terms.h"

namespace meridian::query::explore {

struct Finding {
  Quote quote;
  Role role = Role::none;
  StatedDirection stated;
  double overlap = 0;              // with the question, 0 to 1 within the set
  double evidence = 0;             // how much it reports (evidence.h)
  double rating = 0;               // .6 × overlap + .6 for a result or conclusion + evidence
  std::vector<std::string> terms;  // the analyzer's scored terms, ascending, each once

  bool is_finding() const { return evidence >= 0 && (role == Role::result || role == Role::conclusion); }
};

// For each document its quotable sentences in text order; from its text in `language` when that has an abstract, else
// from the main one, else from any.
std::vector<std::vector<Finding>> read_findings(const std::vector<Document>& documents, const QueryTerms& question,
                                                std::string_view language, const text::Analyzer& analyzer);

// Those that report results or conclusions; all when none does, so that no paper falls silent.
std::vector<const Finding*> worth_quoting(const std::vector<Finding>& of_one_paper);

// Cosine of two sentences by their terms, 0 to 1.
double likeness(const Finding& a, const Finding& b);

}  // namespace meridian::query::explore
