// mugai-worker-pdf: PDF, with qpdf, font programs and the picture codings that PDF holds.
#include "daemon/worker/program.h"
#include "lib/formats/pdf/flatten/flatten.h"

int main(int argc, char** argv) {
  using namespace mugai;
  static constexpr formats::HandlerFunction kHandlers[] = {pdf::flatten::handler};
  return worker::run_program(argc, argv, Family::Pdf, kHandlers);
}
