#include "library/identifiers.h"

#include <doctest/doctest.h>

#include <string>
#include <utility>

#include "base/files.h"

namespace meridian::library {
namespace {

using Table = std::initializer_list<std::pair<std::string, std::string>>;

template <class Read>
void holds(const Table& table, Read read) {
  for (const auto& [given, wanted] : table) {
    CAPTURE(given.substr(0, 200));
    CHECK(read(given) == wanted);
  }
}

}  // namespace

TEST_CASE("fault_069: every form of a DOI is one DOI") {
  holds({{"10.5555/abc.1", "10.5555/abc.1"},
         {"10.5555/ABC.1", "10.5555/abc.1"},
         {"doi:10.5555/abc.1", "10.5555/abc.1"},
         {"doi: 10.5555/abc.1", "10.5555/abc.1"},
         {"DOI 10.5555/abc.1", "10.5555/abc.1"},
         {"info:doi/10.5555/abc.1", "10.5555/abc.1"},
         {"urn:doi:10.5555/abc.1", "10.5555/abc.1"},
         {"https://doi.org/10.5555/abc.1", "10.5555/abc.1"},
         {"http://dx.doi.org/10.5555/abc.1", "10.5555/abc.1"},
         {"DOI: https://doi.org/10.5555/abc.1.", "10.5555/abc.1"},
         {"https://doi.org/10.5555%2Fabc.1", "10.5555/abc.1"},
         {" 10.5555/abc.1). ", "10.5555/abc.1"},
         {"10.5555/abc.1,", "10.5555/abc.1"},
         {"10.5555/abc.1\"", "10.5555/abc.1"},
         {"10.5555/abc.1;", "10.5555/abc.1"},
         {"10.5555/abc(1)", "10.5555/abc(1)"},
         {"10.5555.12/abc", "10.5555.12/abc"},
         {"10.5555/s1234-5678(19)30001-2).", "10.5555/s1234-5678(19)30001-2"},
         {"10.5555/(SICI)1234-5679(19990102/03)1:2/3<456::AID-XYZ7>3.0.CO;2-A",
          "10.5555/(sici)1234-5679(19990102/03)1:2/3<456::aid-xyz7>3.0.co;2-a"},
         {"https://doi.org/10.5555/%28SICI%291234-5679%2819990102%2F03%291%3A2%2F3%3C456%3A%3AAID-XYZ7%3E3.0.CO%3B2-A",
          "10.5555/(sici)1234-5679(19990102/03)1:2/3<456::aid-xyz7>3.0.co;2-a"},
         {"10.5555/2021.11.20.469385v2", "10.5555/2021.11.20.469385"},
         {"10.5555/abc.1。后文", "10.5555/abc.1"},
         {"10.5555/", ""},
         {"10.55/abc", ""},
         {"10.5555", ""},
         {"11.5555/abc", ""},
         {"", ""},
         {"10.5555/" + std::string(4096, 'x'), ""}},
        canonical_doi);
}

TEST_CASE("identifiers: the first DOI inside a text or an address") {
  holds({{"Cold rooms. J Ex 2026;1(2):3. doi: 10.5555/abc.1. PMID: 1", "10.5555/abc.1"},
         {"see (https://doi.org/10.5555/ABC.1) and 10.5555/other", "10.5555/abc.1"},
         {"https://journal.example/doi/abs/10.5555/abc.1?af=R", "10.5555/abc.1"},
         {"https://journal.example/doi/10.5555/abc.1/full", "10.5555/abc.1"},
         {"https://preprints.example/content/10.5555/2021.11.20.469385v1.full.pdf", "10.5555/2021.11.20.469385"},
         {"https://preprints.example/content/10.5555/2021.11.20.469385v1?rss=1", "10.5555/2021.11.20.469385"},
         {"https://journal.example/content/10.5555/abc.1#sec2", "10.5555/abc.1"},
         {"https://journal.example/show?id=10.5555%2Fabc.1&lang=en", "10.5555/abc.1"},
         {"version 110.5555/abc", ""},
         {"pages 10.5 of 10.6", ""},
         {"DOI：10.5555/abc.1，2026", "10.5555/abc.1"},
         {"no identifier", ""}},
        find_doi);
}

TEST_CASE("fault_069: arXiv ids, new and old, lose version and form") {
  holds({{"2101.00001", "2101.00001"},
         {"arXiv:2101.00001v2", "2101.00001"},
         {"arxiv: 0704.0001", "0704.0001"},
         {"https://arxiv.org/abs/2101.00001v3", "2101.00001"},
         {"http://export.arxiv.org/pdf/2101.00001v1.pdf", "2101.00001"},
         {"oai:arXiv.org:2101.00001", "2101.00001"},
         {"10.48550/arXiv.2101.00001", "2101.00001"},
         {"https://doi.org/10.48550/arXiv.2101.00001", "2101.00001"},
         {"arXiv:2101.00001v1 [math.MG]", "2101.00001"},
         {"hep-th/9901001", "hep-th/9901001"},
         {"arXiv:math.GT/0309136v1", "math/0309136"},
         {"https://arxiv.org/abs/hep-th%2F9901001", "hep-th/9901001"},
         {"2113.00001", ""},
         {"2101.001", ""},
         {"2101.000011", ""},
         {"1.2101.00001", ""},
         {"hep-th/9913001", ""},
         {"", ""}},
        canonical_arxiv);
}

TEST_CASE("fault_069: a canonical DOI is its own canonical form, however the escapes were broken") {
  const auto bytes = base::read_file(MERIDIAN_TEST_INPUTS "/bugs/doi-decoded-in-part", 4096);
  REQUIRE(bytes);
  for (const std::string& given : {*bytes, std::string("10.5555/a%3C\"%FF"), std::string("10.5555/a%253Cb"), std::string("10.5555/a%3C%FF."),
                                   std::string("10.5555/a%3Cb%F"), std::string("https://doi.org/10.5555%2Fa%3Cb")}) {
    const std::string once = canonical_doi(given);
    CHECK_FALSE(once.empty());
    CHECK(canonical_doi(once) == once);
  }
  CHECK(canonical_doi(*bytes) == "10.5555/abc.(1)<2:x>3.0");
}

TEST_CASE("fault_069: PMID and PMCID") {
  holds({{"34811339", "34811339"},
         {"pmid:34811339", "34811339"},
         {"PMID: 34811339.", "34811339"},
         {"pubmed:034811339", ""},
         {"pubmed:04811339", "4811339"},
         {"https://pubmed.ncbi.nlm.nih.gov/34811339/?utm_source=x", "34811339"},
         {"http://www.ncbi.nlm.nih.gov/pubmed/34811339", "34811339"},
         {"123456789", ""},
         {"12.5", ""},
         {"0", ""},
         {"12a", ""},
         {"", ""}},
        canonical_pmid);
  holds({{"PMC8662978", "PMC8662978"},
         {"pmc:PMC8662978", "PMC8662978"},
         {"PMCID: PMC8662978", "PMC8662978"},
         {"pmc8662978.1", "PMC8662978"},
         {"https://www.ncbi.nlm.nih.gov/pmc/articles/PMC8662978/", "PMC8662978"},
         {"https://pmc.ncbi.nlm.nih.gov/articles/PMC8662978", "PMC8662978"},
         {"8662978", ""},
         {"PMC", ""},
         {"", ""}},
        canonical_pmcid);
}

TEST_CASE("identifiers: ISSN and ORCID hold their checksums") {
  holds({{"0378-5955", "0378-5955"},
         {"03785955", "0378-5955"},
         {"ISSN: 2434-561x", "2434-561X"},
         {"urn:ISSN:0378-5955", "0378-5955"},
         {"0378-5956", ""},
         {"0378-59555", ""},
         {"X378-5955", ""},
         {"", ""}},
        canonical_issn);
  holds({{"0000-0002-1825-0097", "0000-0002-1825-0097"},
         {"https://orcid.org/0000-0002-1825-0097/", "0000-0002-1825-0097"},
         {"0000000218250097", "0000-0002-1825-0097"},
         {"0000-0002-1694-233x", "0000-0002-1694-233X"},
         {"0000-0002-1825-0098", ""},
         {"0000-0002-1825", ""},
         {"", ""}},
        canonical_orcid);
}

TEST_CASE("identifiers: a megabyte of near misses is read once") {
  std::string text;
  while (text.size() < 1 << 20) text += "10.5555 10.5/ 10.";
  CHECK(find_doi(text).empty());
  CHECK(canonical_arxiv(text).empty());
  CHECK(canonical_orcid(text).empty());
}

}  // namespace meridian::library
