// mugai-worker-render: draws pages of documents that mugai-worker-pdf has rebuilt (mupdf). It reads no file as it came.
#include "daemon/worker/program.h"
#include "lib/formats/render/handler.h"

int main(int argc, char** argv) {
  using namespace mugai;
  static constexpr formats::HandlerFunction kHandlers[] = {render::handler};
  return worker::run_program(argc, argv, Family::Render, kHandlers);
}
