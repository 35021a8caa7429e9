// See dedup.h.
#include "indexer/dedup.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace meridian::indexer {
namespace {

using library::Article;
using library::ArticleType;
using library::Link;
using library::LinkKind;

constexpr std::size_t kMaxUnits = 100'000;  // of one text; what follows is not compared
constexpr std::size_t kMaxSketch = 256;
constexpr std::uint64_t kKept = 4;
constexpr int kLeastShared = 3;
constexpr double kLeastSketchContainment = .08;

// Every text has turns of phrase that others have; only where most of what two texts share is such, it is boilerplate.
constexpr double kMostlyCommon = 1. / 3;

constexpr double kSameContainment = .5, kSameJaccard = .35, kSameTitle = .6;
constexpr double kRewordedContainment = .35, kOverlapShared = 60, kRewordedTitle = .35;
// A short abstract respun at one word in five keeps some forty 3-grams; companion papers share as many, under other titles.
constexpr double kShortShared = 30, kShortTitle = .8;
constexpr double kPreprintTitle = .9;
constexpr int kPreprintYears = 2;
constexpr std::size_t kTellingTitle = 4;  // words: "Editorial" and "Issue information" name nothing
constexpr double kOtherTitle = .3, kPartOfTitle = .6;
constexpr std::size_t kBlurbTitles = 3;

// ---- units: a word, or in Chinese text a character

constexpr std::uint64_t kFnvOffset = 0xcbf29ce484222325, kFnvPrime = 0x100000001b3;

std::uint64_t mixed(std::uint64_t hash) {
  hash = (hash ^ hash >> 30) * 0xbf58476d1ce4e5b9;
  hash = (hash ^ hash >> 27) * 0x94d049bb133111eb;
  return hash ^ hash >> 31;
}

bool is_word_byte(unsigned char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}
std::uint64_t fed(std::uint64_t hash, unsigned char c) {
  return (hash ^ (c >= 'A' && c <= 'Z' ? static_cast<unsigned char>(c + 32) : c)) * kFnvPrime;
}

struct Character {
  std::size_t length = 1;
  bool mark = false;  // punctuation: general, CJK, full width
  bool han = false;   // Han, kana, Hangul: written without blanks
};
// The non-ASCII character at `at`; a bad byte counts as a letter of its own.
Character character_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0U; };
  const unsigned lead = byte(0);
  Character character;
  character.length = std::min<std::size_t>(lead >= 0xF0   ? 4
                                           : lead >= 0xE0 ? 3
                                           : lead >= 0xC0 ? 2
                                                          : 1,
                                           text.size() - at);
  const bool latin_mark = lead == 0xC2 && byte(1) != 0xB5;
  const bool general_mark = lead == 0xE2 && byte(1) <= 0x8F;
  const bool cjk_mark = lead == 0xE3 && byte(1) == 0x80;
  const bool wide_mark = lead == 0xEF && byte(1) == 0xBC && (byte(2) <= 0x8F || (byte(2) >= 0x9A && byte(2) <= 0xA0));
  character.mark = latin_mark || general_mark || cjk_mark || wide_mark || (lead == 0xEF && byte(1) == 0xBB);
  character.han = !character.mark && ((lead >= 0xE3 && lead <= 0xED) || lead >= 0xF0);
  return character;
}

struct Units {
  std::vector<std::uint64_t> hashes;
  std::size_t han = 0;
  bool chinese() const { return han * 2 > hashes.size(); }
};

Units units_of(std::string_view text) {
  Units units;
  std::uint64_t word = kFnvOffset;
  bool open = false;
  const auto end_word = [&] {
    if (open) units.hashes.push_back(mixed(word));
    word = kFnvOffset, open = false;
  };
  for (std::size_t at = 0; at < text.size() && units.hashes.size() < kMaxUnits;) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c < 0x80) {
      if (is_word_byte(c))
        word = fed(word, c), open = true;
      else if (c != '\'')  // don't, l'eau: one word under either apostrophe
        end_word();
      ++at;
      continue;
    }
    const Character character = character_at(text, at);
    if (character.mark) {
      if (text.substr(at, 3) != "\xE2\x80\x99") end_word();
    } else {
      if (character.han) end_word();
      for (std::size_t i = 0; i < character.length; ++i) word = fed(word, static_cast<unsigned char>(text[at + i]));
      open = true;
      if (character.han) end_word(), ++units.han;
    }
    at += character.length;
  }
  end_word();
  return units;
}

