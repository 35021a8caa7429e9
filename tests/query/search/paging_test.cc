#include "query/search/paging.h"

#include <doctest/doctest.h>

#include <random>
#include <set>

#include "tests/query/search/small_index.h"

using namespace meridian;
using query::search::Cursor;
using query::search::read_cursor;
using query::search::write_cursor;
using tests::SmallIndex;

namespace {

tests::SmallDocument paper(std::size_t i) {
  return {"Pain study " + std::to_string(i),
          i % 3 == 0 ? "Back pain and sleep." : "Pain in runners.",
          "en",
          "Test Weekly",
          2010 + static_cast<int>(i % 5),
          {}};
}

SmallIndex papers(std::size_t count) {
  std::vector<tests::SmallDocument> documents;
  for (std::size_t i = 0; i < count; ++i) documents.push_back(paper(i));
  return SmallIndex(documents);
}

query::SearchRequest ask(const std::string& query, query::Sort sort = query::Sort::relevance) {
  query::SearchRequest request;
  request.query = query;
  request.limit = 7;
  request.sort = sort;
  return request;
}

bool warned(const query::SearchReply& reply) {
  for (const auto& warning : reply.warnings)
    if (warning.code == "cursor.moved") return true;
  return false;
}

std::string code_of(SmallIndex& index, query::SearchRequest request, const std::string& cursor) {
  request.cursor = cursor;
  const auto found = index.find(request);
  return found ? "" : found.error().code;
}

}  // namespace

TEST_CASE("cursor: what is written is read, and nothing else") {
  const Cursor cursor{7, 20, 3, 19'000, 1'234'567, {1, 5, 6, 1'000'000}};
  const std::string text = write_cursor(cursor, "pain");
  const auto read = read_cursor(text, "pain");
  REQUIRE(read);
  CHECK(read->shown == cursor.shown);
  CHECK(read->passed == 20);
  CHECK(read->all_words == 3);
  CHECK(read->last == 1'234'567);
  CHECK(read_cursor(text, "other").error().code == "cursor.invalid");
}

TEST_CASE("fault_129 a cursor that is cut, changed, of another query or index, or random is invalid") {
  SmallIndex index = papers(30);
  const auto first = index.find(ask("pain"));
  REQUIRE(first);
  const std::string good = first->reply.next;
  REQUIRE_FALSE(good.empty());
  CHECK(code_of(index, ask("pain"), good).empty());
  CHECK(code_of(index, ask("back"), good) == "cursor.invalid");
  CHECK(code_of(index, ask("pain", query::Sort::newest), good) == "cursor.invalid");
  for (std::size_t length = 1; length < good.size(); ++length)
    CHECK(code_of(index, ask("pain"), good.substr(0, length)) == "cursor.invalid");
  std::mt19937 random(20'261'121);
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string changed = good;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    CHECK(code_of(index, ask("pain"), changed) == "cursor.invalid");
  }
  for (int i = 0; i < 200; ++i) {
    std::string bytes;
    for (std::size_t k = random() % 60; k-- > 0;) bytes += static_cast<char>(random());
    if (!bytes.empty()) CHECK(code_of(index, ask("pain"), bytes) == "cursor.invalid");
  }
  CHECK(code_of(index, ask("pain"), std::string(1 << 20, 'A')) == "cursor.invalid");
  index.generation = "000002";
  CHECK(code_of(index, ask("pain"), good) == "cursor.invalid");
}

TEST_CASE("fault_130 papers added and removed between pages: none twice, none skipped that was there throughout") {
  for (const query::Sort sort : {query::Sort::relevance, query::Sort::newest, query::Sort::oldest}) {
    for (const char* query : {"pain", "back pain", "lang:en"}) {
      CAPTURE(static_cast<int>(sort));
      CAPTURE(std::string(query));
      SmallIndex index = papers(40);
      query::SearchRequest request = ask(query, sort);
      std::set<library::WorkId> there, seen, gone;
      query::SearchRequest whole = request;
      whole.limit = 200;
      const auto all = index.find(whole);
      REQUIRE(all);
      for (const auto& work : all->works) there.insert(work.work);
      std::mt19937 random(20'261'121);
      std::size_t added = 40;
      bool first = true;
      for (int pages = 0; pages < 60; ++pages) {
        const auto found = index.find(request);
        REQUIRE(found);
        CHECK(warned(found->reply) == !first);
        CHECK(found->reply.passed == static_cast<std::int64_t>(seen.size()));
        for (const auto& work : found->works) CHECK(seen.insert(work.work).second);
        if (found->reply.next.empty()) break;
        request.cursor = found->reply.next;
        first = false;
        // The crawl goes on: a paper comes, and one of the first goes.
        if (pages < 6) index.add(paper(added++));
        if (const library::WorkId out = 1 + static_cast<library::WorkId>(random() % 40); pages < 6) {
          index.database().delete_document(library::field_term(library::Field::work, std::to_string(out)));
          gone.insert(out);
        }
        ++index.number;
      }
      CHECK(there.size() >= 14);
      for (const library::WorkId work : there) CHECK((seen.contains(work) || gone.contains(work)));
    }
  }
}

TEST_CASE("cursor: while nothing changes, pages by cursor are the pages by offset") {
  SmallIndex index = papers(40);
  for (const char* query : {"back pain", "pain", "lang:en"}) {
    query::SearchRequest by_cursor = ask(query), by_offset = ask(query);
    for (by_offset.offset = 0; by_offset.offset < 40; by_offset.offset += 7) {
      const auto a = index.find(by_cursor), b = index.find(by_offset);
      REQUIRE(a);
      REQUIRE(b);
      REQUIRE(a->works.size() == b->works.size());
      for (std::size_t i = 0; i < a->works.size(); ++i) CHECK(a->works[i].work == b->works[i].work);
      CHECK(a->reply.total == b->reply.total);
      CHECK(a->reply.passed == by_offset.offset);
      by_cursor.cursor = a->reply.next;
      CHECK(by_cursor.cursor.empty() == (by_offset.offset + 7 >= 40));
    }
  }
}
