// The contract between indexer/ and query/: fields, prefixes, slots, weights, aliases, help, an example query a row; versioned.
//
// Nothing else spells a prefix. docs/index_schema.md tells the same in prose. The unprefixed list holds the terms of
// text/analyzer.h: stems ("Zpain") and Chinese carry the weight; surface forms and Chinese carry positions.
// A field term is the field's prefix followed by the analyzer's term, positions kept, wdf 0: a filter, never a score.
// The abstract is most of the text, so its words are not written a second time: its list is the unprefixed one, which
// has the positions of abstracts alone, and words that stand only elsewhere are marked (elsewhere_term).
// Immutable, share freely.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace meridian::library {

// Raised whenever a term, slot or weight changes its meaning: an index of another version is rebuilt.
inline constexpr int kSchemaVersion = 4;

enum class Field {
  title, abstract, author, journal, keyword,              // text
  doi, arxiv, pmid, id,                                   // identifiers
  language, type, category, feed, year, month, has, is,   // filters, boolean terms
  work, source,                                           // unique term; facet value filter
  date, added,                                            // ranges over slots
  tag, like, search                                       // what the library says when a query runs
};

enum class FieldKind {
  text,    // analyzed, positions
  name,    // people: every name form is one term, plus words with positions
  id,      // one exact term, canonical
  filter,  // one boolean term of a folded value
  range,   // a value slot, compared
  reader   // nothing of the index: looked up in the library when a query runs
};

struct FieldRow {
  Field field;
  FieldKind kind;
  std::string_view name;      // "title"
  std::string_view aliases;   // blank separated: "ti 标题 题名"
  std::string_view prefix;    // of its terms; empty for ranges, for the reader's own and for the abstract
  std::string_view example;   // a query that must find a document having it (round-trip test)
  std::string_view help_en;
  std::string_view help_zh;
};

// Conventional letters where Xapian has them (A author, S title, L language, Y year, M month, Q unique id).
inline constexpr std::array<FieldRow, 24> kFields{{
    {Field::title, FieldKind::text, "title", "ti 标题 题名", "S", "title:exercise", "words of the title", "标题中的词"},
    {Field::abstract, FieldKind::text, "abstract", "ab 摘要", "", "abstract:inflammation", "words of the abstract", "摘要中的词"},
    {Field::author, FieldKind::name, "author", "au 作者", "A", "author:nwosu", "an author's name", "作者姓名"},
    {Field::journal, FieldKind::text, "journal", "so 期刊 刊名", "XJ", "journal:spine", "words of the journal's or site's name", "期刊或网站名"},
    {Field::keyword, FieldKind::text, "keyword", "kw 关键词", "K", "keyword:\"aerobic exercise\"", "the authors' keywords", "关键词"},
    {Field::doi, FieldKind::id, "doi", "", "XDOI", "doi:10.5555/example.1", "a DOI in any form", "DOI，任何写法"},
    {Field::arxiv, FieldKind::id, "arxiv", "", "XARX", "arxiv:2101.00001", "an arXiv id", "arXiv 编号"},
    {Field::pmid, FieldKind::id, "pmid", "", "XPMID", "pmid:34811339", "a PubMed id", "PubMed 编号"},
    {Field::id, FieldKind::id, "id", "", "XID", "id:1", "a Meridian article id", "本库文章编号"},
    {Field::language, FieldKind::filter, "lang", "language 语言", "L", "lang:zh", "language: en or zh", "语言:en 或 zh"},
    {Field::type, FieldKind::filter, "type", "类型", "XT", "type:preprint", "article, preprint, review, news …", "类型:article、preprint、review、news…"},
    {Field::category, FieldKind::filter, "cat", "category 分类", "XC", "cat:medicine", "the source's section or category", "来源的栏目或分类"},
    {Field::feed, FieldKind::filter, "feed", "订阅", "XF", "feed:1", "the number of the feed that brought it", "订阅源编号"},
    {Field::year, FieldKind::filter, "year", "年 年份", "Y", "year:2026", "the year of publication, or a range", "发表年份或范围"},
    {Field::month, FieldKind::filter, "month", "月", "M", "month:2026-06", "the month of publication", "发表月份"},
    {Field::has, FieldKind::filter, "has", "", "XHAS", "has:abstract", "has:abstract, has:doi", "有摘要、有 DOI"},
    {Field::is, FieldKind::filter, "is", "", "XIS", "is:preprint", "is:preprint, is:retracted; your own: is:unread, is:starred, is:read, is:hidden", "预印本、已撤稿；读者标记：is:unread、is:starred、is:read、is:hidden"},
    {Field::work, FieldKind::filter, "work", "", "Q", "work:1", "the Work's own unique term", "文献唯一标识"},
    {Field::source, FieldKind::filter, "source", "来源", "XSRC", "source:medRxiv", "the exact name of a source", "来源全名"},
    {Field::date, FieldKind::range, "date", "日期", "", "date:2026-06", "date of publication: 2024, 2024-03..2024-05, >=2024, 7d", "发表日期:2024、2024-03..2024-05、>=2024、7d"},
    {Field::added, FieldKind::range, "added", "收录", "", "added:7d", "date of the first sight", "收录日期"},
    {Field::tag, FieldKind::reader, "tag", "标签", "", "tag:spine", "your own tag", "自己加的标签"},
    {Field::like, FieldKind::reader, "like", "相似", "", "like:1", "papers like the one with this id", "与该编号的文献相近的文献"},
    {Field::search, FieldKind::reader, "search", "检索", "", "search:spine", "a saved radar's query, by name", "已保存的雷达，按名称"},
}};