std::vector<std::uint64_t> grams_of(const Units& units, std::size_t length) {
  std::vector<std::uint64_t> grams;
  if (units.hashes.size() < length) return grams;
  grams.reserve(units.hashes.size());
  for (std::size_t i = 0; i + length <= units.hashes.size(); ++i) {
    std::uint64_t gram = 0;
    for (std::size_t j = i; j < i + length; ++j) gram = gram * kFnvPrime + units.hashes[j];
    grams.push_back(mixed(gram));
  }
  std::sort(grams.begin(), grams.end());
  grams.erase(std::unique(grams.begin(), grams.end()), grams.end());
  return grams;
}

std::size_t in_common(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::size_t common = 0;
  for (auto left = a.begin(), right = b.begin(); left != a.end() && right != b.end();) {
    if (*left == *right)
      ++common, ++left, ++right;
    else
      *left < *right ? ++left : ++right;
  }
  return common;
}

// ---- titles and names

// Words of an English title, pairs of characters of a Chinese one, as a set.
std::vector<std::uint64_t> title_units(std::string_view title) {
  const Units units = units_of(title);
  return grams_of(units, units.chinese() && units.hashes.size() > 1 ? 2 : 1);
}

bool is_missing(const Article& article) {
  return std::all_of(article.texts.begin(), article.texts.end(),
                     [](const library::LocalizedText& text) { return title_units(text.title).empty(); });
}

bool telling_title(const Article& article) {
  return std::any_of(article.texts.begin(), article.texts.end(), [](const library::LocalizedText& text) {
    return title_units(text.title).size() >= kTellingTitle;
  });
}

// "Part II", "2025", "3D": titles that count differently name different papers, however alike they are.
std::vector<std::uint64_t> numbers_in(const Article& article) {
  constexpr std::array<std::string_view, 12> kRoman{"II",   "III", "IV", "V",  "VI",  "VII",
                                                    "VIII", "IX",  "X",  "XI", "XII", "XIII"};
  std::vector<std::uint64_t> numbers;
  const std::string_view title = article.main().title;
  for (std::size_t at = 0; at < title.size();) {
    std::size_t end = at;
    while (end < title.size() && is_word_byte(static_cast<unsigned char>(title[end]))) ++end;
    const std::string_view word = title.substr(at, end - at);
    const bool digits =
        !word.empty() && std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits || std::find(kRoman.begin(), kRoman.end(), word) != kRoman.end())
      numbers.push_back(units_of(word).hashes[0]);
    at = end + 1;
  }
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}
bool count_differently(const Article& a, const Article& b) {
  return numbers_in(a) != numbers_in(b);
}

// Words of two letters or more (initials tell nothing) and Han names, hashed.
std::vector<std::uint64_t> name_words(std::string_view name) {
  std::string kept;
  for (std::size_t at = 0; at < name.size();) {
    std::size_t end = at;
    while (end < name.size() &&
           (is_word_byte(static_cast<unsigned char>(name[end])) || static_cast<unsigned char>(name[end]) >= 0x80))
      ++end;
    // "Quill AB": capitals of two letters at most are initials.
    const std::string_view word = name.substr(at, end - at);
    const bool initials =
        word.size() <= 2 && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (word.size() > 1 && !initials) kept.append(word).push_back(' ');
    at = end + 1;
  }
  const Units units = units_of(kept);
  return grams_of(units, units.chinese() && units.hashes.size() > 1 ? 2 : 1);
}

int year_of(const Article& article) {
  return article.published.size() >= 4 ? std::atoi(article.published.substr(0, 4).c_str()) : 0;
}

bool conflict(const std::string& a, const std::string& b) {
  return !a.empty() && !b.empty() && a != b;
}
bool agree(const std::string& a, const std::string& b) {
  return !a.empty() && a == b;
}

