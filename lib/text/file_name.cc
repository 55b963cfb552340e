// The name of an attachment: every name that was given, and every reading of it, becomes a candidate; one is shown.
#include "lib/text/file_name.h"

#include <algorithm>
#include <array>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/text/charset.h"
#include "lib/text/file_name_internal.h"
#include "lib/text/parameters.h"

namespace mugai::text {
namespace {

constexpr std::string_view kReplacementText = "\xEF\xBF\xBD";
constexpr std::size_t kMaxExtensionBytes = 20;
constexpr std::size_t kMaxGivenBytes = 2'000;

struct TypeExtension {
  std::string_view type, extension;
};
// For a part without a name. A type that is not here is called .bin; what the file is, its content decides.
constexpr std::array kExtensions = {
    TypeExtension{"application/pdf", "pdf"},
    TypeExtension{"application/msword", "doc"},
    TypeExtension{"application/vnd.ms-excel", "xls"},
    TypeExtension{"application/vnd.ms-powerpoint", "ppt"},
    TypeExtension{"application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"},
    TypeExtension{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"},
    TypeExtension{"application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"},
    TypeExtension{"application/rtf", "rtf"},
    TypeExtension{"application/zip", "zip"},
    TypeExtension{"application/x-zip-compressed", "zip"},
    TypeExtension{"application/xml", "xml"},
    TypeExtension{"application/json", "json"},
    TypeExtension{"image/jpeg", "jpg"},
    TypeExtension{"image/png", "png"},
    TypeExtension{"image/gif", "gif"},
    TypeExtension{"image/bmp", "bmp"},
    TypeExtension{"image/tiff", "tif"},
    TypeExtension{"image/webp", "webp"},
    TypeExtension{"message/rfc822", "eml"},
    TypeExtension{"text/calendar", "ics"},
    TypeExtension{"text/csv", "csv"},
    TypeExtension{"text/html", "html"},
    TypeExtension{"text/plain", "txt"},
    TypeExtension{"text/rtf", "rtf"},
    TypeExtension{"text/vcard", "vcf"},
    TypeExtension{"text/xml", "xml"},
};

std::string_view extension_for(std::string_view type) {
  const auto found =
      std::find_if(kExtensions.begin(), kExtensions.end(), [&](const auto& row) { return row.type == type; });
  return found == kExtensions.end() ? "bin" : found->extension;
}

bool is_name_parameter(const Parameter& parameter) {
  return parameter.name == "filename" || parameter.name == "name";
}
bool is_extended(const Parameter& parameter) {
  return parameter.source == Parameter::Source::Extended || parameter.source == Parameter::Source::Continued;
}

// "%E8%A6%8B.pdf" in a plain parameter: some programs decode it.
std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int high = text[i] == '%' && i + 2 < text.size() ? ascii::hex_value(text[i + 1]) : -1;
    const int low = high >= 0 ? ascii::hex_value(text[i + 2]) : -1;
    out.push_back(low >= 0 ? static_cast<char>(high * 16 + low) : text[i]);
    if (low >= 0) i += 2;
  }
  return decode(as_bytes(out), {}).text;
}

// Full-width letters and signs, and what looks like a dot, as ASCII: the extension that a reader sees (NAM-004).
std::string looks_like(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const utf8::Decoded d = utf8::decode(text);
    text.remove_prefix(d.length);
    const bool dot = d.code == 0x2024 || d.code == 0x3002 || d.code == 0xFE52 || d.code == 0xFF61;
    const bool wide = d.code >= 0xFF01 && d.code <= 0xFF5E;
    utf8::append(out, dot ? U'.' : wide ? d.code - 0xFEE0 : d.code);
  }
  return out;
}

