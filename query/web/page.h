// What every page shares: language, links that keep it, the frame around the content, cards of papers.
//
// One thread at a time.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "query/answers.h"
#include "query/engine.h"
#include "query/web/html.h"
#include "query/web/server.h"

namespace meridian::query::web {

using Parameters = std::vector<std::pair<std::string, std::string>>;

class Page {
 public:
  explicit Page(const Request& request);

  const Request& request() const { return request_; }
  const std::string& language() const { return language_; }
  bool zh() const { return language_ == "zh"; }
  // The wording in the page's language.
  std::string_view say(std::string_view en, std::string_view chinese) const { return zh() ? chinese : en; }
  // "/search?q=…", parameters escaped, the chosen language kept.
  std::string link(std::string_view path, const Parameters& parameters = {}) const;
  // This page's own address with one parameter's value added, taken off or put in place of all others of its name; paging restarts.
  std::string with(std::string_view name, std::string_view value) const;
  std::string without(std::string_view name, std::string_view value) const;
  std::string only(std::string_view name, std::string_view value) const;

  // "low back pain · Clusters": what a view of a query is called in a window's title; the view alone when there is no query.
  std::string titled(std::string_view query, std::string_view view) const;
  // The whole document around `content`. `query` stands in the search box; `head` goes into <head>.
  Response frame(std::string_view title, const Html& content, std::string_view query = {}, int status = 200, const Html& head = {}) const;
  // A page that says what went wrong, with the status that belongs to the error.
  Response error(const base::Error& error, std::string_view query = {}) const;

  // The reader's word for a language ("en") or a type of paper ("preprint"); the code itself when there is none.
  std::string name_of(std::string_view code) const;
  Html byline(const library::Article& article, bool author_chips = false) const;  // "medRxiv (Medicine) 2026-06-23 …"
  Html marked(const Snippet& snippet) const;
  Html warnings(const std::vector<Warning>& warnings) const;
  // A mark beside the title of a retracted paper; nothing when it is not.
  Html retracted(bool is) const;
  // That nothing was found; in a library without papers, how to get some.
  Html nothing_found(Engine& engine) const;
  // The links between the four views of one query.
  Html views(std::string_view query, std::string_view current) const;

 private:
  std::string own_address(const Parameters& parameters) const;
  const Request& request_;
  std::string language_;
  bool chosen_ = false;  // by ?lang=
};

int status_of(const base::Error& error);

}  // namespace meridian::query::web
