// Addresses and identifiers: each canonical form is its own canonical form.
#include "base/private_address.h"
#include "base/url.h"
#include "library/identifiers.h"
#include "tests/fuzz/target.h"

MERIDIAN_FUZZ(bytes) {
  using namespace meridian;
  for (const auto canonical : {library::canonical_doi, library::canonical_arxiv, library::canonical_pmid, library::canonical_pmcid,
                               library::canonical_issn, library::canonical_orcid}) {
    const std::string once = canonical(bytes);
    must(once.empty() || canonical(once) == once);
  }
  (void)library::find_doi(bytes);
  (void)base::canonical_url(bytes);
  const auto url = base::parse_url(bytes);
  if (!url) return;
  const auto again = base::parse_url(url->text());
  must(again && again->text() == url->text());
  (void)base::resolve_url(*url, bytes.substr(bytes.size() / 2));
}