class Chooser {
 public:
  // The names of one header; those of an earlier call are shown before those of a later one.
  void take(std::string_view raw_header) {
    if (raw_header.empty()) return;
    const Parameters parameters = parse_parameters(raw_header);
    if (type_.empty() && parameters.value.find('/') != std::string::npos) type_ = parameters.value;
    for (const bool extended : {true, false}) {
      for (const Parameter& parameter : parameters.all) {
        if (is_name_parameter(parameter) && is_extended(parameter) == extended) given(parameter);
      }
    }
    // Other readings of the same header: as bytes, and as a C string that ends at NUL.
    if (raw_header.find('\x1B') != std::string_view::npos || !utf8::is_valid(raw_header))
      others(parse_parameters_bytewise(raw_header));
    const std::size_t nul = raw_header.find('\0');
    if (nul != std::string_view::npos) others(parse_parameters(raw_header.substr(0, nul)));
  }

  FileName choose(unsigned ordinal) {
    if (given_.empty()) {
      out_.missing = true;
      out_.display = "添付ファイル" + std::to_string(ordinal) + "." + std::string(extension_for(type_));
    } else {
      const auto readable = std::find_if(given_.begin(), given_.end(), [](const CleanedName& name) {
        return name.name.find(kReplacementText) == std::string::npos;
      });
      const CleanedName& shown = readable == given_.end() ? given_.front() : *readable;
      out_.display = shown.name;
      out_.truncated = shown.truncated;
    }
    out_.candidates.insert(out_.candidates.begin(), out_.display);
    for (const CleanedName& name : given_) {
      candidate(name.name);
      if (extension_of(name.name) != extension_of(given_.front().name)) out_.names_disagree = true;
    }
    for (const std::string& name : others_)
      candidate(name);
    return std::move(out_);
  }

  // A name without a header around it.
  void take_bare(std::string_view raw_name) {
    Parameter parameter;
    parameter.name = "filename";
    parameter.value = decode(as_bytes(raw_name), {}).text;
    given(parameter);
  }

 private:
  void given(const Parameter& parameter) {
    CleanedName name = clean_name(parameter.value, kMaxNameBytes);
    out_.had_bidi = out_.had_bidi || name.bidi;
    out_.had_invisible = out_.had_invisible || name.invisible;
    out_.had_path = out_.had_path || name.path;
    out_.trimmed = out_.trimmed || name.trimmed;
    out_.forbidden = out_.forbidden || name.forbidden;
    out_.device = out_.device || name.device;
    out_.given.push_back(utf8::one_line(parameter.value, kMaxGivenBytes));
    if (!name.name.empty()) given_.push_back(std::move(name));
    other(parameter.value);
    if (parameter.value.find('%') != std::string::npos) other(percent_decoded(parameter.value));
    for (const std::string& reading : parameter.alternatives)
      other(reading);
  }

  void others(const Parameters& parameters) {
    for (const Parameter& parameter : parameters.all) {
      if (!is_name_parameter(parameter)) continue;
      other(parameter.value);
      for (const std::string& reading : parameter.alternatives)
        other(reading);
    }
  }

  void other(std::string_view reading) {
    others_.push_back(clean_file_name(reading));
    others_.push_back(clean_file_name(looks_like(others_.back())));
    // "evil.exe:x.pdf" is a stream of evil.exe on Windows.
    if (const std::size_t colon = reading.find(':'); colon != std::string_view::npos) {
      others_.push_back(clean_file_name(reading.substr(0, colon)));
    }
  }

  void candidate(const std::string& name) {
    const auto& list = out_.candidates;
    if (!name.empty() && std::find(list.begin(), list.end(), name) == list.end()) out_.candidates.push_back(name);
  }

  FileName out_;
  std::string type_;
  std::vector<CleanedName> given_;
  std::vector<std::string> others_;
};

}  // namespace

FileName choose_file_name(std::string_view raw_content_type, std::string_view raw_content_disposition,
                          unsigned ordinal) {
  Chooser chooser;
  chooser.take(raw_content_disposition);
  chooser.take(raw_content_type);
  return chooser.choose(ordinal);
}

FileName name_from_bytes(std::string_view raw_name) {
  Chooser chooser;
  chooser.take_bare(raw_name);
  return chooser.choose(1);
}

std::string extension_of(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || name.size() - dot - 1 > kMaxExtensionBytes) return {};
  return ascii::lower(name.substr(dot + 1));
}

}  // namespace mugai::text
