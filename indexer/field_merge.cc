// See field_merge.h.
#include "indexer/field_merge.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/url.h"

namespace meridian::indexer {
namespace {

using library::Article;
using library::LocalizedText;

std::string_view provenance_of(const Article& article, std::string_view field) {
  std::string_view whole;
  for (const library::Provenance& said : article.provenance) {
    if (said.field == field) return said.source;
    if (said.field == "record") whole = said.source;
  }
  return whole;
}

std::string_view kind_of(std::string_view source) {
  return source.substr(0, source.find(':'));
}

// Who is believed about an abstract: who means to give it, before a page's text taken for it.
int rank_of_abstract(std::string_view source) {
  return source.starts_with("page:text") || source.starts_with("page:og:") || source.starts_with("page:description") ? 0 : 1;
}

struct PlainField {
  std::string_view name;  // as provenance has it
  std::string Article::*value;
};
constexpr std::array<PlainField, 8> kPlainFields{{{"source", &Article::source},
                                                  {"section", &Article::section},
                                                  {"journal", &Article::journal},
                                                  {"citation", &Article::citation},
                                                  {"doi", &Article::doi},
                                                  {"arxiv", &Article::arxiv},
                                                  {"pmid", &Article::pmid},
                                                  {"pmcid", &Article::pmcid}}};

class Merge {
 public:
  Merge(const Article& stored, const Article& fresh) : stored_(stored), fresh_(fresh), result_(stored) {}

  Article run() {
    for (const PlainField& field : kPlainFields) plain(field.name, result_.*field.value, fresh_.*field.value);
    for (const LocalizedText& text : fresh_.texts) texts(text);
    if (took_abstract_) result_.truncated = fresh_.truncated;
    date("date", result_.published, fresh_.published);
    date("updated", result_.updated, fresh_.updated);
    list("authors", result_.authors, fresh_.authors);
    list("categories", result_.categories, fresh_.categories);
    address();
    type();
    if (result_.feed == 0) result_.feed = fresh_.feed;
    return std::move(result_);
  }

 private:
  // Whether the source that speaks now is of the kind that spoke before.
  bool same_kind(std::string_view field) const {
    return kind_of(provenance_of(stored_, field)) == kind_of(provenance_of(fresh_, field));
  }

  void took(std::string_view field) {
    const std::string source(provenance_of(fresh_, field));
    if (source.empty()) return;
    for (library::Provenance& said : result_.provenance)
      if (said.field == field) {
        said.source = source;
        return;
      }
    result_.provenance.push_back({std::string(field), source});
  }

  void plain(std::string_view name, std::string& value, const std::string& given) {
    if (given.empty() || given == value || (!value.empty() && !same_kind(name))) return;
    value = given;
    took(name);
  }

  // More of them, or the same source's word on them.
  template <class T>
  void list(std::string_view name, std::vector<T>& values, const std::vector<T>& given) {
    if (given.empty() || given == values) return;
    if (!values.empty() && !same_kind(name) && given.size() <= values.size()) return;
    values = given;
    took(name);
  }

  LocalizedText& in(const LocalizedText& given) {
    for (LocalizedText& text : result_.texts)
      if (text.language == given.language) return text;
    // A title without text may not tell its language.
    if (result_.texts.size() == 1 && (given.language.empty() || result_.main().language.empty())) {
      if (result_.texts[0].language.empty()) result_.texts[0].language = given.language;
      return result_.texts[0];
    }
    return result_.texts.emplace_back(LocalizedText{given.language, {}, {}, {}});
  }

  void texts(const LocalizedText& given) {
    if (given.title.empty() && given.abstract.empty() && given.keywords.empty()) return;
    LocalizedText& text = in(given);
    plain("title", text.title, given.title);
    list("keywords", text.keywords, given.keywords);
    if (!better_abstract(text.abstract, given.abstract)) return;
    text.abstract = given.abstract;
    took_abstract_ = true;
    took("abstract");
  }

  bool better_abstract(const std::string& value, const std::string& given) const {
    if (given.empty() || given == value) return false;
    if (value.empty()) return true;
    if (result_.truncated != fresh_.truncated) return result_.truncated;
    const int mine = rank_of_abstract(provenance_of(stored_, "abstract")),
              theirs = rank_of_abstract(provenance_of(fresh_, "abstract"));
    if (mine != theirs) return theirs > mine;
    return same_kind("abstract") || given.size() > value.size();
  }

  // A finer date of the same time, or the same source's correction that is no coarser.
  void date(std::string_view name, std::string& value, const std::string& given) {
    if (given.empty() || given == value || given.size() < value.size()) return;
    if (!value.empty() && !same_kind(name) && !(given.size() > value.size() && given.starts_with(value))) return;
    value = given;
    took(name);
  }

  // Some servers put a new token into link and guid at every fetch (CNKI): only an item that keeps its guid can have
  // moved.
  void address() {
    if (result_.guid.empty()) result_.guid = fresh_.guid;
    if (fresh_.url.empty() || fresh_.url == result_.url) return;
    const bool moved = !result_.guid.empty() && result_.guid == fresh_.guid && same_kind("url") &&
                       base::canonical_url(fresh_.url) != base::canonical_url(result_.url);
    if (!result_.url.empty() && !moved) return;
    result_.url = fresh_.url;
    took("url");
  }

  // "article" is what nothing better was known of; a page or news item is how another source shows the same.
  void type() {
    using library::ArticleType;
    const bool told = fresh_.type != ArticleType::page && fresh_.type != ArticleType::news;
    if (same_kind("title") || (result_.type == ArticleType::article && told)) result_.type = fresh_.type;
  }

  const Article& stored_;
  const Article& fresh_;
  Article result_;
  bool took_abstract_ = false;
};

}  // namespace

Article merged(const Article& stored, const Article& fresh) {
  return Merge(stored, fresh).run();
}

}  // namespace meridian::indexer
