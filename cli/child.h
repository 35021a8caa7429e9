// Runs this same program as a child: lowest priority, dies with its parent, inherits no descriptor; what it prints is kept.
//
// Hostile feeds are never parsed inside the server; its own work that writes is done out here.
// One thread at a time.
#pragma once

#include <string>
#include <vector>

#include <sys/types.h>

#include "base/result.h"

namespace meridian::cli {

class Child {
 public:
  // storage "child.start" when no process can be made.
  static base::Result<Child> start(const std::vector<std::string>& arguments);
  Child(Child&& other) noexcept;
  Child& operator=(Child&& other) noexcept;
  ~Child();  // ends it, politely

  // True while it runs; afterwards exit_code() is its code (128 + signal when it was killed).
  bool running();
  int exit_code() const { return exit_code_; }
  // The last line that it printed, at most 500 bytes; empty while it runs.
  const std::string& last_line() const { return last_line_; }

 private:
  Child(pid_t pid, int output) : pid_(pid), output_(output) {}
  void finish(int status);

  pid_t pid_ = -1;
  int output_ = -1;  // a file in memory
  int exit_code_ = 0;
  std::string last_line_;
};

// Opens an address with the desktop's browser when there is one; never waits.
void open_browser(const std::string& url);

}  // namespace meridian::cli
