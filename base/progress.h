// What long work reports; the terminal bar is cli's.
//
// One thread at a time: a worker that uses several threads reports from one of them.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace meridian::base {

struct ProgressEvent {
  std::string stage;        // what is being done, in the words of the command ("import", "index")
  std::int64_t done = 0;    // units finished
  std::int64_t total = 0;   // units in all; 0 when not known
  std::string note;         // what is at hand now ("nature.com"), may be empty
  bool finished = false;    // the stage has ended
};

// May be empty: then nobody listens. The listener must be quick.
using Progress = std::function<void(const ProgressEvent&)>;

inline void report(const Progress& progress, const ProgressEvent& event) {
  if (progress) progress(event);
}

// Set by a signal handler or a page; long work looks at it between units and ends with ErrorKind::cancelled, nothing lost.
using Cancelled = std::function<bool()>;

}  // namespace meridian::base
