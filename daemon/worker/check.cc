// mugai-worker-check: the last look at a rebuilt mail.
#include "daemon/worker/program.h"
#include "lib/formats/mail_check/handler.h"

int main(int argc, char** argv) {
  using namespace mugai;
  static constexpr formats::HandlerFunction kHandlers[] = {mail_check::handler};
  return worker::run_program(argc, argv, Family::Check, kHandlers);
}
