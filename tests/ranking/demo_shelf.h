// The demo's library, made in the process on a day that never changes, so that its answers can be written down.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "base/clock.h"
#include "base/config.h"
#include "base/files.h"
#include "query/engine.h"

namespace meridian::tests {

class DemoShelf {
 public:
  // The feeds and pages of data/demo, crawled one after another, indexed, related; the shipped glossary.
  DemoShelf();
  query::Engine& engine() { return *engine_; }

 private:
  void crawl();

  base::FakeClock clock_;
  base::Config config_;
  base::Result<base::TemporaryFolder> folder_ = base::TemporaryFolder::make("meridian-golden");
  std::unique_ptr<query::Engine> engine_;
};

}  // namespace meridian::tests
