#include "cli/interrupt.h"

#include <csignal>
#include <cstdlib>
#include <unistd.h>

namespace meridian::cli {

namespace {

// A signal handler can reach nothing but a static object.
volatile std::sig_atomic_t interrupted = 0;

void on_signal(int) {
  if (interrupted) _exit(130);
  interrupted = 1;
}

}  // namespace

base::Cancelled watch_interrupts() {
  struct sigaction action = {};
  action.sa_handler = on_signal;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  return [] { return interrupted != 0; };
}

}  // namespace meridian::cli