bool has_identifier(const Article& article) {
  return !article.doi.empty() || !article.arxiv.empty() || !article.pmid.empty() || !article.pmcid.empty();
}

// ---- rules

Link link(const Article& a, const Article& b, LinkKind kind, std::string reason) {
  return {std::min(a.id, b.id), std::max(a.id, b.id), kind, std::move(reason)};
}

// ".87", the way METHODS writes them.
std::string with_share(const std::string& word, double share) {
  const int percent = std::clamp(static_cast<int>(std::lround(share * 100)), 0, 100);
  return word + (percent == 100 ? " 1.0"
                                : std::string(" .") + static_cast<char>('0' + percent / 10) +
                                      static_cast<char>('0' + percent % 10));
}

std::optional<Link> by_identifier(const Article& a, const Article& b) {
  const char* reason = agree(a.doi, b.doi)       ? "doi"
                       : agree(a.arxiv, b.arxiv) ? "arxiv"
                       : agree(a.pmid, b.pmid)   ? "pmid"
                       : agree(a.pmcid, b.pmcid) ? "pmcid"
                                                 : nullptr;
  if (reason == nullptr) return std::nullopt;
  const bool notice = is_notice(a) || is_notice(b);
  const bool apart = (notice && a.type != b.type) || titles_differ_strongly(a, b);
  return link(a, b, apart ? LinkKind::concerns : LinkKind::same, reason);
}

// A preprint and its journal version have two DOIs; two journal articles with two DOIs are two papers.
bool versions_may_differ_in_identifiers(const Article& a, const Article& b) {
  if (!identifiers_conflict(a, b)) return true;
  return (a.type == ArticleType::preprint) != (b.type == ArticleType::preprint) && !conflict(a.pmid, b.pmid) &&
         !conflict(a.arxiv, b.arxiv);
}

std::optional<Link> by_title_and_author(const Article& a, const Article& b) {
  if (is_notice(a) || is_notice(b) || !telling_title(a) || !telling_title(b)) return std::nullopt;
  const std::optional<TitleLikeness> titles = title_likeness(a, b);
  if (!titles || titles->jaccard < kPreprintTitle || !share_first_author(a, b) || count_differently(a, b))
    return std::nullopt;
  const int first = year_of(a), second = year_of(b);
  if (first != 0 && second != 0 && std::abs(first - second) > kPreprintYears) return std::nullopt;
  if (!versions_may_differ_in_identifiers(a, b)) return std::nullopt;
  return link(a, b, LinkKind::same, "title+author");
}

std::optional<Link> by_text(const Article& a, const Article& b, const Overlap& text) {
  const bool near_same = text.containment >= kSameContainment || text.jaccard >= kSameJaccard;
  const bool reworded = text.containment >= kRewordedContainment && text.shared >= kShortShared;
  const bool overlaps = near_same || (reworded && text.shared >= kOverlapShared);
  if (!near_same && !reworded) return std::nullopt;
  const auto overlapping = [&](LinkKind kind) {
    return overlaps ? std::optional(link(a, b, kind, with_share("text", text.containment))) : std::nullopt;
  };
  if (is_notice(a) != is_notice(b)) return overlapping(LinkKind::concerns);
  const std::optional<TitleLikeness> titles = title_likeness(a, b);
  const bool untitled = is_missing(a) || is_missing(b);
  const bool pages = a.type == ArticleType::page && b.type == ArticleType::page;
  if (!identifiers_conflict(a, b) && (untitled || !count_differently(a, b))) {
    if (near_same && (untitled || pages || (titles && titles->jaccard >= kSameTitle)))
      return link(a, b, LinkKind::same, with_share("text", text.containment));
    if (reworded && !has_identifier(a) && !has_identifier(b) && (untitled ? overlaps : titles && titles->jaccard >= (overlaps ? kRewordedTitle : kShortTitle)))
      return link(a, b, LinkKind::same, with_share("reworded", text.containment));
  }
  return overlapping(LinkKind::shares_text);
}

}  // namespace

