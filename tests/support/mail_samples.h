// Inert samples of mails and of what holds mails (winmail.dat, .msg): for each row of the catalogue a minimal and a
// disguised one, and look-alikes that must pass unharmed.
#pragma once

#include <span>
#include <string>

#include "tests/support/samples.h"

namespace mugai::testing {

std::span<const Sample> mail_samples();     // header, MIME, names, text
std::span<const Sample> alike_samples();    // what looks like the others and is none
std::span<const Sample> wrapped_samples();  // invitations, files of a Macintosh
std::span<const Sample> outlook_samples();  // winmail.dat and .msg

// A mail with these fields (each with its line end) and this body.
std::string mail_of(const std::string& fields, const std::string& body);
// One with a multipart/mixed of these parts, each "fields CRLF CRLF content".
std::string multipart_of(const std::vector<std::string>& parts, const std::string& type = "multipart/mixed");
// A mail with one attachment of that name parameter ("filename=…"), whose content is a plain text.
std::string attachment_of(const std::string& disposition, const std::string& type = "text/plain",
                          const std::string& content = "aGVsbG8=");

// What can be found in a rebuilt mail: its header with its encoded words and bodies decoded, rebuilt mails and packages
// within it opened too.
std::string exposed_mail(std::string_view message);

}  // namespace mugai::testing
