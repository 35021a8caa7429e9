// See identifiers.h.
//
// Forms: DOI Handbook 2.2 and Crossref's display guidelines (SICI and all), arXiv's identifier scheme (before and from
// 2007), ISO 3297 (ISSN), ISO 27729 as ORCID uses it.
#include "library/identifiers.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/ascii.h"
#include "base/url.h"

namespace meridian::library {
namespace {

using base::is_blank;
using base::is_digit;
using base::is_letter;
using base::lower;
using base::trimmed;

constexpr std::size_t kMaxBytes = 2048;
constexpr std::size_t kMaxText = 1 << 20;

bool begins_with(std::string_view text, std::string_view lower_case) {
  if (text.size() < lower_case.size()) return false;
  for (std::size_t i = 0; i < lower_case.size(); ++i)
    if (text[i] != lower_case[i] && !(text[i] >= 'A' && text[i] <= 'Z' && text[i] + ('a' - 'A') == lower_case[i])) return false;
  return true;
}

// Takes off any of the prefixes, again and again ("DOI: https://doi.org/10…"), with blanks and colons between.
template <std::size_t N>
std::string_view without(std::string_view text, const std::array<std::string_view, N>& prefixes) {
  for (bool more = true; more;) {
    more = false;
    text = trimmed(text);
    for (const std::string_view prefix : prefixes)
      if (begins_with(text, prefix)) {
        text.remove_prefix(prefix.size());
        more = true;
      }
  }
  return text;
}

// Digits from `at` on.
std::size_t digits(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - at;
}

// ---- DOI

// "10." registrant "/": the length, or 0.
std::size_t doi_prefix(std::string_view text) {
  if (!text.starts_with("10.")) return 0;
  std::size_t at = 3;
  const std::size_t registrant = digits(text, at);
  if (registrant < 4 || registrant > 9) return 0;
  at += registrant;
  while (at < text.size() && text[at] == '.' && digits(text, at + 1) > 0) at += 1 + digits(text, at + 1);
  return at < text.size() && text[at] == '/' ? at + 1 : 0;
}

// Bytes of UTF-8 that no DOI of today holds: Han text and full-width marks follow a DOI without a blank.
bool ends_doi(unsigned char c) {
  return c <= 0x20 || c == 0x7F || c == '"' || c == '`' || c == '\\' || c >= 0x80;
}

// The closing bracket at the end belongs to the DOI only when it was opened there ("(SICI)", "<1661::AID>").
bool unopened(std::string_view doi) {
  constexpr std::array<std::pair<char, char>, 4> kBrackets{{{'(', ')'}, {'<', '>'}, {'[', ']'}, {'{', '}'}}};
  for (const auto& [open, close] : kBrackets)
    if (doi.back() == close)
      return std::count(doi.begin(), doi.end(), open) < std::count(doi.begin(), doi.end(), close);
  return false;
}

// A preprint server's address carries the version, its DOI does not: "10.1101/2021.11.20.469385v1".
std::string_view without_version(std::string_view doi, std::size_t prefix) {
  const std::string_view suffix = doi.substr(prefix);
  const bool dated = suffix.size() > 11 && digits(suffix, 0) == 4 && suffix[4] == '.' && digits(suffix, 5) == 2 &&
                     suffix[7] == '.' && digits(suffix, 8) == 2 && suffix[10] == '.';
  if (!dated) return doi;
  const std::size_t end = 11 + digits(suffix, 11);
  const bool versioned =
      end > 11 && end < suffix.size() && (suffix[end] == 'v' || suffix[end] == 'V') && digits(suffix, end + 1) > 0;
  return versioned ? doi.substr(0, prefix + end) : doi;
}

// The DOI that begins at the start of `text`, lower case; "" when there is none.
std::string doi_at(std::string_view text) {
  const std::size_t prefix = doi_prefix(text);
  if (prefix == 0) return {};
  std::size_t end = prefix;
  while (end < text.size() && end <= kMaxBytes && !ends_doi(static_cast<unsigned char>(text[end]))) ++end;
  if (end > kMaxBytes) return {};
  std::string_view doi = text.substr(0, end);
  constexpr std::string_view kTrailing = ".,;:'!?*|";
  while (doi.size() > prefix && (kTrailing.find(doi.back()) != std::string_view::npos || unopened(doi)))
    doi.remove_suffix(1);
  doi = without_version(doi, prefix);
  return doi.size() > prefix ? lower(doi) : std::string();
}

std::string decoded(std::string_view text) {
  if (text.find('%') == std::string_view::npos) return std::string(text);
  const std::optional<std::string> plain = base::percent_decode(text);
  return plain ? *plain : std::string(text);
}

// Decoded until nothing is left to decode, so that what is canonical stays so. Where bytes that end a DOI stand behind it,
// they keep its escapes from being decoded no longer than they are there.
std::string decoded_doi(std::string_view text) {
  std::string plain(text);
  while (plain.find('%') != std::string::npos) {
    if (std::optional<std::string> next = base::percent_decode(plain)) {
      plain = std::move(*next);
      continue;
    }
    const auto end = std::find_if(plain.begin(), plain.end(), [](char c) { return ends_doi(static_cast<unsigned char>(c)); });
    if (end == plain.end()) break;
    plain.erase(end, plain.end());
  }
  return plain;
}

// An address ends the DOI where its own parts begin.
std::string cut_address(std::string doi) {
  if (const std::size_t end = doi.find_first_of("?#&"); end != std::string::npos) doi.resize(end);
  constexpr std::array<std::string_view, 13> kEndings{"/",          ".pdf",      "/pdf",      ".full",  "/full",
                                                      ".full-text", "/fulltext", "/abstract", ".short", "/full/html",
                                                      "/epdf",      "/html",     "/meta"};
  for (bool more = true; more;) {
    more = false;
    for (const std::string_view ending : kEndings)
      if (doi.ends_with(ending)) {
        doi.resize(doi.size() - ending.size());
        more = true;
      }
  }
  const std::size_t prefix = doi_prefix(doi);
  return prefix > 0 && prefix < doi.size() ? std::string(without_version(doi, prefix)) : std::string();
}

constexpr std::array<std::string_view, 13> kDoiForms{
    "https://", "http://",  "dx.doi.org/", "www.doi.org/", "doi.org/", "info:doi/", "info:",
    "urn:doi:", "doi.org:", "doi:",        "doi/",         "doi ",     ":"};

}  // namespace

std::string canonical_doi(std::string_view text) {
  if (text.size() > kMaxBytes) return {};
  const std::string plain = decoded_doi(without(text, kDoiForms));
  return doi_at(without(plain, kDoiForms));
}

std::string find_doi(std::string_view text) {
  text = text.substr(0, kMaxText);
  const std::string_view address = trimmed(text);
  const bool is_address = (begins_with(address, "http://") || begins_with(address, "https://")) &&
                          address.size() <= kMaxBytes && std::none_of(address.begin(), address.end(), is_blank);
  const std::string plain = is_address ? decoded(address) : std::string();
  const std::string_view searched = is_address ? std::string_view(plain) : text;
  for (std::size_t at = searched.find("10."); at != std::string_view::npos; at = searched.find("10.", at + 3)) {
    if (at > 0 && (is_digit(searched[at - 1]) || searched[at - 1] == '.')) continue;
    std::string doi = doi_at(searched.substr(at, kMaxBytes));
    if (doi.empty()) continue;
    const std::size_t word = searched.find_last_of(" \t\n\r\"<(", at);
    const bool in_address =
        is_address || searched.substr(word == std::string_view::npos ? 0 : word + 1, at).starts_with("http");
    if (in_address && begins_with(searched.substr(at > 8 ? at - 8 : 0), "doi.org/") == false)
      doi = cut_address(std::move(doi));
    if (!doi.empty()) return doi;
  }
  return {};
}

// ---- arXiv

namespace {

std::size_t version_length(std::string_view text) {
  if (text.empty() || (text[0] != 'v' && text[0] != 'V')) return 0;
  const std::size_t count = digits(text, 1);
  return count == 0 ? 0 : count + 1;
}

bool is_month(std::string_view text, std::size_t at) {
  const int month = (text[at] - '0') * 10 + (text[at + 1] - '0');
  return month >= 1 && month <= 12;
}

// The rest after an id: nothing, a version, ".pdf", a query.
bool ends_arxiv(std::string_view rest) {
  rest.remove_prefix(version_length(rest));
  if (begins_with(rest, ".pdf")) rest.remove_prefix(4);
  return rest.empty() || rest[0] == '?' || rest[0] == '#' || rest[0] == '/' || is_blank(rest[0]) || rest[0] == '[';
}

std::string new_arxiv(std::string_view text) {
  if (digits(text, 0) != 4 || text.size() < 9 || text[4] != '.' || !is_month(text, 2)) return {};
  const std::size_t serial = digits(text, 5);
  if (serial < 4 || serial > 5 || !ends_arxiv(text.substr(5 + serial))) return {};
  return std::string(text.substr(0, 5 + serial));
}

// archive[.CLASS]/YYMMNNN; the class is no part of the canonical form.
std::string old_arxiv(std::string_view text) {
  std::size_t archive = 0;
  while (archive < text.size() && (is_letter(text[archive]) || text[archive] == '-')) ++archive;
  std::size_t slash = archive;
  if (slash + 2 < text.size() && text[slash] == '.' && is_letter(text[slash + 1]) && is_letter(text[slash + 2]))
    slash += 3;
  if (archive < 2 || archive > 10 || slash >= text.size() || text[slash] != '/') return {};
  if (digits(text, slash + 1) != 7 || !is_month(text, slash + 3) || !ends_arxiv(text.substr(slash + 8))) return {};
  return lower(text.substr(0, archive)) + "/" + std::string(text.substr(slash + 1, 7));
}

constexpr std::array<std::string_view, 17> kArxivForms{"https://",
                                                       "http://",
                                                       "www.",
                                                       "export.",
                                                       "arxiv.org/abs/",
                                                       "arxiv.org/pdf/",
                                                       "arxiv.org/html/",
                                                       "arxiv.org/format/",
                                                       "alphaxiv.org/abs/",
                                                       "doi.org/",
                                                       "dx.doi.org/",
                                                       "doi:",
                                                       "oai:",
                                                       "arxiv.org:",
                                                       "10.48550/arxiv.",
                                                       "arxiv:",
                                                       ":"};
constexpr std::array<std::string_view, 11> kPmidForms{"https://",
                                                      "http://",
                                                      "www.",
                                                      "pubmed.ncbi.nlm.nih.gov/",
                                                      "ncbi.nlm.nih.gov/pubmed/",
                                                      "ncbi.nlm.nih.gov/m/pubmed/",
                                                      "info:pmid/",
                                                      "pmid",
                                                      "pubmed",
                                                      ":",
                                                      "medline:"};
constexpr std::array<std::string_view, 9> kPmcidForms{"https://",
                                                      "http://",
                                                      "www.",
                                                      "ncbi.nlm.nih.gov/pmc/articles/",
                                                      "pmc.ncbi.nlm.nih.gov/articles/",
                                                      "europepmc.org/article/pmc/",
                                                      "pmcid",
                                                      "pmc:",
                                                      ":"};

}  // namespace

std::string canonical_arxiv(std::string_view text) {
  if (text.size() > kMaxBytes) return {};
  const std::string plain = decoded(text);
  const std::string_view id = without(std::string_view(plain), kArxivForms);
  std::string canonical = new_arxiv(id);
  return canonical.empty() ? old_arxiv(id) : canonical;
}

// ---- PMID, PMCID

namespace {

// A number of at most `most` digits that ends there or before a mark of an address; leading zeros go.
std::string whole_number(std::string_view text, std::size_t most) {
  const std::size_t count = digits(text, 0);
  if (count == 0 || count > most) return {};
  const std::string_view rest = text.substr(count);
  const bool ends = rest.empty() || rest[0] == '/' || rest[0] == '?' || rest[0] == '#' || rest[0] == '.' ||
                    rest[0] == ';' || rest[0] == ',' || rest[0] == ']' || rest[0] == ')' || is_blank(rest[0]);
  // "12.5" is a quantity; ".1" after a PMCID is its version, which the caller has cut.
  if (!ends || (rest.size() > 1 && rest[0] == '.' && is_digit(rest[1]))) return {};
  text = text.substr(0, count);
  while (text.size() > 1 && text[0] == '0') text.remove_prefix(1);
  return text == "0" ? std::string() : std::string(text);
}

}  // namespace

std::string canonical_pmid(std::string_view text) {
  if (text.size() > kMaxBytes) return {};
  return whole_number(without(text, kPmidForms), 8);
}

std::string canonical_pmcid(std::string_view text) {
  if (text.size() > kMaxBytes) return {};
  std::string_view id = without(text, kPmcidForms);
  const bool marked = begins_with(id, "pmc");
  if (marked) id.remove_prefix(3);
  if (!marked && id.size() == trimmed(text).size()) return {};  // a bare number is no PMCID
  const std::size_t count = digits(id, 0);
  if (count > 0 && count < id.size() && id[count] == '.') id = id.substr(0, count);
  const std::string number = whole_number(id, 9);
  return number.empty() ? std::string() : "PMC" + number;
}

// ---- ISSN, ORCID

namespace {

// Digits and a last X, hyphens and blanks left out; "" when anything else is there or the length is wrong.
std::string check_digits(std::string_view text, std::size_t length) {
  std::string result;
  for (const char c : trimmed(text)) {
    if (c == '-' || c == ' ') continue;
    if (!is_digit(c) && c != 'X' && c != 'x') return {};
    result.push_back(c == 'x' ? 'X' : c);
  }
  const bool whole = result.size() == length && result.find('X') >= length - 1;
  return whole ? result : std::string();
}

char check_digit(int value) {
  return value == 10 ? 'X' : static_cast<char>('0' + value);
}

constexpr std::array<std::string_view, 6> kIssnForms{"urn:issn:", "e-issn", "eissn", "p-issn", "issn", ":"};
constexpr std::array<std::string_view, 6> kOrcidForms{"https://", "http://", "www.", "orcid.org/", "orcid", ":"};

}  // namespace

std::string canonical_issn(std::string_view text) {
  if (text.size() > kMaxBytes) return {};
  const std::string id = check_digits(without(text, kIssnForms), 8);
  if (id.empty()) return {};
  int sum = 0;
  for (std::size_t i = 0; i < 7; ++i) sum += (id[i] - '0') * static_cast<int>(8 - i);
  if (id[7] != check_digit((11 - sum % 11) % 11)) return {};
  return id.substr(0, 4) + "-" + id.substr(4);
}

std::string canonical_orcid(std::string_view text) {
  if (text.size() > kMaxBytes) return {};
  std::string_view plain = without(text, kOrcidForms);
  if (!plain.empty() && plain.back() == '/') plain.remove_suffix(1);
  const std::string id = check_digits(plain, 16);
  if (id.empty()) return {};
  int total = 0;  // ISO 7064, MOD 11-2
  for (std::size_t i = 0; i < 15; ++i) total = (total + (id[i] - '0')) * 2 % 11;
  if (id[15] != check_digit((12 - total) % 11)) return {};
  return id.substr(0, 4) + "-" + id.substr(4, 4) + "-" + id.substr(8, 4) + "-" + id.substr(12);
}

}  // namespace meridian::library
