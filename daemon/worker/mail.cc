// mugai-worker-mail: mails, with GMime, and what holds mails in a form of its own.
#include "daemon/worker/program.h"
#include "lib/formats/mail/handler.h"
#include "lib/formats/mail/mbox.h"
#include "lib/formats/msg/handler.h"
#include "lib/formats/tnef/handler.h"

int main(int argc, char** argv) {
  using namespace mugai;
  static constexpr formats::HandlerFunction kHandlers[] = {mail::handler, mail::mbox_handler, msg::handler,
                                                           tnef::handler};
  return worker::run_program(argc, argv, Family::Mail, kHandlers);
}
