#include "query/search/snippet.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "text/unicode.h"

namespace meridian::query::search {
namespace {

constexpr std::string_view kCut = "…";

struct Match {
  Span span;
  std::string term;
};

struct Marks {
  std::vector<Match> matches;       // ascending by place
  std::vector<std::size_t> starts;  // of the words and Han characters, where a passage may begin or end
};

bool wanted(const text::Term& term, const MarkedTerms& terms) {
  if (terms.terms.contains(term.text)) return true;
  if (term.kind != text::TermKind::surface) return false;
  return std::any_of(terms.prefixes.begin(), terms.prefixes.end(),
                     [&](const std::string& prefix) { return term.text.starts_with(prefix); });
}

Marks find(std::string_view text, const MarkedTerms& terms, const text::Analyzer& analyzer) {
  Marks marks;
  for (const text::Term& term : analyzer.analyze(text).terms) {
    if (term.begin >= term.end || term.end > text.size()) continue;
    if (marks.starts.empty() || term.begin > marks.starts.back()) marks.starts.push_back(term.begin);
    if (wanted(term, terms)) marks.matches.push_back({{term.begin, term.end}, term.text});
  }
  std::stable_sort(marks.matches.begin(), marks.matches.end(),
                   [](const Match& a, const Match& b) { return a.span.begin < b.span.begin; });
  return marks;
}

// Overlapping pairs become one mark.
std::vector<Span> merged(const std::vector<Match>& matches, std::size_t begin, std::size_t end, std::size_t shift) {
  std::vector<Span> spans;
  for (const Match& match : matches) {
    if (match.span.begin < begin || match.span.end > end) continue;
    const Span span{match.span.begin - begin + shift, match.span.end - begin + shift};
    if (!spans.empty() && span.begin <= spans.back().end &&
        (span.begin < spans.back().end || span.end == spans.back().end))
      spans.back().end = std::max(spans.back().end, span.end);
    else
      spans.push_back(span);
  }
  return spans;
}

// The end of the longest stretch from `begin` that is at most `width` columns wide and ends where a word begins.
std::size_t stretch_end(std::string_view text, std::size_t begin, std::size_t width,
                        const std::vector<std::size_t>& starts) {
  std::size_t columns = 0, at = begin;
  while (at < text.size()) {
    const std::size_t from = at;
    columns += text::is_han(text::next_code_point(text, at)) ? 2 : 1;
    if (columns <= width) continue;
    const auto next = std::upper_bound(starts.begin(), starts.end(), from);
    return next == starts.begin() || *(next - 1) <= begin ? from : *(next - 1);
  }
  return text.size();
}

// The match at which the best stretch begins: most different terms, then most matches, then the first.
std::size_t best_begin(std::string_view text, const Marks& marks, std::size_t width) {
  std::size_t best = 0, most_terms = 0, most_matches = 0;
  for (std::size_t i = 0; i < marks.matches.size(); ++i) {
    const std::size_t begin = marks.matches[i].span.begin;
    std::set<std::string_view> different;
    std::size_t count = 0;
    for (std::size_t j = i; j < marks.matches.size() && marks.matches[j].span.end - begin <= width; ++j, ++count)
      different.insert(marks.matches[j].term);
    if (different.size() < most_terms || (different.size() == most_terms && count <= most_matches)) continue;
    best = begin;
    most_terms = different.size();
    most_matches = count;
  }
  return text.empty() ? 0 : best;
}

// Some words before the first match, from a sentence's beginning when it is near.
std::size_t with_lead(std::string_view text, std::size_t match, std::size_t lead,
                      const std::vector<std::size_t>& starts) {
  if (match <= lead) return 0;
  const auto from = std::lower_bound(starts.begin(), starts.end(), match - lead);
  return text::code_point_boundary(text, from == starts.end() ? match : std::min(*from, match));
}

Snippet cut(std::string_view text, const Marks& marks, std::size_t begin, std::size_t end) {
  Snippet snippet;
  while (end > begin && text[end - 1] == ' ') --end;
  if (begin > 0) snippet.text = kCut;
  const std::size_t shift = snippet.text.size();
  snippet.text += text.substr(begin, end - begin);
  if (end < text.size()) snippet.text += kCut;
  snippet.marks = merged(marks.matches, begin, end, shift);
  return snippet;
}

Snippet passage_of(std::string_view text, const Marks& marks, std::size_t width) {
  const std::size_t begin = with_lead(text, best_begin(text, marks, width * 3 / 4), width / 4, marks.starts);
  return cut(text, marks, begin, stretch_end(text, begin, width, marks.starts));
}

std::size_t different_terms(const Marks& a, const Marks& b) {
  std::set<std::string_view> terms;
  for (const Match& match : a.matches) terms.insert(match.term);
  for (const Match& match : b.matches) terms.insert(match.term);
  return terms.size();
}

}  // namespace

Snippet marked(std::string_view text, const MarkedTerms& terms, const text::Analyzer& analyzer) {
  return cut(text, find(text, terms, analyzer), 0, text.size());
}

Snippet passage(std::string_view text, const MarkedTerms& terms, const text::Analyzer& analyzer, std::size_t width) {
  return passage_of(text, find(text, terms, analyzer), width);
}

void add_snippets(Hit& hit, const MarkedTerms& terms, const text::Analyzer& analyzer) {
  std::size_t most = 0;
  for (const library::LocalizedText& text : hit.article.texts) {
    const Marks title = find(text.title, terms, analyzer), abstract = find(text.abstract, terms, analyzer);
    const std::size_t different = different_terms(title, abstract);
    const bool first = &text == &hit.article.texts.front();
    if (!first && different <= most) continue;
    most = different;
    hit.title = cut(text.title, title, 0, text.title.size());
    hit.passage = passage_of(text.abstract, abstract, kPassageWidth);
  }
}

}  // namespace meridian::query::search
