// mugai-worker: detection of anything, archives, Office files, text; refuses what nobody knows.
#include "daemon/worker/program.h"
#include "lib/detect/magic/magic.h"
#include "lib/formats/calendar/ics_handler.h"
#include "lib/formats/calendar/vcf_handler.h"
#include "lib/formats/flat/handler.h"
#include "lib/formats/html/html_handler.h"
#include "lib/formats/odf/handler.h"
#include "lib/formats/ooxml/handler.h"
#include "lib/formats/plain/csv_handler.h"
#include "lib/formats/plain/text_handler.h"
#include "lib/formats/xlsb/handler.h"
#include "lib/formats/xml_file/handler.h"
#include "lib/formats/zip/handler.h"

int main(int argc, char** argv) {
  using namespace mugai;
  static constexpr formats::HandlerFunction kHandlers[] = {
      plain::text_handler,   plain::csv_handler,    html::html_handler, html::mhtml_handler,
      calendar::ics_handler, calendar::vcf_handler, xml_file::handler,  zip::handler,
      ooxml::handler,        flat::handler,         xlsb::handler,      odf::handler};
  return worker::run_program(argc, argv, Family::Files, kHandlers, [] { static_cast<void>(detect::use_libmagic()); });
}
