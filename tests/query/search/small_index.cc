#include "tests/query/search/small_index.h"

#include <unistd.h>

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

#include "library/index_schema.h"

namespace meridian::tests {
namespace {

using library::Field;
using library::Slot;

std::shared_ptr<const text::Glossary> load(const std::string& lines, std::shared_ptr<const text::Analyzer> analyzer) {
  std::string pattern = (std::filesystem::temp_directory_path() / "meridian-glossary-XXXXXX").string();
  REQUIRE(::mkdtemp(pattern.data()) != nullptr);
  std::ofstream(std::filesystem::path(pattern) / "test.tsv") << lines;
  auto glossary = text::Glossary::load(pattern, std::move(analyzer));
  std::filesystem::remove_all(pattern);
  REQUIRE(glossary);
  return *glossary;
}

}  // namespace

SmallIndex::SmallIndex(const std::vector<SmallDocument>& documents, const std::string& glossary_lines)
    : database_(std::string(), Xapian::DB_BACKEND_INMEMORY) {
  // Its dictionary takes a while to read and never changes.
  static const auto kAnalyzer = text::Analyzer::open();
  REQUIRE(kAnalyzer);
  analyzer_ = *kAnalyzer;
  glossary_ = load(glossary_lines, analyzer_);
  for (const SmallDocument& document : documents) add(document);
}

void SmallIndex::add_text(Xapian::Document& out, Field field, const std::string& text, std::uint32_t wdf,
                          std::uint32_t& position) {
  const auto analyzed = analyzer_->analyze(text, position);
  for (const text::Term& term : analyzed.terms) {
    out.add_term(term.text, term.scored ? wdf : 0);
    const std::string prefixed = library::field_term(field, term.text);
    if (term.position > 0)
      out.add_posting(prefixed, term.position, 0);
    else
      out.add_term(prefixed, 0);
    if (field == Field::abstract)
      in_abstract_.insert(term.text);
    else if (!in_abstract_.contains(term.text))
      out.add_boolean_term(library::elsewhere_term(term.text));
  }
  position = analyzed.end_position + library::kPositionGap;
}

void SmallIndex::add(library::WorkId work, const SmallDocument& document) {
  Xapian::Document out;
  std::uint32_t position = 1;
  in_abstract_.clear();
  add_text(out, Field::abstract, document.abstract, library::kAbstractWdf, position);
  add_text(out, Field::title, document.title, library::kTitleWdf, position);
  std::string names;
  for (const std::string& author : document.authors) {
    for (const text::Term& term : analyzer_->analyze(author, position).terms)
      if (term.position > 0) out.add_posting(library::field_term(Field::author, term.text), term.position, 0);
    position += library::kPositionGap;
    names += (names.empty() ? "" : std::string(1, library::kValueSeparator)) + author;
  }
  const std::string year = std::to_string(document.year);
  out.add_boolean_term(library::field_term(Field::year, year));
  out.add_boolean_term(library::field_term(Field::language, document.language));
  out.add_boolean_term(library::field_term(Field::source, library::filter_value(document.source)));
  out.add_boolean_term(library::field_term(Field::work, std::to_string(work)));
  const auto day = Xapian::sortable_serialise(static_cast<double>(base::days_from_civil({document.year, 1, 1})));
  out.add_value(library::slot(Slot::published), day);
  out.add_value(library::slot(Slot::order), library::order_key({base::days_from_civil({document.year, 1, 1}), work}));
  out.add_value(library::slot(Slot::year), year);
  out.add_value(library::slot(Slot::language), document.language);
  out.add_value(library::slot(Slot::source), document.source);
  out.add_value(library::slot(Slot::author), names);
  database_.add_document(out);
}

base::Result<query::search::Found> SmallIndex::find(const query::SearchRequest& request) {
  return find_in(database_, request);
}

base::Result<query::search::Found> SmallIndex::find_in(const Xapian::Database& database, const query::SearchRequest& request) {
  const std::int64_t today = base::days_from_civil({2026, 11, 21});
  return query::search::search(database,
                               {*analyzer_, *glossary_, bounds_, today, outside,
                                [&database] { return query::search::Vocabulary::read(database); }, generation, number},
                               request);
}

base::Result<query::search::Found> SmallIndex::find(const std::string& query, int limit) {
  query::SearchRequest request;
  request.query = query;
  request.limit = limit;
  return find(request);
}

std::string SmallIndex::works(const std::string& query) {
  const auto found = find(query);
  if (!found) return found.error().code;
  std::string ids;
  bool line = false;
  for (const auto& work : found->works) {
    if (!work.all_words && !line)
      ids += ids.empty() ? "| " : " | ";
    else if (!ids.empty())
      ids += ' ';
    line = line || !work.all_words;
    ids += std::to_string(work.work);
  }
  return ids;
}

}  // namespace meridian::tests
