#include "tests/support/samples.h"

#include <span>

#include "tests/support/general_samples.h"
#include "tests/support/image_samples.h"
#include "tests/support/mail_samples.h"
#include "tests/support/odf_samples.h"
#include "tests/support/office_samples.h"
#include "tests/support/ooxml_samples.h"
#include "tests/support/sheet_samples.h"
#include "tests/support/pdf_content_samples.h"
#include "tests/support/pdf_samples.h"
#include "tests/support/text_samples.h"

namespace mugai::testing {

std::vector<const Sample*> all_samples() {
  std::vector<const Sample*> all;
  for (const auto& area : {mail_samples, alike_samples, wrapped_samples, outlook_samples, ooxml_samples, text_samples, word_samples, slide_samples,
                           drawing_samples, sheet_samples, xlsb_samples, package_samples, flat_samples,
                           disguised_samples, odf_samples, odf_disguised_samples, image_samples, pdf_content_samples, pdf_samples,
                           general_samples, foreign_samples, address_samples}) {
    for (const Sample& sample : area())
      all.push_back(&sample);
  }
  return all;
}

}  // namespace mugai::testing
