// Other readers of HTML, for comparison: what they cost in CPU time for the text of one document.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

// libxml2's push parser (SAX), chunks of 64 KiB; returns the bytes of text that it saw.
std::size_t libxml2_text(std::string_view utf8_html);

// CPU seconds of `program` (w3m or lynx) writing `html` as text to /dev/null; below zero where it is not installed. The
// start of a process is part of it.
double dump_seconds(const std::string& program, std::string_view html);
