// Repositories harvested over OAI-PMH; every answer is made here.
#include <doctest/doctest.h>

#include <algorithm>
#include <memory>

#include "indexer/crawl.h"
#include "indexer/oai_harvest.h"
#include "tests/support/http_test_server.h"

namespace meridian::indexer {

namespace {

using tests::answer;
using tests::HttpTestServer;

std::string record(const std::string& id, const std::string& title) {
  return "<record><header><identifier>oai:repository.example:" + id +
         "</identifier><datestamp>2026-11-02</datestamp></header><metadata><oai_dc:dc "
         "xmlns:oai_dc=\"http://www.openarchives.org/OAI/2.0/oai_dc/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
         "<dc:title>" + title + "</dc:title><dc:creator>Walker, Mary</dc:creator><dc:description>What is known of " + title +
         " was gathered and weighed.</dc:description><dc:identifier>https://repository.example/" + id +
         "</dc:identifier><dc:date>2026-11-02</dc:date></oai_dc:dc></metadata></record>";
}
std::string deleted(const std::string& id) {
  return "<record><header status=\"deleted\"><identifier>oai:repository.example:" + id +
         "</identifier><datestamp>2026-11-03</datestamp></header></record>";
}
std::string oai(const std::string& content, const std::string& day = "2026-11-10") {
  return answer("<?xml version=\"1.0\"?><OAI-PMH xmlns=\"http://www.openarchives.org/OAI/2.0/\"><responseDate>" + day +
                    "T08:00:00Z</responseDate><request verb=\"ListRecords\">https://repository.example/oai</request>" + content +
                    "</OAI-PMH>",
                "Content-Type: text/xml\r\n");
}
std::string list(const std::string& records, const std::string& token = "") {
  return "<ListRecords>" + records + (token.empty() ? "" : "<resumptionToken>" + token + "</resumptionToken>") + "</ListRecords>";
}

struct Repository {
  base::FakeClock clock;
  std::unique_ptr<library::Library> library = std::move(*library::Library::in_memory(clock));
  base::Config config;
  HttpTestServer server{{}};
  library::FeedId id = 0;

  Repository() {
    config.fetch.connect_timeout_s = 1, config.fetch.total_timeout_s = 3, config.fetch.host_delay_ms = 0;
    config.fetch.allow_private.push_back({"127.0.0.1", server.port()});
    REQUIRE(library->write([&](library::Transaction& transaction) -> base::Status {
      library::Feed feed;
      feed.url = server.url("/oai?verb=ListRecords&metadataPrefix=oai_dc");
      MERIDIAN_TRY_ASSIGN(id, library->feeds().add(transaction, feed));
      return {};
    }));
  }
  void play(const std::string& query, const std::string& bytes) { server.play("/oai?" + query, tests::says(bytes)); }
  CrawlReport crawl() {
    auto client = base::make_http_client(config.fetch);
    auto report = indexer::crawl(*library, **client, {{}, true}, config, clock);
    REQUIRE_MESSAGE(report, report.error().message);
    return *report;
  }
  library::Feed feed() { return *library->feeds().get(id); }
};

const std::string kFirst = "verb=ListRecords&metadataPrefix=oai_dc";

}  // namespace

TEST_CASE("harvest: page by page, then only what is new, and what was deleted goes") {
  Repository repository;
  repository.play(kFirst, oai(list(record("1", "Rivers") + record("2", "Mountains"), "next/2")));
  repository.play("verb=ListRecords&resumptionToken=next%2F2", oai(list(record("3", "Valleys")), "2026-11-11"));
  CHECK(repository.crawl().added == 3);
  CHECK(repository.feed().harvested_to == "2026-11-10");
  CHECK(repository.feed().continue_at.empty());
  repository.play(kFirst + "&from=2026-11-10", oai(list(record("3", "Valleys") + record("4", "Plains") + deleted("2")), "2026-11-20"));
  CHECK(repository.crawl().added == 1);
  CHECK(*repository.library->articles().count() == 3);
  CHECK(repository.feed().harvested_to == "2026-11-20");
}

TEST_CASE("harvest: one that was stopped goes on where it was, and a token that is known no longer begins it anew") {
  Repository repository;
  repository.play(kFirst, oai(list(record("1", "Rivers"), "t2")));
  repository.play("verb=ListRecords&resumptionToken=t2", answer("", "Retry-After: 600\r\n", "503 Busy"));
  CHECK(repository.crawl().failed == 1);
  CHECK(repository.feed().continue_at == "t2 2026-11-10");
  CHECK(repository.feed().error_code == "fetch.busy");
  repository.play("verb=ListRecords&resumptionToken=t2", oai("<error code=\"badResumptionToken\">It is old.</error>"));
  CHECK(repository.crawl().failed == 1);
  CHECK(repository.feed().continue_at.empty());
  CHECK(repository.feed().harvested_to.empty());
  repository.play("verb=ListRecords&resumptionToken=t2", oai(list(record("2", "Mountains"))));
  CHECK(repository.crawl().added == 1);
  CHECK(repository.feed().harvested_to == "2026-11-10");
}

TEST_CASE("harvest: nothing new is no failure, other errors are") {
  Repository repository;
  repository.play(kFirst, oai("<error code=\"noRecordsMatch\">None.</error>"));
  CHECK(repository.crawl().failed == 0);
  repository.play(kFirst + "&from=2026-11-10", oai("<error code=\"badArgument\">What is that?</error>"));
  CHECK(repository.crawl().failed == 1);
  CHECK(repository.feed().error_code == "harvest.refused");
}

TEST_CASE("fault_009 harvest: an answer that was cut gives its whole records and is asked for again") {
  Repository repository;
  const std::string whole = oai(list(record("1", "Rivers") + record("2", "Mountains"), "t2"));
  const std::string body = whole.substr(whole.find("<?xml"));
  for (const char* behind : {"Mountains", "<resumptionToken>t", "</ListRecords>"}) {
    CAPTURE(behind);
    repository.play(kFirst, "HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n\r\n" + body.substr(0, body.find(behind)));
    CHECK(repository.crawl().failed == 0);
    CHECK(repository.feed().warnings.front() == base::Warning{"fetch.truncated", {}});
    CHECK(repository.feed().continue_at.empty());
    CHECK(repository.feed().harvested_to.empty());
  }
  CHECK(*repository.library->articles().count() == 2);
  repository.play(kFirst, whole);
  repository.play("verb=ListRecords&resumptionToken=t2", oai(list(record("3", "Valleys"))));
  CHECK(repository.crawl().added == 1);
  CHECK(repository.feed().harvested_to == "2026-11-10");
  CHECK(repository.feed().warnings.empty());
}

TEST_CASE("harvest: a list without end is so many pages a round") {
  Repository repository;
  repository.play(kFirst, oai(list(record("1", "Rivers"), "again")));
  repository.play("verb=ListRecords&resumptionToken=again", oai(list(record("1", "Rivers"), "again")));
  CHECK(repository.crawl().failed == 0);
  CHECK(repository.server.requests().size() == kHarvestPagesPerRound);
  CHECK_FALSE(repository.feed().continue_at.empty());
}

}  // namespace meridian::indexer
