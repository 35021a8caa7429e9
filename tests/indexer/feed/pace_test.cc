// What a feed says of its own rhythm and of where its older items are.
#include <doctest/doctest.h>

#include "indexer/feed/parse.h"

namespace meridian::indexer::feed {
namespace {

FeedDocument channel(const std::string& fields) {
  auto feed = parse("<rss version=\"2.0\" xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\" "
                    "xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel><title>T</title>" +
                        fields + "<item><title>A</title></item></channel></rss>",
                    "https://journal.example/feed/", {});
  REQUIRE(feed);
  return *std::move(feed);
}

}  // namespace

TEST_CASE("feed: how often it is made anew, by ttl and by the syndication module") {
  struct Row {
    const char* fields;
    std::int64_t seconds;
  };
  for (const Row& row : std::initializer_list<Row>{
           {"", 0},
           {"<ttl>60</ttl>", 3600},
           {"<ttl> 60.0 </ttl>", 3600},
           {"<ttl>an hour</ttl>", 0},
           {"<ttl>-5</ttl>", 0},
           {"<ttl>99999999999999999999</ttl>", 0},
           {"<sy:updatePeriod>daily</sy:updatePeriod>", 86'400},
           {"<sy:updatePeriod>\n Hourly \n</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 1800},
           {"<sy:updateFrequency>0</sy:updateFrequency><sy:updatePeriod>weekly</sy:updatePeriod>", 604'800},
           {"<sy:updatePeriod>fortnightly</sy:updatePeriod>", 0},
           {"<ttl>15</ttl><sy:updatePeriod>daily</sy:updatePeriod>", 86'400}})
    CHECK_MESSAGE(channel(row.fields).update_every_s == row.seconds, row.fields);
}

TEST_CASE("feed: the hours and days at which it wants no visit") {
  const auto hours = [](const char* list) { return channel("<skipHours>" + std::string(list) + "</skipHours>").silent_hours; };
  CHECK(hours("") == 0);
  CHECK(hours("<hour>0</hour><hour> 23 </hour>") == (1U | 1U << 23));
  CHECK(hours("<hour>24</hour>") == 1U);
  CHECK(hours("<hour>25</hour><hour>-1</hour><hour>noon</hour><hour/><hour>99999999999</hour><hour>7.5</hour>") == 0);
  const FeedDocument weekend = channel("<skipDays><day>Saturday</day><day> sunday </day><day>Holiday</day></skipDays>");
  CHECK(weekend.silent_days == (1U | 1U << 6));
  CHECK(weekend.silent_hours == 0);
}

TEST_CASE("feed: the page with older items, paged or archived (RFC 5005)") {
  CHECK(channel("<atom:link rel=\"next\" href=\"?page=2\"/>").older == "https://journal.example/feed/?page=2");
  CHECK(channel("<atom:link rel=\"prev-archive\" href=\"/2025/11.xml\"/>").older == "https://journal.example/2025/11.xml");
  CHECK(channel("<atom:link rel=\"self\" href=\"/feed/\"/><atom:link rel=\"next\"/>").older.empty());
  const auto atom = parse("<feed xmlns=\"http://www.w3.org/2005/Atom\"><link rel=\"next\" href=\"b.atom\"/>"
                          "<entry><link rel=\"next\" href=\"no.atom\"/></entry></feed>",
                          "https://journal.example/a.atom", {});
  REQUIRE(atom);
  CHECK(atom->older == "https://journal.example/b.atom");
}

}  // namespace meridian::indexer::feed
