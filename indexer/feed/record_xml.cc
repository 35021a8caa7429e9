// See record_xml.h.
#include "indexer/feed/record_xml.h"

#include <algorithm>
#include <array>

#include "indexer/feed/crossref_xml.h"
#include "indexer/feed/datacite.h"
#include "indexer/feed/jats.h"
#include "indexer/feed/pubmed.h"
#include "indexer/feed/record_element.h"
#include "indexer/feed/xml.h"

namespace meridian::indexer::feed {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

// Elements that are one record each.
constexpr std::array<std::string_view, 9> kRecords = {"PubmedArticle",  "PubmedBookArticle", "MedlineCitation",
                                                      "DeleteCitation", "DeleteDocument",    "article",
                                                      "record",         "doi_record",        "resource"};
// Roots of documents that hold them.
constexpr std::array<std::string_view, 16> kRoots = {
    "PubmedArticleSet", "PubmedBookArticleSet", "MedlineCitationSet", "pmc-articleset", "OAI-PMH",         "ListRecords",
    "GetRecord",        "records",              "collection",         "doi_records",    "crossref_result", "PubmedArticle",
    "PubmedBookArticle", "MedlineCitation",     "doi_record",         "DeleteCitation"};

bool is_name_end(char c) {
  return c == '>' || c == '/' || c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string_view without_prefix(std::string_view name) {
  const std::size_t colon = name.find(':');
  return colon == kNowhere ? name : name.substr(colon + 1);
}

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// What is at a '<': a tag, or something that holds no tags and is jumped over.
struct Markup {
  std::string_view name;  // of a tag
  bool closing = false, empty = false;
  std::size_t end = 0;  // behind it; kNowhere when the window ends inside
};

std::size_t behind(std::string_view window, std::string_view mark, std::size_t from) {
  const std::size_t found = window.find(mark, from);
  return found == kNowhere ? found : found + mark.size();
}

Markup markup_at(std::string_view window, std::size_t at) {
  const std::string_view rest = window.substr(at);
  if (rest.size() < 9) return {{}, false, false, kNowhere};
  if (rest.starts_with("<!--")) return {{}, false, false, behind(window, "-->", at + 4)};
  if (rest.starts_with("<![CDATA[")) return {{}, false, false, behind(window, "]]>", at + 9)};
  Markup tag;
  tag.closing = rest[1] == '/';
  const std::size_t begin = at + (tag.closing ? 2 : 1);
  std::size_t end = begin;
  while (end < window.size() && !is_name_end(window[end]) && window[end] != '<') ++end;
  const std::size_t close = window.find('>', end);
  tag.name = window.substr(begin, end - begin);
  tag.end = close == kNowhere ? close : close + 1;
  tag.empty = close != kNowhere && window[close - 1] == '/';
  return tag;
}

// Records do not stand inside one another, so the second one shows that the first was not closed; but an OAI record may
// hold one of MARC.
bool may_nest(std::string_view name, std::string_view inside) {
  const std::size_t first = inside.find_first_not_of(" \t\r\n");
  return name == "record" && first != kNowhere && !inside.substr(first).starts_with("<header");
}

// Where the record that begins at `at` ends.
RecordCut record_from(std::string_view window, bool last, std::size_t at, const Markup& first) {
  int depth = 1;
  for (std::size_t i = window.find('<', first.end); i != kNowhere; i = window.find('<', i)) {
    const bool tail = window.size() - i < 9 && i + 1 < window.size();
    const Markup tag = tail && last && window[i + 1] == '/' ? Markup{window.substr(i + 2, window.size() - i - 3), true, false, window.size()}
                                                          : markup_at(window, i);
    if (tag.end == kNowhere) break;
    if (tag.name == first.name && !tag.closing && !tag.empty) {
      if (!may_nest(without_prefix(tag.name), window.substr(tag.end))) return {RecordCut::Kind::damaged, at, i};
      ++depth;
    } else if (tag.name == first.name && tag.closing && --depth == 0) {
      return {RecordCut::Kind::record, at, tag.end};
    }
    i = tag.end;
  }
  return last ? RecordCut{RecordCut::Kind::damaged, at, window.size()} : RecordCut{RecordCut::Kind::more, at, at};
}

// A blank between two inline elements is a blank of the text, but tinyxml2 drops text that is nothing else.
std::string with_blanks_kept(std::string_view xml) {
  static constexpr std::array<std::string_view, 16> kInline = {"i",   "b",    "u",  "italic", "bold", "sub",       "sup", "sc",
                                                               "tt",  "em",   "strong", "inline-formula", "underline", "math", "xref", "ext-link"};
  std::string out;
  out.reserve(xml.size() + xml.size() / 64);
  std::size_t from = 0;
  for (std::size_t at = xml.find('>'); at != kNowhere; at = xml.find('>', at + 1)) {
    const std::size_t text = xml.find_first_not_of(" \t\r\n", at + 1);
    if (text == kNowhere) break;
    if (text == at + 1 || xml[text] != '<' || text + 1 >= xml.size() || xml[text + 1] == '/') continue;
    const std::size_t open = xml.rfind('<', at);
    if (open == kNowhere || open + 2 >= at || xml[open + 1] != '/') continue;
    const std::string_view before = without_prefix(xml.substr(open + 2, at - open - 2));
    std::size_t end = text + 1;
    while (end < xml.size() && !is_name_end(xml[end])) ++end;
    if (!is_one_of(kInline, before) || !is_one_of(kInline, without_prefix(xml.substr(text + 1, end - text - 1)))) continue;
    out.append(xml, from, at + 1 - from).append("&#32;");
    from = text;
  }
  return out.append(xml, from, kNowhere);
}

std::vector<Record> records_of(const Element& root) {
  std::vector<Record> records = read_pubmed(root);
  if (!records.empty()) return records;
  std::optional<Record> one;
  if (is_named(root, "article"))
    one = read_jats(root);
  else if (is_named(root, "record"))
    one = read_oai_record(root);
  else if (is_named(root, "doi_record"))
    one = read_crossref_xml(root);
  else if (is_named(root, "resource"))
    one = read_datacite(root);
  if (one) records.push_back(std::move(*one));
  return records;
}

base::Result<CleanXml> parsed(std::string_view utf8, tinyxml2::XMLDocument& document) {
  base::Result<CleanXml> xml = clean_xml(with_blanks_kept(utf8));
  if (!xml) return base::fail(std::move(xml).error());
  if (document.Parse(xml->text.data(), xml->text.size()) != tinyxml2::XML_SUCCESS || !document.RootElement())
    return base::fail(base::ErrorKind::invalid, "xml.malformed", "The record's XML cannot be read; it was left out.");
  return xml;
}

}  // namespace

bool holds_xml_records(std::string_view head) {
  for (std::size_t at = head.find('<'); at != kNowhere; at = head.find('<', at)) {
    const std::string_view rest = head.substr(at);
    if (rest.starts_with("<?") || rest.starts_with("<!")) {
      const std::string_view close = rest.starts_with("<!--") ? "-->" : ">";
      at = behind(head, close, at + 2);
      if (at == kNowhere) return false;
      continue;
    }
    const std::string_view name = without_prefix(markup_at(head, at).name);
    if (is_one_of(kRoots, name)) return true;
    // These names are others' too: their own children or declarations say whose they are.
    if (name == "article") return head.find("<front", at) != kNowhere;
    if (name == "record") return head.find("<header", at) != kNowhere;
    return name == "resource" && head.find("datacite.org/schema", at) != kNowhere;
  }
  return false;
}

void XmlRecordCutter::give_up() {
  passing_ = "</" + pending_;
}

RecordCut XmlRecordCutter::next(std::string_view window, bool last) {
  std::size_t start = 0;
  if (!passing_.empty()) {
    start = window.find(passing_);
    if (start == kNowhere) {
      const std::size_t seen = last ? window.size() : window.size() - std::min(window.size(), passing_.size());
      return {last ? RecordCut::Kind::end : RecordCut::Kind::more, seen, seen};
    }
    passing_.clear();
  }
  for (std::size_t at = window.find('<', start); at != kNowhere; at = window.find('<', at)) {
    const Markup tag = markup_at(window, at);
    if (tag.end == kNowhere) {
      if (last) break;
      return {RecordCut::Kind::more, at, at};
    }
    if (!tag.closing && !tag.empty && is_one_of(kRecords, without_prefix(tag.name))) {
      pending_ = tag.name;
      return record_from(window, last, at, tag);
    }
    at = tag.end;
  }
  return last ? RecordCut{RecordCut::Kind::end, window.size(), window.size()}
              : RecordCut{RecordCut::Kind::more, window.size(), window.size()};
}

base::Result<std::vector<Record>> read_xml_record(std::string_view utf8) {
  tinyxml2::XMLDocument document;
  const bool jats = utf8.find("<front") != kNowhere && without_prefix(markup_at(utf8, 0).name) == "article";
  MERIDIAN_TRY(parsed(jats ? front_of_jats(utf8) : std::string(utf8), document));
  return records_of(*document.RootElement());
}

base::Result<OaiPage> read_oai_page(std::string_view utf8) {
  OaiPage page;
  XmlRecordCutter cutter;
  std::string around;  // the answer without its records
  for (;;) {
    const RecordCut cut = cutter.next(utf8, true);
    around.append(utf8, 0, cut.kind == RecordCut::Kind::end ? kNowhere : cut.begin);
    if (cut.kind == RecordCut::Kind::end) break;
    base::Result<std::vector<Record>> records = cut.kind == RecordCut::Kind::record
                                                    ? read_xml_record(utf8.substr(cut.begin, cut.end - cut.begin))
                                                    : std::vector<Record>();
    if (records && !records->empty())
      std::move(records->begin(), records->end(), std::back_inserter(page.records));
    else
      ++page.unread;
    utf8.remove_prefix(cut.end);
  }
  tinyxml2::XMLDocument document;
  MERIDIAN_TRY_ASSIGN(const CleanXml xml, parsed(around, document));
  if (xml.root != "oai-pmh")
    return base::fail(base::ErrorKind::invalid, "feed.unknown_format", "The document is no answer of OAI-PMH.");
  page.answer = read_oai_answer(*document.RootElement());
  page.partial = xml.partial;
  return page;
}

}  // namespace meridian::indexer::feed
