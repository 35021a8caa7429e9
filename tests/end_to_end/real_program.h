// Runs the real `meridian` as a child process, in a home of its own below the temporary folder.
//
// What it prints goes to files, so that a child that prints much never waits for its reader. One thread at a time.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/files.h"

namespace meridian::tests {

struct Outcome {
  int code = -1;  // 128 + the signal when one ended it; -1 when it was still running at the limit and was killed
  std::string out, err;
  double seconds = 0;
};

// A started program. Killed and waited for when destroyed.
class Running {
 public:
  Running(pid_t pid, std::filesystem::path out, std::filesystem::path err);
  Running(Running&& other) noexcept;
  Running& operator=(Running&&) = delete;
  ~Running();

  bool alive();
  void signal(int number) const;
  Outcome wait(std::chrono::seconds limit);
  pid_t pid() const { return pid_; }
  // What it has printed so far.
  std::string out() const;
  std::string err() const;

 private:
  pid_t pid_;
  std::filesystem::path out_, err_;
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
  bool ended_ = false;
  int code_ = -1;
};

class Home {
 public:
  // Fails the process with a sentence when no temporary folder can be made.
  Home();
  const std::filesystem::path& folder() const { return folder_.path(); }
  std::filesystem::path library() const { return folder() / "data" / "meridian"; }
  std::filesystem::path demo_library() const { return folder() / "data" / "meridian-demo"; }
  // Added to the child's environment, which holds nothing of ours but PATH and the sanitizers' options.
  void set(const std::string& name, const std::string& value) { environment_[name] = value; }
  // From now on the programs see no network at all, not even loopback. False where the machine does not let us do that.
  bool cut_network();
  // A file inside the home; its path.
  std::filesystem::path write(const std::string& name, std::string_view content) const;

  Running start(const std::vector<std::string>& arguments);
  Outcome run(const std::vector<std::string>& arguments, std::chrono::seconds limit = std::chrono::seconds(120));

 private:
  base::TemporaryFolder folder_;
  std::map<std::string, std::string> environment_;
  int started_ = 0;
  bool no_network_ = false;
};

}  // namespace meridian::tests
