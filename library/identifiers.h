// DOI, arXiv, PMID, PMCID, ISSN, ORCID: from every form to one canonical form (FAULTS 69).
//
// Each function takes an identifier as found in a feed, a page or a query ("https://doi.org/10.1000/ABC.", "doi: 10.1000/abc",
// "arXiv:2101.00001v2", "pmid:34811339", "PMC8662978") and gives its canonical form, or "" when it is none.
// Immutable, share freely.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace meridian::library {

std::string canonical_doi(std::string_view text);    // lower case, from "10." on, no trailing punctuation
std::string canonical_arxiv(std::string_view text);  // "2101.00001" or "hep-th/9901001", without version
std::string canonical_pmid(std::string_view text);   // digits
std::string canonical_pmcid(std::string_view text);  // "PMC" and digits
std::string canonical_issn(std::string_view text);   // "1234-567X", checksum held
std::string canonical_orcid(std::string_view text);  // "0000-0002-1825-0097", checksum held
// The first DOI inside running text (a citation line, an address), canonical; "" when there is none.
std::string find_doi(std::string_view text);

}  // namespace meridian::library
