// See migrations.h.
#include "library/migrations.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <array>
#include <string>

namespace meridian::library {
namespace {

// articles.record is the truth and is sealed by a hash over id and record; the columns from doi to truncated are
// derived from it, for look-up only, and check() holds them against it. Keys (…_key) are 64-bit hashes: long texts
// deserve no index of their own. works has one row for every Work there ever was; one without representative is a
// tombstone. marks and shown name an article, so that they follow it when Works join or part. sketch_recent and
// sketch_settled are one inverted table in two parts (see sketches.cc).
constexpr const char* kStep1 = R"sql(
CREATE TABLE state (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  library_id TEXT NOT NULL,
  number INTEGER NOT NULL,
  last_article INTEGER NOT NULL
);
INSERT INTO state VALUES (1, lower(hex(randomblob(16))), 0, 0);

CREATE TABLE articles (
  id INTEGER PRIMARY KEY,
  work INTEGER NOT NULL,
  number INTEGER NOT NULL,
  seal BLOB NOT NULL,
  doi TEXT, arxiv TEXT, pmid TEXT, pmcid TEXT,
  address_key INTEGER, guid_key INTEGER, title_key INTEGER,
  feed INTEGER NOT NULL,
  source TEXT NOT NULL, language TEXT NOT NULL, type TEXT NOT NULL,
  published TEXT NOT NULL, sort_day INTEGER NOT NULL,
  abstract_bytes INTEGER NOT NULL, truncated INTEGER NOT NULL,
  record BLOB NOT NULL
);
CREATE INDEX articles_work ON articles (work);
CREATE INDEX articles_doi ON articles (doi) WHERE doi IS NOT NULL;
CREATE INDEX articles_arxiv ON articles (arxiv) WHERE arxiv IS NOT NULL;
CREATE INDEX articles_pmid ON articles (pmid) WHERE pmid IS NOT NULL;
CREATE INDEX articles_pmcid ON articles (pmcid) WHERE pmcid IS NOT NULL;
CREATE INDEX articles_address ON articles (address_key) WHERE address_key IS NOT NULL;
CREATE INDEX articles_guid ON articles (guid_key) WHERE guid_key IS NOT NULL;
CREATE INDEX articles_title ON articles (title_key) WHERE title_key IS NOT NULL;
CREATE INDEX articles_feed ON articles (feed) WHERE feed <> 0;

CREATE TABLE works (
  id INTEGER PRIMARY KEY,
  number INTEGER NOT NULL,
  representative INTEGER,
  sort_day INTEGER NOT NULL
);
CREATE INDEX works_number ON works (number, id);
CREATE INDEX works_newest ON works (sort_day DESC, id DESC) WHERE representative IS NOT NULL;

CREATE TABLE links (
  a INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  b INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  kind INTEGER NOT NULL,
  reason TEXT NOT NULL,
  PRIMARY KEY (a, b, kind),
  CHECK (a < b)
) WITHOUT ROWID;
CREATE INDEX links_b ON links (b);

CREATE TABLE sketches (
  article INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
  hashes BLOB NOT NULL
);
CREATE TABLE sketch_recent (hash INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (hash, article)) WITHOUT ROWID;
CREATE TABLE sketch_settled (hash INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (hash, article)) WITHOUT ROWID;

CREATE TABLE feeds (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  url TEXT NOT NULL UNIQUE,
  moved_to TEXT NOT NULL, title TEXT NOT NULL, site TEXT NOT NULL,
  etag TEXT NOT NULL, last_modified TEXT NOT NULL, body_hash TEXT NOT NULL,
  last_attempt INTEGER NOT NULL, last_success INTEGER NOT NULL, next_due INTEGER NOT NULL,
  failures INTEGER NOT NULL, http_status INTEGER NOT NULL,
  error_code TEXT NOT NULL, error_message TEXT NOT NULL, warnings TEXT NOT NULL,
  gone INTEGER NOT NULL, items_last INTEGER NOT NULL
);

CREATE TABLE marks (
  article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  mark INTEGER NOT NULL,
  PRIMARY KEY (article, mark)
) WITHOUT ROWID;
CREATE TABLE shown (
  day TEXT NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  PRIMARY KEY (day, article)
) WITHOUT ROWID;
CREATE INDEX shown_article ON shown (article);
)sql";

// What the schedule learns of each feed; which article pages were asked for; and a round over all feeds that was stopped. A row of page_visits without `due` is a
// page that is asked no more.
constexpr const char* kStep2 = R"sql(
ALTER TABLE feeds ADD COLUMN last_new INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN rhythm_s INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN asked_pause_s INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN day INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN added_today INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN fetch_pages INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN continue_at TEXT NOT NULL DEFAULT '';
ALTER TABLE feeds ADD COLUMN harvested_to TEXT NOT NULL DEFAULT '';
CREATE TABLE page_visits (
  article INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
  due INTEGER,
  tries INTEGER NOT NULL
);
CREATE TABLE unfinished_round (one INTEGER PRIMARY KEY CHECK (one = 1), began INTEGER NOT NULL);
CREATE INDEX articles_without_abstract ON articles (feed, id) WHERE abstract_bytes = 0 OR truncated = 1;
)sql";

// The folder of a feed in the list that it was imported from, so that an exported list has it as well.
constexpr const char* kStep3 = R"sql(
ALTER TABLE feeds ADD COLUMN folder TEXT NOT NULL DEFAULT '';
)sql";

// Saved queries and tags. A tag names an article, as marks do.
constexpr const char* kStep4 = R"sql(
CREATE TABLE radars (
  key TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  created INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE tags (
  article INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
  tag TEXT NOT NULL,
  PRIMARY KEY (article, tag)
) WITHOUT ROWID;
CREATE INDEX tags_tag ON tags (tag);
)sql";

// The hours and days at which a feed wants no visit.
constexpr const char* kStep5 = R"sql(
ALTER TABLE feeds ADD COLUMN silent_hours INTEGER NOT NULL DEFAULT 0;
ALTER TABLE feeds ADD COLUMN silent_days INTEGER NOT NULL DEFAULT 0;
)sql";

// Files that were imported in part, by what they hold.
constexpr const char* kStep6 = R"sql(
CREATE TABLE unfinished_imports (file TEXT PRIMARY KEY, records INTEGER NOT NULL) WITHOUT ROWID;
)sql";

constexpr std::array kSteps{kStep1, kStep2, kStep3, kStep4, kStep5, kStep6};

}  // namespace

int newest_version() {
  return static_cast<int>(kSteps.size());
}

void migrate(SQLite::Database& database, int from) {
  for (std::size_t step = static_cast<std::size_t>(from); step < kSteps.size(); ++step) database.exec(kSteps[step]);
  database.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
  database.exec("PRAGMA user_version = " + std::to_string(newest_version()));
}

}  // namespace meridian::library
