#include "cli/progress_bar.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "base/messages.h"
#include "cli/output.h"

namespace meridian::cli {

namespace {
constexpr std::int64_t kTerminalEveryMs = 100, kPlainEveryMs = 5000;
constexpr int kBarColumns = 24;
}  // namespace

ProgressBar::ProgressBar(const base::Clock& clock, std::string_view language, bool quiet)
    : clock_(clock), language_(language), quiet_(quiet), terminal_(isatty(STDERR_FILENO) == 1) {}
ProgressBar::~ProgressBar() { clear(); }

base::Progress ProgressBar::listener() {
  if (quiet_) return {};
  return [this](const base::ProgressEvent& event) { show(event); };
}

void ProgressBar::clear() {
  if (drawn_) std::fputs("\r\x1b[K", stderr);
  drawn_ = false;
}

void ProgressBar::show(const base::ProgressEvent& event) {
  const std::int64_t now = clock_.steady_ms();
  const bool new_stage = event.stage != last_stage_;
  if (!event.finished && !(terminal_ && new_stage) && now - last_ms_ < (terminal_ ? kTerminalEveryMs : kPlainEveryMs)) return;
  last_ms_ = now;
  last_stage_ = event.stage;

  std::string text = base::stage_in(language_, event.stage) + "  " + std::to_string(event.done);
  if (event.total > 0) {
    const std::int64_t done = std::min(event.done, event.total);
    text += "/" + std::to_string(event.total);
    if (terminal_) {
      const int filled = static_cast<int>(done * kBarColumns / event.total);
      text += "  [" + std::string(filled, '#') + std::string(kBarColumns - filled, '.') + "]";
    }
  }
  if (!event.note.empty()) text += "  " + printable(event.note);
  if (!terminal_) {
    std::fprintf(stderr, "%s\n", text.c_str());
    return;
  }
  clear();
  std::fputs(fit(text, Output::width() - 1).c_str(), stderr);
  drawn_ = true;
  if (event.finished) clear();
}

}  // namespace meridian::cli
