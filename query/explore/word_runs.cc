#include "query/explore/word_runs.h"

#include <algorithm>

#include "query/explore/common_words.h"
#include "query/explore/features.h"

namespace meridian::query::explore {
namespace {

// A lone letter or Han character, or anything with no letter in it, names nothing.
bool names_something(const text::QueryWord& word) {
  if (word.script == text::Script::han) return word.surface.size() > 3;
  if (word.script != text::Script::latin) return false;
  return word.surface.size() > 1 && std::any_of(word.surface.begin(), word.surface.end(),
                                                [](char c) { return (c >= 'a' && c <= 'z') || (c & 0x80) != 0; });
}

// "directly", "severally": how, never what.
bool is_adverb(std::string_view surface) {
  return surface.size() > 6 && (surface.ends_with("ally") || surface.ends_with("tly") || surface.ends_with("vely") ||
                                surface.ends_with("edly") || surface.ends_with("sly"));
}

bool is_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "weeks", and compounds of nothing else: "long-term", "12-week", "seventy-four".
bool says_nothing(std::string_view surface) {
  if (is_common_in_papers(surface) || is_adverb(surface)) return true;
  const std::size_t hyphen = surface.find('-');
  if (hyphen == 0 || hyphen == surface.npos) return false;
  const std::string_view first = surface.substr(0, hyphen), rest = surface.substr(hyphen + 1);
  return (is_digits(first) || is_common_in_papers(first)) && is_common_in_papers(rest);
}

// Stop words that hold a name together ("quality of life", "return to work"). At any other ("was the strongest",
// "people with chronic") a phrase ends: what stands on both sides of a verb or a preposition is a piece of a sentence.
bool holds_together(const text::QueryWord& word) {
  return word.surface == "and" || word.surface == "of" || word.surface == "to";
}
bool parts(const text::QueryWord& word) {
  return word.stop_word && word.script == text::Script::latin && !holds_together(word);
}

// Nothing at all between Han words; one blank or hyphen between others.
bool join(std::string_view between, bool han) {
  return between.empty() || (!han && (between == " " || between == "-" || between == "\u2010" || between == "\u2011"));
}

std::string key_of(const text::QueryWord& word) {
  if (word.script == text::Script::han || word.scoring.empty()) return word.surface;
  std::string key;
  for (const std::string& term : word.scoring) key += term + ' ';
  return key;
}

}  // namespace

WordRuns::WordRuns(const std::vector<Document>& documents, const QueryTerms& query, const text::Analyzer& analyzer,
                   const text::Glossary& glossary)
    : documents_(documents.size()) {
  for (std::size_t i = 0; i < documents.size(); ++i)
    for (const Passage& passage : passages(*documents[i].article)) read(i, passage.text, query, analyzer, glossary);
}

void WordRuns::read(std::size_t document, std::string_view passage, const QueryTerms& query,
                    const text::Analyzer& analyzer, const text::Glossary& glossary) {
  WordRun run{document, passage, {}, {}};
  const std::vector<text::QueryWord> words = analyzer.words_of_query(passage);
  std::size_t last_end = 0;
  bool parted = false;
  for (const text::QueryWord& word : words) {
    RunWord entry;
    entry.number = number_of(word, document, query);
    entry.begin = static_cast<std::uint32_t>(word.begin);
    entry.end = static_cast<std::uint32_t>(word.end);
    entry.han = word.script == text::Script::han;
    const bool parts_here = parts(word);
    entry.joins = !parted && !parts_here && !run.words.empty() && word.begin >= last_end &&
                  run.words.back().han == entry.han && join(passage.substr(last_end, word.begin - last_end), entry.han);
    entry.closes = !word.stop_word && names_something(word) && !says_nothing(word.surface);
    entry.opens = entry.closes && !needs_company(word.surface);
    // Half of "exercise-induced" is no word.
    if (word.begin == last_end + 1 && passage[last_end] == '-') {
      entry.opens = false;
      if (!run.words.empty()) run.words.back().closes = false;
    }
    last_end = word.end;
    parted = parts_here;
    run.words.push_back(entry);
  }
  for (const text::ConceptMatch& match : glossary.find(words))
    run.concepts.push_back({match.first_word, match.words, match.concept_});
  runs_.push_back(std::move(run));
}

std::uint32_t WordRuns::number_of(const text::QueryWord& word, std::size_t document, const QueryTerms& query) {
  const auto [place, is_new] = numbers_.emplace(key_of(word), static_cast<std::uint32_t>(document_counts_.size()));
  if (is_new) {
    document_counts_.push_back(0);
    last_document_.push_back(documents_);
    in_query_.push_back(query.has(word));
  }
  const std::uint32_t number = place->second;
  if (last_document_[number] != document) ++document_counts_[number];
  last_document_[number] = document;
  return number;
}

}  // namespace meridian::query::explore
