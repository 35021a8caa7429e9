#include "indexer/index_document.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "base/clock.h"
#include "library/index_schema.h"
#include "text/romanise.h"

namespace meridian::indexer {

namespace {

using library::Article;
using library::Field;
using library::Slot;
using text::TermKind;

constexpr std::int64_t kSecondsOfDay = 86'400;

// A publication date with the precision that it has.
struct PublishedDate {
  base::CivilDay first;     // the first day that it may mean
  std::string year, month;  // "2026", "2026-06"; month empty when only the year is known
};

std::optional<int> number_of(std::string_view digits) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

std::optional<PublishedDate> parse_date(const std::string& iso) {
  const bool has_month = iso.size() >= 7, has_day = iso.size() >= 10;
  const auto year = number_of(std::string_view(iso).substr(0, 4));
  const auto month = has_month ? number_of(std::string_view(iso).substr(5, 2)) : 1;
  const auto day = has_day ? number_of(std::string_view(iso).substr(8, 2)) : 1;
  if (iso.size() < 4 || !year || !month || !day) return std::nullopt;
  const base::CivilDay first{*year, *month, *day};
  if (!base::is_valid(first)) return std::nullopt;
  return PublishedDate{first, iso.substr(0, 4), has_month ? iso.substr(0, 7) : std::string()};
}

// Display forms, once each by what filters compare, in order of appearance.
class Values {
 public:
  void add(const std::string& value) {
    const std::string folded = library::filter_value(value);
    if (folded.empty() || !folded_.insert(folded).second) return;
    shown_.push_back(value);
  }
  const std::set<std::string>& folded() const { return folded_; }
  std::string joined() const {
    std::string out;
    for (const std::string& value : shown_) {
      if (!out.empty()) out += library::kValueSeparator;
      out += value;
    }
    return out;
  }

 private:
  std::set<std::string> folded_;
  std::vector<std::string> shown_;
};

class DocumentBuilder {
 public:
  DocumentBuilder(const WorkRecord& record, const text::Analyzer& analyzer) : record_(record), analyzer_(analyzer) {}

  Xapian::Document build() {
    texts();
    names();
    identifiers();
    facets();
    dates();
    document_.add_boolean_term(unique_term(record_.work.id));
    document_.set_data(std::to_string(record_.work.id));
    return std::move(document_);
  }

 private:
  const Article& shown() const { return record_.copies.front(); }

  // The unprefixed list, which has the abstracts' places, and the lists of title and keywords, which have their own.
  void texts() {
    std::unordered_set<std::string> in_abstract;
    for (const library::LocalizedText& text : shown().texts) abstract(text.abstract, in_abstract);
    for (const library::LocalizedText& text : shown().texts) {
      elsewhere(text.title, Field::title, library::kTitleWdf, in_abstract);
      for (const std::string& keyword : text.keywords) elsewhere(keyword, Field::keyword, 0, in_abstract);
    }
  }

  void abstract(const std::string& text, std::unordered_set<std::string>& seen) {
    if (text.empty()) return;
    text::AnalyzedText analyzed = analyzer_.analyze(text, position_);
    for (text::Term& term : analyzed.terms) {
      add(term.text, term.position, term.scored ? library::kAbstractWdf : 0);
      seen.insert(std::move(term.text));
    }
    position_ = analyzed.end_position + library::kPositionGap;
  }

  void elsewhere(const std::string& text, Field field, std::uint32_t wdf,
                 const std::unordered_set<std::string>& in_abstract) {
    if (text.empty()) return;
    const text::AnalyzedText analyzed = analyzer_.analyze(text, position_);
    for (const text::Term& term : analyzed.terms) {
      document_.add_term(term.text, term.scored ? wdf : 0);
      add(library::field_term(field, term.text), term.position, 0);
      if (!in_abstract.contains(term.text)) document_.add_boolean_term(library::elsewhere_term(term.text));
    }
    position_ = analyzed.end_position + library::kPositionGap;
  }

  void field_only(const std::string& text, Field field) {
    if (text.empty()) return;
    const text::AnalyzedText analyzed = analyzer_.analyze(text, field_position_);
    for (const text::Term& term : analyzed.terms) add(library::field_term(field, term.text), term.position, 0);
    field_position_ = analyzed.end_position + library::kPositionGap;
  }

  void add(const std::string& term, std::uint32_t position, std::uint32_t wdf) {
    if (position > 0)
      document_.add_posting(term, position, wdf);
    else
      document_.add_term(term, wdf);
  }

  // Authors of all copies, once each; journals and sites by their words.
  void names() {
    std::set<std::string> people, journals;
    Values authors;
    for (const Article& copy : record_.copies) {
      for (const library::Author& author : copy.authors) {
        if (!people.insert(analyzer_.fold(author.name)).second) continue;
        person(author.name);
        authors.add(author.name);
      }
      for (const std::string* journal : {&copy.journal, &copy.source})
        if (journals.insert(analyzer_.fold(*journal)).second) field_only(*journal, Field::journal);
    }
    value(Slot::author, authors.joined());
  }

