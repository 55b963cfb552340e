#include "lib/formats/all_handlers.h"

#include "lib/formats/calendar/ics_handler.h"
#include "lib/formats/calendar/vcf_handler.h"
#include "lib/formats/flat/handler.h"
#include "lib/formats/html/html_handler.h"
#include "lib/formats/image/codecs/handler.h"
#include "lib/formats/mail/handler.h"
#include "lib/formats/mail/mbox.h"
#include "lib/formats/metafile/handler.h"
#include "lib/formats/msg/handler.h"
#include "lib/formats/odf/handler.h"
#include "lib/formats/ooxml/handler.h"
#include "lib/formats/pdf/flatten/flatten.h"
#include "lib/formats/plain/csv_handler.h"
#include "lib/formats/plain/text_handler.h"
#include "lib/formats/svg/handler.h"
#include "lib/formats/tnef/handler.h"
#include "lib/formats/xlsb/handler.h"
#include "lib/formats/xml_file/handler.h"
#include "lib/formats/zip/handler.h"

namespace mugai::formats {

HandlerSet all_handlers() noexcept {
  static constexpr HandlerFunction kAll[] = {
      plain::text_handler,   plain::csv_handler, html::html_handler,  html::mhtml_handler, calendar::ics_handler,
      calendar::vcf_handler, xml_file::handler,  zip::handler,        ooxml::handler,      flat::handler,      xlsb::handler,
      odf::handler,          mail::handler,      mail::mbox_handler,  msg::handler,
      tnef::handler,         image::handler,     metafile::handler,   svg::handler,        pdf::flatten::handler};
  return kAll;
}

}  // namespace mugai::formats
