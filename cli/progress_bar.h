// Long work as one line on the terminal's last row; as a plain line now and then when stderr is no terminal.
//
// One thread at a time.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/progress.h"

namespace meridian::cli {

class ProgressBar {
 public:
  // `clock` must outlive the bar; stages are named in `language`.
  ProgressBar(const base::Clock& clock, std::string_view language, bool quiet);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  base::Progress listener();

 private:
  void show(const base::ProgressEvent& event);
  void clear();

  const base::Clock& clock_;
  std::string language_;
  bool quiet_;
  bool terminal_;
  bool drawn_ = false;
  std::int64_t last_ms_ = -1'000'000;
  std::string last_stage_;
};

}  // namespace meridian::cli
