// Family: which worker program reads a file. Each program is linked with the libraries of its own formats alone, so
// that a process holds no parser that it has no use for: less for an attacker to reach, and less for the kernel to copy
// at each fork and to take down at each exit.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "lib/core/context.h"

namespace mugai {

enum class Family : std::uint8_t {
  Files,   // detection of anything, archives, Office, text: everything without a family of its own
  Mail,    // GMime
  Check,   // the last look at a rebuilt mail (formats/mail_check): a strict process, never a job
  Pdf,     // qpdf, font programs
  Image,   // picture codecs
  Render,  // draws pages of rebuilt documents (mupdf): never a file of its own
  Auth,    // DKIM and SPF of a mail (formats/mail_auth): nothing is rebuilt
};
inline constexpr int kFamilyCount = 7;

// "files", "mail", "check", "pdf", "image", "render", "auth".
std::string_view family_name(Family family) noexcept;
// The program of a family, given that of Files: the same path, with "-" and the family's name.
std::string family_program(const std::string& files_program, Family family);

// Where to begin with a file whose type nobody knows yet: by its claimed extension. A guess, for speed alone: the
// process looks at the bytes and says where the file belongs, whatever its name.
Family guess_family(const FileClaim& claim) noexcept;

}  // namespace mugai
