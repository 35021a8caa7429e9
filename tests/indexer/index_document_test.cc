#include "indexer/index_document.h"

#include <algorithm>
#include <map>

#include "library/index_schema.h"
#include "tests/indexer/index_desk.h"

namespace indexer = meridian::indexer;
namespace library = meridian::library;
namespace text = meridian::text;
using library::Field;
using library::Slot;

namespace {

struct Written {
  Xapian::termcount wdf = 0;
  std::vector<Xapian::termpos> positions;
};

// The terms of the document of one Work, as Xapian would store them.
struct Page {
  indexer::IndexDesk desk;
  Xapian::Document document;
  std::map<std::string, Written> terms;

  void make(library::WorkId work) {
    const auto records = indexer::read_records(*desk.library, {work});
    REQUIRE(records);
    REQUIRE(records->size() == 1);
    document = indexer::document_of(records->front(), *desk.analyzer);
    terms.clear();
    for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term)
      terms[*term] = {term.get_wdf(), {term.positionlist_begin(), term.positionlist_end()}};
  }
  bool has(Field field, std::string_view value) const { return terms.contains(library::field_term(field, value)); }
  std::string slot(Slot slot) const { return document.get_value(library::slot(slot)); }
};

}  // namespace

TEST_CASE("index document: stems weigh abstract + 2 × title; surface forms have places and no weight") {
  Page page;
  page.make(page.desk.add(indexer::paper("Exercise", "Exercises and exercise help.")));
  CHECK(page.terms["Zexercis"].wdf == 4);
  CHECK(page.terms["Zexercis"].positions.empty());
  CHECK(page.terms["exercise"].wdf == 0);
  CHECK(page.terms["exercise"].positions.size() == 1);  // in the abstract; title and keyword have their own lists
  CHECK(page.terms["Zaerob"].wdf == 0);                 // keywords are found, and do not weigh
}

TEST_CASE("index document: only unprefixed scored terms count into the length") {
  Page page;
  auto article = indexer::paper("Back pain", "Walking eases back pain. 运动缓解疼痛。");
  article.doi = "10.5555/length";
  page.make(page.desk.add(article));
  for (const auto& [term, written] : page.terms) {
    CAPTURE(term);
    const bool stem = term[0] == 'Z' && term.size() > 1;
    const bool han = static_cast<unsigned char>(term[0]) >= 0x80;  // a character or a pair
    if (!stem && !han) CHECK(written.wdf == 0);
  }
}

TEST_CASE("index document: title, abstract and keywords are too far apart for a phrase") {
  Page page;
  page.make(page.desk.add(indexer::paper("Low back", "pain falls")));
  const auto place = [&](Field field, std::string_view word) {
    return page.terms[library::field_term(field, word)].positions.front();
  };
  CHECK(place(Field::title, "back") - place(Field::abstract, "falls") > library::kPositionGap);
  CHECK(place(Field::keyword, "aerobic") - place(Field::title, "back") > library::kPositionGap);
  CHECK(page.terms["back"].positions.empty());
  CHECK_FALSE(page.has(Field::title, "pain"));
}

TEST_CASE("index document: a word of title or keyword that no abstract has is marked as standing elsewhere") {
  Page page;
  page.make(page.desk.add(indexer::paper("Low back pain", "Pain falls.")));
  for (const char* word : {"back", "Zback", "aerobic"}) CHECK(page.terms.contains(library::elsewhere_term(word)));
  for (const char* word : {"pain", "Zpain", "falls"}) CHECK_FALSE(page.terms.contains(library::elsewhere_term(word)));
}

TEST_CASE("index document: a bilingual record has title and abstract in each language") {
  Page page;
  auto article = indexer::paper("Walking and pain", "Walking eases pain.");
  article.texts.push_back({"zh", "步行与疼痛", "步行缓解疼痛。", {"有氧运动"}});
  page.make(page.desk.add(article));
  CHECK(page.terms["步行"].wdf == 3);
  CHECK(page.has(Field::title, "步行"));
  CHECK(page.has(Field::title, "Zwalk"));
  CHECK(page.has(Field::keyword, "有氧"));
  CHECK(page.has(Field::language, "zh"));
  CHECK(page.slot(Slot::language) == "en\x1fzh");
}

TEST_CASE("index document: every row of the schema has its term or its slot") {
  Page page;
  auto article = indexer::paper("Exercise for pain", "Inflammation falls.");
  article.doi = "10.5555/row.1", article.arxiv = "2101.00001", article.pmid = "34811339", article.feed = 1;
  article.added = 1'780'000'000;
  const auto id = page.desk.add(article);
  page.make(id);
  const std::map<Field, std::string> values{{Field::title, "Zexercis"},
                                            {Field::abstract, "inflammation"},
                                            {Field::author, "quill"},
                                            {Field::journal, "Zexampl"},
                                            {Field::keyword, "aerobic"},
                                            {Field::doi, "10.5555/row.1"},
                                            {Field::arxiv, "2101.00001"},
                                            {Field::pmid, "34811339"},
                                            {Field::id, std::to_string(id)},
                                            {Field::language, "en"},
                                            {Field::type, "preprint"},
                                            {Field::category, "medicine"},
                                            {Field::feed, "1"},
                                            {Field::year, "2026"},
                                            {Field::month, "2026-03"},
                                            {Field::has, "abstract"},
                                            {Field::is, "preprint"},
                                            {Field::work, std::to_string(id)},
                                            {Field::source, "journal of examples"}};
  for (const library::FieldRow& row : library::kFields) {
    CAPTURE(row.name);
    if (row.kind == library::FieldKind::reader) continue;
    if (row.kind == library::FieldKind::range)
      CHECK_FALSE(page.slot(row.field == Field::date ? Slot::published : Slot::added).empty());
    else
      CHECK(page.has(row.field, values.at(row.field)));
  }
  CHECK(page.document.get_data() == std::to_string(id));
  CHECK(Xapian::sortable_unserialise(page.slot(Slot::published)) == meridian::base::days_from_civil({2026, 3, 4}));
  CHECK(library::read_order(page.slot(Slot::order)).work == id);
}

