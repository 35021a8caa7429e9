// Which articles are the same paper, and which only share text or speak of each other (METHODS 5, FAULTS 70).
//
// Pure functions of two articles: no library, no order of arrival. Text is compared by word 3-grams (Chinese: character
// 5-grams); a sketch, a quarter of their hashes, finds whom to compare with. Rules err on the side of two Works: a
// reader sees two copies sooner than he misses one that vanished into another. Immutable, share freely.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "library/article.h"

namespace meridian::indexer {

// The 3-grams of a text, hashed.
struct TextPrint {
  std::vector<std::uint64_t> grams;   // ascending, each once; empty when the text has fewer than kMinWords words
  std::vector<std::uint64_t> sketch;  // those divisible by four, the 256 smallest
};
inline constexpr std::size_t kMinWords = 40;
TextPrint print_of(std::string_view text);
// Of the article's longest abstract or main text.
TextPrint print_of(const library::Article& article);

struct Overlap {
  double containment = 0;  // shared / of the smaller
  double jaccard = 0;      // shared / of both
  double shared = 0;       // 3-grams in common
};
// `own`: the part of what they share that few others have (library::Works::Shared::own); below a third the rest is
// boilerplate and does not count.
Overlap overlap_of(const TextPrint& a, const TextPrint& b, double own = 1);
// Whether two sketches are worth comparing the texts.
bool is_candidate(int shared_hashes, std::size_t sketch_a, std::size_t sketch_b);

// How alike two titles are: Jaccard and containment of their words, the best over the languages that both have, and over
// others where the titles agree. Nothing when a title is missing or nothing can be compared.
struct TitleLikeness {
  double jaccard = 0, containment = 0;
};
std::optional<TitleLikeness> title_likeness(const library::Article& a, const library::Article& b);
bool titles_differ_strongly(const library::Article& a, const library::Article& b);
// Both have one and a name is common to them.
bool share_first_author(const library::Article& a, const library::Article& b);
bool is_notice(const library::Article& article);  // erratum or retraction
// Both have a DOI (arXiv id, PMID, PMCID) and it is not the same.
bool identifiers_conflict(const library::Article& a, const library::Article& b);

// The tie between two stored articles, if there is one. `text` is what their texts share; zero when they were not
// compared.
std::optional<library::Link> link_between(const library::Article& a, const library::Article& b, const Overlap& text);

// An abstract that stands under three or more different titles tells nothing of its paper (a blurb): `near_same` are
// the articles whose text is `article`'s (containment .5 or more).
bool is_blurb(const library::Article& article, const std::vector<library::Article>& near_same);

}  // namespace meridian::indexer