constexpr const FieldRow& row(Field field) {
  for (const FieldRow& candidate : kFields)
    if (candidate.field == field) return candidate;
  return kFields[0];
}
// By name or alias, ASCII letters in any case; nullptr when unknown.
const FieldRow* find_field(std::string_view name);

// Value slots. Days are days since 1970-01-01 as Xapian::sortable_serialise writes them.
enum class Slot : std::uint32_t {
  published = 0,   // first day that the date may mean; absent when unknown
  added = 1,       // day of the first sight
  order = 2,       // order_key(): of equal weight, and by date, the greater first
  year = 3,        // "2026", facet
  source = 4,      // facet, display form
  language = 5,    // facet, several
  author = 6,      // facet, several, display forms
  type = 7         // facet
};
constexpr std::uint32_t slot(Slot s) { return static_cast<std::uint32_t>(s); }
// Where a Work stands among its equals, the same in every index: greater is newer, then of the lesser id.
struct Order {
  std::int64_t day = 0;  // published, no later than added; added when unknown (FAULTS 61, 62)
  std::int64_t work = 0;
};
// 12 bytes that compare as orders do, so that Xapian's own sorting by a slot, here and on remote shards, needs no code of ours.
std::string order_key(const Order& order);
// Zeros for what order_key() did not make.
Order read_order(std::string_view key);

// Several values in one slot are joined by this byte.
inline constexpr char kValueSeparator = '\x1f';

// Weights (METHODS 1): one list, wdf = abstract + 2 × title.
inline constexpr std::uint32_t kTitleWdf = 2;
inline constexpr std::uint32_t kAbstractWdf = 1;
// A gap in positions that no phrase or NEAR crosses, between title, abstract, languages and keywords.
inline constexpr std::uint32_t kPositionGap = 100;

// Xapian refuses longer terms: anything longer is cut and ends in a hash (FAULTS 71).
inline constexpr std::size_t kMaxTermBytes = 200;
// prefix + value, never too long. Upper-case first letters are kept apart from longer prefixes by a colon, as Xapian's own
// convention has it.
std::string field_term(Field field, std::string_view value);
// Marks that `term` of the unprefixed list stands in a title or a keyword and in no abstract of the Work.
std::string elsewhere_term(std::string_view term);
// The lists that have positions of texts, each in its own field's terms.
inline constexpr std::array<Field, 3> kPlaceLists{Field::abstract, Field::title, Field::keyword};
// A boolean value folded as filters compare it: lower case for ASCII, trimmed.
std::string filter_value(std::string_view value);

// Metadata keys of the index, written in the same commit as the documents.
inline constexpr std::string_view kMetaLibrary = "meridian:library";    // the library's id
inline constexpr std::string_view kMetaNumber = "meridian:number";      // its counter, decimal
inline constexpr std::string_view kMetaVersion = "meridian:version";    // kSchemaVersion "/" text::kAnalyzerVersion

}  // namespace meridian::library
