#include "cli/child.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

namespace meridian::cli {

namespace {

constexpr std::size_t kLastLineBytes = 500;

}  // namespace

base::Result<Child> Child::start(const std::vector<std::string>& arguments) {
  std::vector<std::string> words = {"meridian"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  const int output = memfd_create("meridian-child", MFD_CLOEXEC);
  const pid_t parent = getpid(), pid = output < 0 ? -1 : fork();
  if (pid < 0) {
    if (output >= 0) close(output);
    return base::fail(base::ErrorKind::storage, "child.start", "No further process can be started; close some programs.");
  }
  if (pid == 0) {
    // Only async-signal-safe calls from here on: other threads of the parent may have held any lock.
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent) _exit(1);
    setpriority(PRIO_PROCESS, 0, 19);
    const int nowhere = open("/dev/null", O_RDWR);
    dup2(nowhere, STDIN_FILENO);
    dup2(output, STDOUT_FILENO);
    dup2(output, STDERR_FILENO);
    close_range(STDERR_FILENO + 1, ~0U, 0);
    execv("/proc/self/exe", argv.data());
    _exit(127);
  }
  return Child(pid, output);
}

Child::Child(Child&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      output_(std::exchange(other.output_, -1)),
      exit_code_(other.exit_code_),
      last_line_(std::move(other.last_line_)) {}
Child& Child::operator=(Child&& other) noexcept {
  std::swap(pid_, other.pid_);
  std::swap(output_, other.output_);
  std::swap(exit_code_, other.exit_code_);
  std::swap(last_line_, other.last_line_);
  return *this;
}
Child::~Child() {
  if (pid_ > 0) {
    kill(pid_, SIGTERM);
    waitpid(pid_, nullptr, 0);
  }
  if (output_ >= 0) close(output_);
}

bool Child::running() {
  if (pid_ <= 0) return false;
  int status = 0;
  if (waitpid(pid_, &status, WNOHANG) == 0) return true;
  finish(status);
  return false;
}

void Child::finish(int status) {
  exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  pid_ = -1;
  char text[kLastLineBytes];
  const off_t size = lseek(output_, 0, SEEK_END), from = std::max<off_t>(0, size - static_cast<off_t>(sizeof text));
  const ssize_t got = pread(output_, text, sizeof text, from);
  last_line_.assign(text, static_cast<std::size_t>(std::max<ssize_t>(0, got)));
  last_line_.erase(last_line_.find_last_not_of('\n') + 1);
  last_line_.erase(0, last_line_.rfind('\n') + 1);
}

void open_browser(const std::string& url) {
  const char* display = std::getenv("DISPLAY");
  const char* wayland = std::getenv("WAYLAND_DISPLAY");
  if (display == nullptr && wayland == nullptr) return;
  const pid_t pid = fork();
  if (pid != 0) return;
  const int nowhere = open("/dev/null", O_RDWR);
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) dup2(nowhere, descriptor);
  close_range(STDERR_FILENO + 1, ~0U, 0);
  execlp("xdg-open", "xdg-open", url.c_str(), static_cast<char*>(nullptr));
  _exit(127);
}

}  // namespace meridian::cli
