// mugai-worker-mail: mails, with GMime.
#include "daemon/worker/program.h"
#include "lib/formats/mail/handler.h"

int main(int argc, char** argv) {
  using namespace mugai;
  static constexpr formats::HandlerFunction kHandlers[] = {mail::handler};
  return worker::run_program(argc, argv, Family::Mail, kHandlers);
}
