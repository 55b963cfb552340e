#include "lib/formats/mail/body_text.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/formats/html/text_writer.h"
#include "lib/formats/mail/armor.h"
#include "lib/formats/mail/enriched.h"
#include "lib/formats/mail/macintosh.h"
#include "lib/policy/policy.h"
#include "lib/text/charset.h"
#include "lib/text/lines.h"

namespace mugai::mail {
namespace {

// The charset that an HTML document states for itself: the first charset= within a meta tag near its start.
std::string meta_charset(std::string_view html) {
  const std::string head = ascii::lower(html.substr(0, 4096));
  for (std::size_t at = head.find("<meta"); at != std::string::npos; at = head.find("<meta", at + 5)) {
    const std::size_t end = head.find('>', at);
    const std::size_t found = head.find("charset=", at);
    if (found == std::string::npos || end == std::string::npos || found > end) continue;
    std::string label = head.substr(found + 8, end - found - 8);
    label.erase(0, label.find_first_not_of(" \"'"));
    return label.substr(0, label.find_first_of(" \"'/;"));
  }
  return {};
}

// Beginnings of lines that programs take for the start of a file or of a frame (MIME-004, MIME-012): what was not taken
// out as such is text, and is indented so that nobody takes it for more.
constexpr std::array<std::string_view, 6> kStarters = {"begin ",           "begin-base64 ",
                                                       "=ybegin ",         "-----BEGIN PGP ",
                                                       "-----BEGIN PKCS7", "(This file must be converted with BinHex"};

bool is_starter(std::string_view line) {
  const auto* found = std::find_if(kStarters.begin(), kStarters.end(),
                                   [&](std::string_view starter) { return line.starts_with(starter); });
  if (found == kStarters.end()) return false;
  if (found != kStarters.begin()) return true;
  // "begin 644 x", "begin base64 x", and "begin  x" with two blanks, after which Outlook hides the rest of a mail.
  line.remove_prefix(6);
  return line.starts_with(' ') || line.starts_with("base64 ") || (!line.empty() && ascii::is_digit(line.front()));
}

// Bidirectional controls change the order in which a line is read: they are shown as what they are (TXT-003).
std::string make_inert(std::string_view text, Context& ctx) {
  std::string out;
  out.reserve(text.size());
  std::uint32_t bidi = 0;
  std::uint32_t begins = 0;
  bool line_start = true;
  while (!text.empty()) {
    if (line_start && is_starter(text)) {
      out.push_back(' ');
      ++begins;
    }
    const std::size_t plain = std::min(text.find_first_of("\n\xD8\xE2"), text.size());
    if (plain > 0) {  // nothing in it is looked at: neither a line end nor the first byte of a control
      out += text.substr(0, plain);
      text.remove_prefix(plain);
      line_start = false;
      continue;
    }
    const utf8::Decoded d = utf8::decode(text);
    line_start = d.code == '\n';
    if (utf8::is_bidi_control(d.code)) {
      std::array<char, 16> mark{};
      std::snprintf(mark.data(), mark.size(), "[U+%04X]", static_cast<unsigned>(d.code));
      out += mark.data();
      ++bidi;
    } else {
      out.append(text.substr(0, d.length));
    }
    text.remove_prefix(d.length);
  }
  if (bidi > 0) ctx.report({"TXT-003", Action::Rewritten, "text", bidi, "bidirectional controls"});
  if (begins > 0) ctx.report({"MIME-004", Action::Rewritten, "text", begins, "start of an encoded file"});
  return out;
}

std::string label_of(const text::Parameters& content_type) {
  const text::Parameter* charset = content_type.find("charset");
  return charset == nullptr ? std::string() : charset->raw;
}

bool says(const text::Parameters& content_type, std::string_view name, std::string_view value) {
  const text::Parameter* found = content_type.find(name);
  return found != nullptr && ascii::equal_ignoring_case(ascii::trim(found->raw), value);
}

void note_repair(const text::Decoded& decoded, BodyText& body, Context& ctx) {
  body.characters_replaced += decoded.replaced;
  if (decoded.controls > 0) ctx.report({"TXT-002", Action::Removed, "text", decoded.controls, "control characters"});
  if (!decoded.repaired()) return;
  std::string repair = (decoded.declared.empty() ? "(none)" : decoded.declared) + " -> " + decoded.used;
  ctx.report({"MIME-016", Action::Rewritten, "text", 1, repair});
  body.charset_repairs.push_back(std::move(repair));
}

// Takes the files out of the raw bytes; what is between them stays.
Buffer take_files(Bytes bytes, BodyText& body, Context& ctx) {
  for (auto* find : {find_uuencoded, find_yenc, find_binhex}) {
    std::vector<EmbeddedFile> files = find(bytes);
    std::move(files.begin(), files.end(), std::back_inserter(body.files));
  }
  std::sort(body.files.begin(), body.files.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
  Buffer rest;
  std::size_t at = 0;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < body.files.size(); ++i) {
    EmbeddedFile& file = body.files[i];
    if (file.begin < at) continue;  // within the one before
    rest.insert(rest.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at),
                bytes.begin() + static_cast<std::ptrdiff_t>(file.begin));
    at = file.end;
    ctx.report({"MIME-004", Action::Rewritten, "text", 1, utf8::one_line(file.name, 100) + " became an attachment"});
    if (kept != i) body.files[kept] = std::move(file);
    ++kept;
  }
  body.files.resize(kept);
  rest.insert(rest.end(), bytes.begin() + static_cast<std::ptrdiff_t>(at), bytes.end());
  return rest;
}

Result<void> read_html(Bytes bytes, const text::Parameters& content_type, Context& ctx, BodyText& body) {
  std::string label = label_of(content_type);
  if (text::is_weak_label(label)) {
    const std::string stated = meta_charset(as_text(bytes));
    if (!stated.empty()) label = stated;
  }
  const text::Decoded decoded = text::decode(bytes, label);
  note_repair(decoded, body, ctx);
  html::TextOptions options;
  if (ctx.mail().language == "en") options.words = html::TextWords::english();
  if (ctx.policy().links == policy::Links::Remove) options.links = html::LinkTargets::Hide;
  TRY_ASSIGN(html::TextResult result, html::to_text(decoded.text, options));
  for (Finding& finding : result.findings)
    ctx.report(std::move(finding));
  body.is_html = true;
  body.text = std::move(result.text);
  body.links = result.links;
  body.link_mismatches = result.mismatched_links;
  body.hidden_text = result.hidden_removed;
  body.tracking_pixels = result.tracking_pixels;
  body.remote_images = result.remote_images;
  return ok();
}

void read_plain(Bytes bytes, std::string_view type, const text::Parameters& content_type, Context& ctx,
                BodyText& body) {
  Buffer rest;
  const std::string_view raw = as_text(bytes);
  // "begin" is of =ybegin too.
  if (raw.find("begin") != std::string_view::npos || raw.find(" with BinHex") != std::string_view::npos) {
    rest = take_files(bytes, body, ctx);
    bytes = rest;
  }
  text::Decoded decoded = text::decode(bytes, label_of(content_type));
  note_repair(decoded, body, ctx);
  if (type == "text/enriched" || type == "text/richtext") {
    decoded.text = enriched_to_text(decoded.text, type == "text/richtext");
    ctx.report({"MIME-014", Action::Rewritten, std::string(type), 1, "became plain text"});
  }
  if (says(content_type, "format", "flowed")) {
    decoded.text = text::unflow(decoded.text, says(content_type, "delsp", "yes"));
    ctx.report({"MIME-017", Action::Rewritten, "text", 1, ""});
  }
  Unarmored unarmored = take_armor_off(decoded.text);
  body.pgp_encrypted = unarmored.encrypted;
  body.pgp_signed = unarmored.is_signed;
  body.text = std::move(unarmored.text);
}

}  // namespace

Result<BodyText> read_text(Bytes bytes, std::string_view type, const text::Parameters& content_type, Context& ctx) {
  BodyText body;
  if (type == "text/html") {
    TRY(read_html(bytes, content_type, ctx, body));
  } else {
    read_plain(bytes, type, content_type, ctx, body);
  }
  body.text = make_inert(body.text, ctx);
  return body;
}

bool is_binary(Bytes bytes, const text::Parameters& content_type) {
  if (as_text(bytes).find('\0') == std::string_view::npos) return false;
  const auto charset = text::charset_from_label(label_of(content_type));
  if (charset >= text::Charset::Utf16 && charset <= text::Charset::Utf32Be) return false;
  return !starts_with(bytes, "\xFF\xFE") && !starts_with(bytes, "\xFE\xFF");
}

}  // namespace mugai::mail