  // The words in their places, and as single terms: the whole name, family name and initial, and as it is cited.
  void person(const std::string& name) {
    const text::AnalyzedText analyzed = analyzer_.analyze(name, field_position_);
    std::vector<std::string> words;
    for (const text::Term& term : analyzed.terms) {
      if (term.kind == TermKind::stem) continue;
      add(library::field_term(Field::author, term.text), term.position, 0);
      if (term.kind == TermKind::surface) words.push_back(term.text);
    }
    field_position_ = analyzed.end_position + library::kPositionGap;
    const std::string whole = analyzer_.fold(name);
    // Marked as whole: 王伟 is also a pair of 王伟明's characters, and "li w" also stands for Li Wei.
    boolean(Field::author, "=" + whole);
    boolean(Field::author, text::family_and_initial(name, words));
    const text::RomanisedName romanised = text::romanised_name(whole);
    for (const auto* forms : {&romanised.cited, &romanised.words})
      for (const std::string& form : *forms) boolean(Field::author, form);
  }

  void identifiers() {
    for (const Article& copy : record_.copies) {
      boolean(Field::id, std::to_string(copy.id));
      boolean(Field::doi, copy.doi);
      boolean(Field::arxiv, copy.arxiv);
      boolean(Field::pmid, copy.pmid);
      if (copy.feed > 0) boolean(Field::feed, std::to_string(copy.feed));
      if (!copy.doi.empty()) boolean(Field::has, "doi");
      if (!copy.arxiv.empty()) boolean(Field::has, "arxiv");
      if (!copy.pmid.empty()) boolean(Field::has, "pmid");
    }
  }

  void facets() {
    Values sources, languages, categories;
    for (const Article& copy : record_.copies) {
      sources.add(copy.source);
      for (const library::LocalizedText& text : copy.texts) languages.add(text.language);
      categories.add(copy.section);
      for (const std::string& category : copy.categories) categories.add(category);
    }
    booleans(Field::source, sources);
    booleans(Field::language, languages);
    booleans(Field::category, categories);
    value(Slot::source, sources.joined());
    value(Slot::language, languages.joined());
    kind();
  }

  void kind() {
    const std::string type(library::name(shown().type));
    boolean(Field::type, type);
    value(Slot::type, type);
    if (shown().type == library::ArticleType::preprint) boolean(Field::is, "preprint");
    if (record_.work.retracted || shown().type == library::ArticleType::retraction) boolean(Field::is, "retracted");
    const auto& texts = shown().texts;
    if (std::any_of(texts.begin(), texts.end(), [](const auto& text) { return !text.abstract.empty(); }))
      boolean(Field::has, "abstract");
  }

  // The representative's date, or the first that a copy has. Terms, slots and so facets and filters all come from this
  // one.
  void dates() {
    std::int64_t added = shown().added;
    std::optional<PublishedDate> published;
    for (const Article& copy : record_.copies) {
      added = std::min(added, copy.added);
      if (!published) published = parse_date(copy.published);
    }
    const std::int64_t added_day = added / kSecondsOfDay;
    std::int64_t sort_day = added_day;
    if (published) {
      const std::int64_t day = base::days_from_civil(published->first);
      sort_day = std::min(day, added_day);
      value(Slot::published, Xapian::sortable_serialise(static_cast<double>(day)));
      value(Slot::year, published->year);
      boolean(Field::year, published->year);
      boolean(Field::month, published->month);
    }
    value(Slot::added, Xapian::sortable_serialise(static_cast<double>(added_day)));
    value(Slot::order, library::order_key({sort_day, record_.work.id}));
  }

  void boolean(Field field, std::string_view value) {
    if (!value.empty()) document_.add_boolean_term(library::field_term(field, value));
  }
  void booleans(Field field, const Values& values) {
    for (const std::string& folded : values.folded()) boolean(field, folded);
  }
  void value(Slot slot, const std::string& value) {
    if (!value.empty()) document_.add_value(library::slot(slot), value);
  }

  const WorkRecord& record_;
  const text::Analyzer& analyzer_;
  Xapian::Document document_;
  std::uint32_t position_ = 1;        // of abstracts, titles and keywords
  std::uint32_t field_position_ = 1;  // of authors and journals
};

}  // namespace

base::Result<std::vector<WorkRecord>> read_records(library::Library& library, const std::vector<library::WorkId>& ids) {
  MERIDIAN_TRY_ASSIGN(const std::vector<library::Work> works, library.works().many(ids));
  std::vector<library::ArticleId> wanted;
  for (const library::Work& work : works) {
    wanted.push_back(work.representative);
    for (const library::ArticleId id : work.articles)
      if (id != work.representative) wanted.push_back(id);
  }
  MERIDIAN_TRY_ASSIGN(std::vector<Article> articles, library.articles().get_many(wanted));
  std::unordered_map<library::ArticleId, Article*> by_id;
  for (Article& article : articles) by_id.emplace(article.id, &article);

  std::vector<WorkRecord> records;
  std::size_t at = 0;
  for (const library::Work& work : works) {
    WorkRecord record{work, {}};
    for (std::size_t i = 0; i < work.articles.size(); ++i, ++at)
      if (const auto found = by_id.find(wanted[at]); found != by_id.end() && !found->second->texts.empty())
        record.copies.push_back(std::move(*found->second));
    if (!record.copies.empty()) records.push_back(std::move(record));
  }
  return records;
}

std::string unique_term(library::WorkId work) {
  return library::field_term(Field::work, std::to_string(work));
}

Xapian::Document document_of(const WorkRecord& record, const text::Analyzer& analyzer) {
  return DocumentBuilder(record, analyzer).build();
}

}  // namespace meridian::indexer
