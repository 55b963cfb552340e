// Sniffers, each for one family. All read a bounded part of the file, believe nothing and never fail for bad content:
// what they cannot read they do not recognise.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lib/base/bytes.h"
#include "lib/base/result.h"
#include "lib/stream/source.h"

namespace mugai::detect {

// True when an end-of-central-directory record lies near the end of the file.
Result<bool> has_zip_end(Source& source);
// True when that record has a directory of members in front of it, so that programs open the file as an archive.
Result<bool> has_zip_members(Source& source);
// The type of a ZIP file: "docx", "odt", "jar", "zip"…
Result<std::string_view> sniff_zip(Source& source);
// Package parts of `content_types` ([Content_Types].xml): "docx"… or "opc".
std::string_view office_type(std::string_view content_types, const std::vector<std::string>& names);

// The type of a compound file (MS-CFB): "doc", "msg", "encrypted-office"… or "cfb".
Result<std::string_view> sniff_cfb(Source& source);

// True where the bytes are characters, line ends and the few controls that text has.
bool is_plain_text(Bytes head) noexcept;
// The type of something without a binary signature, by its first bytes and the extension it claims: "html", "mail",
// "text"…; empty where it is not text.
std::string_view sniff_text(Bytes head, std::string_view claimed_extension);

}  // namespace mugai::detect
