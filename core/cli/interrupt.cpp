// The handler only stores a flag: everything else happens on the way of the data.
#include "interrupt.hpp"

#include <csignal>

#include <unistd.h>

#include "commands.hpp"

namespace newsgrain::cli {
namespace {

CancelToken token;

extern "C" void on_interrupt(int) {
  if (token.cancelled()) _exit(kInterrupted);
  token.cancel();
}

}  // namespace

CancelToken& interruption() { return token; }

void catch_signals() {
  struct sigaction action{};
  action.sa_handler = on_interrupt;
  sigemptyset(&action.sa_mask);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
  struct sigaction ignore{};
  ignore.sa_handler = SIG_IGN;
  sigaction(SIGPIPE, &ignore, nullptr);
}

}  // namespace newsgrain::cli
