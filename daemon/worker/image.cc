// mugai-worker-image: pictures as files, with the decoders of all kinds.
#include "daemon/worker/program.h"
#include "lib/formats/image/codecs/handler.h"
#include "lib/formats/metafile/handler.h"
#include "lib/formats/svg/handler.h"

int main(int argc, char** argv) {
  using namespace mugai;
  static constexpr formats::HandlerFunction kHandlers[] = {image::handler, metafile::handler, svg::handler};
  return worker::run_program(argc, argv, Family::Image, kHandlers);
}
