// What is read out of saved web pages: a JSON object a page, for scripts/eval-pages to score.
//
//   pages_eval FILE…        {"file", "text", "title", "authors", "published", "language", "ms"}
//
// "ms" is the time from bytes to text, metadata included, the least of three runs, so that other work on the machine
// does not count.
#include <chrono>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "indexer/article_builder.h"
#include "indexer/clean/citation_meta.h"
#include "indexer/clean/encoding.h"
#include "indexer/clean/html.h"
#include "indexer/clean/main_text.h"

namespace {

using namespace meridian::indexer;

std::string bytes_of(const char* file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return std::move(out).str();
}

std::string text_of(const std::string& bytes) {
  const auto decoded = clean::to_utf8(bytes, "");
  if (!decoded) return {};
  const auto tree = clean::parse_html(decoded->utf8);
  if (!tree) return {};
  const clean::PageMetadata meta = clean::read_metadata(*tree);
  const clean::MetaValue* title = meta.first(clean::MetaField::title);
  return clean::main_text(*tree, title ? title->value : "").text;
}

void add_article(const std::string& bytes, nlohmann::json& row) {
  const auto article = article_from_page(bytes, "", "", {});
  if (!article) return;
  row["title"] = article->main().title;
  row["language"] = article->main().language;
  row["published"] = article->published;
  for (const auto& author : article->authors) row["authors"].push_back(author.name);
}

}  // namespace

int main(int count, char** files) {
  constexpr int kRuns = 3;
  for (int i = 1; i < count; ++i) {
    const std::string bytes = bytes_of(files[i]);
    nlohmann::json row = {{"file", files[i]}, {"ms", 1e9}};
    for (int run = 0; run < kRuns; ++run) {
      const auto begin = std::chrono::steady_clock::now();
      row["text"] = text_of(bytes);
      const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
      row["ms"] = std::min(row["ms"].get<double>(), took.count());
    }
    add_article(bytes, row);
    std::puts(row.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
  }
}
