#include "tests/end_to_end/real_program.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <thread>

namespace meridian::tests {

namespace {

std::string content(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream out;
  out << stream.rdbuf();
  return out.str();
}

base::TemporaryFolder new_folder() {
  auto folder = base::TemporaryFolder::make("meridian-real");
  if (folder) return std::move(*folder);
  std::fprintf(stderr, "%s\n", folder.error().message.c_str());
  std::exit(4);
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (std::string& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

constexpr int kCannotLeave = 126;

// A network of our own, without a device in it that is up.
bool leave_network() {
  return ::unshare(CLONE_NEWUSER | CLONE_NEWNET) == 0;
}

}  // namespace

Running::Running(pid_t pid, std::filesystem::path out, std::filesystem::path err)
    : pid_(pid), out_(std::move(out)), err_(std::move(err)) {}

Running::Running(Running&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      out_(std::move(other.out_)),
      err_(std::move(other.err_)),
      started_(other.started_),
      ended_(std::exchange(other.ended_, true)),
      code_(other.code_) {}

Running::~Running() {
  if (!alive()) return;
  signal(SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

bool Running::alive() {
  if (ended_ || pid_ <= 0) return false;
  int status = 0;
  if (::waitpid(pid_, &status, WNOHANG) != pid_) return true;
  ended_ = true;
  code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return false;
}

void Running::signal(int number) const {
  if (!ended_ && pid_ > 0) ::kill(pid_, number);
}

std::string Running::out() const {
  return content(out_);
}
std::string Running::err() const {
  return content(err_);
}

Outcome Running::wait(std::chrono::seconds limit) {
  using Clock = std::chrono::steady_clock;
  const auto give_up = Clock::now() + limit;
  while (alive() && Clock::now() < give_up) std::this_thread::sleep_for(std::chrono::milliseconds(2));
  const double seconds = std::chrono::duration<double>(Clock::now() - started_).count();
  if (alive()) {
    signal(SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    ended_ = true;
  }
  return {code_, out(), err(), seconds};
}

Home::Home() : folder_(new_folder()) {
  for (const char* name : {"PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS"})
    if (const char* value = std::getenv(name)) environment_[name] = value;
  environment_["HOME"] = folder().string();
  environment_["XDG_CONFIG_HOME"] = (folder() / "config").string();
  environment_["XDG_DATA_HOME"] = (folder() / "data").string();
  environment_["XDG_CACHE_HOME"] = (folder() / "cache").string();
  environment_["MERIDIAN_DATA_DIR"] = MERIDIAN_SOURCE_DIR "/data";
  environment_["LANG"] = "C.UTF-8";
}

bool Home::cut_network() {
  no_network_ = true;
  no_network_ = run({"--version"}).code != kCannotLeave;
  return no_network_;
}

std::filesystem::path Home::write(const std::string& name, std::string_view content) const {
  const std::filesystem::path file = folder() / name;
  std::ofstream(file, std::ios::binary) << content;
  return file;
}

Running Home::start(const std::vector<std::string>& arguments) {
  const std::string number = std::to_string(++started_);
  const std::filesystem::path out = folder() / ("out." + number), err = folder() / ("err." + number);
  std::vector<std::string> command{MERIDIAN_PROGRAM}, variables;
  command.insert(command.end(), arguments.begin(), arguments.end());
  for (const auto& [name, value] : environment_) variables.push_back(name + "=" + value);
  const std::vector<char*> values = pointers(command), names = pointers(variables);

  const pid_t pid = ::fork();
  if (pid == 0) {
    if (no_network_ && !leave_network()) ::_exit(kCannotLeave);
    const int in_file = ::open("/dev/null", O_RDONLY),
              out_file = ::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600),
              err_file = ::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    ::dup2(in_file, 0);
    ::dup2(out_file, 1);
    ::dup2(err_file, 2);
    ::execve(values[0], values.data(), names.data());
    ::_exit(127);
  }
  return {pid, out, err};
}

Outcome Home::run(const std::vector<std::string>& arguments, std::chrono::seconds limit) {
  return start(arguments).wait(limit);
}

}  // namespace meridian::tests