TextPrint print_of(std::string_view text) {
  TextPrint print;
  const Units units = units_of(text);
  if (units.hashes.size() < kMinWords) return print;
  print.grams = grams_of(units, units.chinese() ? 5 : 3);
  for (const std::uint64_t gram : print.grams)
    if (gram % kKept == 0 && print.sketch.size() < kMaxSketch) print.sketch.push_back(gram);
  return print;
}

TextPrint print_of(const Article& article) {
  std::string_view longest;
  for (const library::LocalizedText& text : article.texts)
    if (text.abstract.size() > longest.size()) longest = text.abstract;
  return print_of(longest);
}

Overlap overlap_of(const TextPrint& a, const TextPrint& b, double own) {
  Overlap overlap;
  if (a.grams.empty() || b.grams.empty()) return overlap;
  overlap.shared = static_cast<double>(in_common(a.grams, b.grams)) * (own < kMostlyCommon ? own : 1);
  const auto first = static_cast<double>(a.grams.size()), second = static_cast<double>(b.grams.size());
  overlap.containment = overlap.shared / std::min(first, second);
  overlap.jaccard = overlap.shared / (first + second - overlap.shared);
  return overlap;
}

bool is_candidate(int shared_hashes, std::size_t sketch_a, std::size_t sketch_b) {
  return shared_hashes >= kLeastShared &&
         shared_hashes >= kLeastSketchContainment * static_cast<double>(std::min(sketch_a, sketch_b));
}

std::optional<TitleLikeness> title_likeness(const Article& a, const Article& b) {
  std::optional<TitleLikeness> best;
  for (const library::LocalizedText& left : a.texts)
    for (const library::LocalizedText& right : b.texts) {
      const std::vector<std::uint64_t> first = title_units(left.title), second = title_units(right.title);
      if (first.empty() || second.empty()) continue;
      const auto shared = static_cast<double>(in_common(first, second));
      const TitleLikeness found{
          shared / static_cast<double>(first.size() + second.size() - static_cast<std::size_t>(shared)),
          shared / static_cast<double>(std::min(first.size(), second.size()))};
      // Of two languages, different titles say nothing; but a record's "fr" and a feed's text, told by its script only, may
      // be one language.
      if (conflict(left.language, right.language) && found.jaccard < kSameTitle) continue;
      if (!best || found.jaccard > best->jaccard) best = found;
    }
  return best;
}

bool titles_differ_strongly(const Article& a, const Article& b) {
  const std::optional<TitleLikeness> titles = title_likeness(a, b);
  return titles && titles->jaccard < kOtherTitle && titles->containment < kPartOfTitle;
}

bool share_first_author(const Article& a, const Article& b) {
  if (a.authors.empty() || b.authors.empty()) return false;
  const library::Author &first = a.authors.front(), &second = b.authors.front();
  if (agree(first.orcid, second.orcid)) return true;
  return in_common(name_words(first.name), name_words(second.name)) > 0;
}

bool is_notice(const Article& article) {
  return article.type == ArticleType::erratum || article.type == ArticleType::retraction;
}

bool identifiers_conflict(const Article& a, const Article& b) {
  return conflict(a.doi, b.doi) || conflict(a.arxiv, b.arxiv) || conflict(a.pmid, b.pmid) || conflict(a.pmcid, b.pmcid);
}

std::optional<Link> link_between(const Article& a, const Article& b, const Overlap& text) {
  if (a.id == b.id) return std::nullopt;
  if (std::optional<Link> found = by_identifier(a, b)) return found;
  if (std::optional<Link> found = by_title_and_author(a, b)) return found;
  return by_text(a, b, text);
}

bool is_blurb(const Article& article, const std::vector<Article>& near_same) {
  std::vector<const Article*> different{&article};
  for (const Article& other : near_same) {
    const bool fresh = std::all_of(different.begin(), different.end(), [&](const Article* known) {
      const std::optional<TitleLikeness> titles = title_likeness(*known, other);
      return titles && titles->jaccard < kSameTitle;
    });
    if (fresh) different.push_back(&other);
  }
  return different.size() >= kBlurbTitles;
}

}  // namespace meridian::indexer