TEST_CASE("index document: a name is found by its words, whole, and by family name and initial") {
  Page page;
  page.make(page.desk.add(indexer::paper("Walking", "Walking.")));
  for (const char* form : {"ada", "quill", "=ada quill", "quill a", "小伟"}) {
    CAPTURE(form);
    CHECK(page.has(Field::author, form));
  }
  CHECK_FALSE(page.has(Field::author, "quill w"));
  // 王小 is a pair of the second name's characters, and nobody's whole name.
  CHECK(page.has(Field::author, "=王小伟"));
  CHECK(page.has(Field::author, "王小"));
  CHECK_FALSE(page.has(Field::author, "=王小"));
  CHECK(page.slot(Slot::author) == "Ada Quill\x1f王小伟");
}

TEST_CASE("index document: a Chinese name is found by its reading, as it is cited and by its words, without weight") {
  Page page;
  page.make(page.desk.add(indexer::paper("Walking", "Walking.")));
  for (const char* form : {"wang, xiaowei", "wang, x", "wang, xw", "wang", "xiaowei", "xiao", "wei"}) {
    CAPTURE(form);
    REQUIRE(page.has(Field::author, form));
    CHECK(page.terms[library::field_term(Field::author, form)].wdf == 0);
    CHECK(page.terms[library::field_term(Field::author, form)].positions.empty());
  }
  CHECK_FALSE(page.has(Field::author, "quill, ada"));
}

TEST_CASE("index document: fault_061 fault_062 a date in the future sorts by the first sight; an unknown one too") {
  Page page;
  auto article = indexer::paper("Walking", "Walking.");
  article.added = 1'780'000'000;
  const std::int64_t added = 1'780'000'000 / 86'400;
  article.published = "2031-01-01";
  page.make(page.desk.add(article));
  CHECK(library::read_order(page.slot(Slot::order)).day == added);
  CHECK(page.has(Field::year, "2031"));
  article.published = "", article.guid = "other", article.url = "https://example.org/other";
  page.make(page.desk.add(article));
  CHECK(library::read_order(page.slot(Slot::order)).day == added);
  CHECK(page.slot(Slot::published).empty());
  CHECK(page.slot(Slot::year).empty());
}

TEST_CASE("index document: a year alone and nonsense make no month") {
  Page page;
  const std::vector<std::pair<std::string, bool>> dates{
      {"2026", true}, {"2026-13-01", false}, {"2026-02-30", false}, {"soon", false}, {"2", false}};
  for (const auto& [date, year] : dates) {
    CAPTURE(date);
    auto article = indexer::paper("Walking on " + date, "Walking.");
    article.published = date;
    page.make(page.desk.add(article));
    CHECK(page.slot(Slot::year).empty() != year);
    CHECK_FALSE(page.has(Field::month, "2026-02"));
  }
}

TEST_CASE("index document: all copies give ids, sources and authors; only the representative gives text") {
  Page page;
  const auto preprint = page.desk.add(indexer::paper("Walking eases pain", "Preprint words."));
  auto journal = indexer::paper("Walking eases pain", "Journal words.");
  journal.type = library::ArticleType::article;
  journal.source = "Annals of Samples", journal.doi = "10.5555/second", journal.authors = {{"Bea Newcomer", ""}};
  journal.url = "https://example.org/journal", journal.guid = "journal";
  const auto second = page.desk.add(journal);
  page.desk.link(preprint, second);
  page.make(preprint);
  const auto shown = page.desk.library->works().of(preprint)->representative;
  CHECK_FALSE(page.terms[shown == preprint ? "preprint" : "journal"].positions.empty());
  CHECK_FALSE(page.terms.contains(shown == preprint ? "journal" : "preprint"));
  CHECK(page.has(Field::id, std::to_string(preprint)));
  CHECK(page.has(Field::id, std::to_string(second)));
  CHECK(page.has(Field::doi, "10.5555/second"));
  CHECK(page.has(Field::source, "annals of samples"));
  CHECK(page.has(Field::source, "journal of examples"));
  CHECK(page.has(Field::author, "newcomer"));
  CHECK(page.has(Field::author, "quill"));
}

TEST_CASE("index document: a term written is a term sought, in English, simplified and traditional Chinese") {
  Page page;
  auto article = indexer::paper("IL-6 and TNF-α after exercise", "CD4+ cells and COVID-19 in chronic pain.");
  article.texts.push_back({"zh", "慢性腰痛的運動療法", "炎症標誌物下降,疼痛緩解。", {}});
  page.make(page.desk.add(article));
  for (const char* query : {"il6", "IL-6", "TNF-α", "TNF-alpha", "CD4+", "COVID-19", "exercises", "慢性腰痛", "运动",
                            "運動", "标志物", "標誌物", "疼痛"})
    for (const text::QueryWord& word : page.desk.analyzer->words_of_query(query)) {
      CAPTURE(query);
      const auto in_index = [&](const std::string& term) { return page.terms.contains(term); };
      const bool scored = std::all_of(word.scoring.begin(), word.scoring.end(), in_index);
      CHECK((scored || std::any_of(word.spellings.begin(), word.spellings.end(), in_index)));
    }
}
