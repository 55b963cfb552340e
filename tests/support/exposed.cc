#include "tests/support/exposed.h"

#include "tests/support/exposed_pdf.h"
#include "tests/support/mail_samples.h"
#include "tests/support/ooxml_builder.h"

namespace mugai::testing {

std::string exposed(Bytes output) {
  const std::string_view text = as_text(output);
  if (text.substr(0, 64 << 10).find("\r\nMIME-Version: 1.0\r\n") != std::string_view::npos) return exposed_mail(text);
  if (starts_with(output, "%PDF-")) return exposed_pdf(text);
  if (!starts_with(output, "PK")) return std::string(text);
  std::string all;
  for (const auto& [name, bytes] : unzip(output)) {
    all += name + '\n' + bytes + '\n';
  }
  return all;
}

}  // namespace mugai::testing
