// Types without a signature: text, and what is written in text. The order of the questions is the order of danger:
// what a program would run comes before what it would show.
#include <algorithm>
#include <string>
#include <string_view>

#include "lib/base/ascii.h"
#include "lib/detect/sniff.h"

namespace mugai::detect {
namespace {

constexpr std::string_view kFlatPackage = "schemas.microsoft.com/office/2006/xmlpackage";

using namespace std::string_view_literals;

// UTF-16 with a byte order mark becomes readable by dropping the zero bytes; UTF-8's mark is skipped.
std::string readable(Bytes head) {
  const std::string_view text = as_text(head);
  if (text.starts_with("\xEF\xBB\xBF")) return std::string(text.substr(3));
  if (!text.starts_with("\xFF\xFE") && !text.starts_with("\xFE\xFF")) return std::string(text);
  std::string out;
  for (const char c : text.substr(2)) {
    if (c != '\0') out += c;
  }
  return out;
}

bool is_utf16(Bytes head) {
  const std::string_view text = as_text(head);
  return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
}

// Names that say "text": what is in them is shown as text, whatever it looks like, unless a program would run it.
constexpr std::string_view kTextNames[] = {"txt", "text", "log", "md", "csv", "tsv", "tab", "ini", "cfg", "conf"};

bool is_text_name(std::string_view extension) {
  return std::find(std::begin(kTextNames), std::end(kTextNames), extension) != std::end(kTextNames);
}

bool is_written_as_text(std::string_view extension) {
  return extension == "ics" || extension == "vcs" || extension == "vcf" || extension == "mht" || extension == "mhtml";
}

// Text that something was mixed into: under a name of text, up to one control character in ten, and the zero bytes
// of UTF-16 and UTF-32 without a mark.
bool is_dirty_text(Bytes head) {
  std::size_t controls = 0, zeros = 0;
  for (const std::uint8_t byte : head) {
    zeros += byte == 0 ? 1U : 0U;
    controls += byte != 0 && (byte == 0x7F || (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r')) ? 1U : 0U;
  }
  return controls <= head.size() / 10 + 1 && zeros <= head.size() / 4 * 3;
}

// Header fields of which a mail has some (RFC 5322 3.6, RFC 2045 3).
constexpr std::string_view kMailFields[] = {
    "from",           "to",         "cc",           "subject",      "date",
    "received",       "message-id", "mime-version", "content-type", "return-path",
    "delivered-to",   "reply-to",   "sender",       "x-mailer",     "content-transfer-encoding",
    "dkim-signature", "bcc",
};

//   field = name ":" value line-end *(WSP value line-end)      RFC 5322 2.2, names of printable ASCII without ':'
// Counts known fields up to the first line that is none: servers take that for the start of the body.
int count_mail_fields(std::string_view text) {
  int known = 0;
  bool first = true;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) break;
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) break;
    if (line.front() == ' ' || line.front() == '\t') {
      if (first) return 0;
      continue;
    }
    const bool mbox_line = first && line.starts_with("From ");
    first = false;
    if (mbox_line) continue;
    const std::size_t colon = line.find(':');
    if (colon == 0 || colon == std::string_view::npos) return known;
    const std::string name = ascii::lower(ascii::trim(line.substr(0, colon)));
    if (std::any_of(name.begin(), name.end(), [](char c) { return c <= ' ' || c > '~'; })) return known;
    known += std::find(std::begin(kMailFields), std::end(kMailFields), name) != std::end(kMailFields) ? 1 : 0;
  }
  return known;
}

bool contains(std::string_view lowered, std::string_view word) {
  return lowered.find(word) != std::string_view::npos;
}

// A page that Word or Excel saved as one file, and would open under any name: it has no sender, as every mail has
// (RFC 5322 3.6.2), and parts that belong together.
bool is_page_of_office(std::string_view lowered) {
  const std::string_view header = lowered.substr(0, lowered.find("\n--"));
  return contains(header, "multipart/related") && !header.starts_with("from:") && !contains(header, "\nfrom:") &&
         !contains(header, "\nreceived:");
}

std::string_view sniff_mail(std::string_view text, std::string_view lowered, std::string_view extension) {
  const int needed = extension == "eml" ? 1 : 2;  // one is enough where the name says so
  if (count_mail_fields(text) < needed) return {};
  if (text.starts_with("From ")) return "mbox";
  if (extension == "mht" || extension == "mhtml") return "mhtml";
  if (contains(lowered, "snapshot-content-location:") || is_page_of_office(lowered)) return "mhtml";
  return "mail";
}

struct Start {
  std::string_view prefix;  // lower case, at the start after white space
  std::string_view type;
};
constexpr Start kStarts[] = {
    // Interpreters run these by their first line or by what is in them.
    {"#!", "script"},
    {"<?php", "script"},
    {"<job", "script"},
    {"<package", "script"},
    {"<component", "script"},
    {"@echo off", "script"},
    {"windows registry editor", "script"},
    {"regedit4", "script"},
    {"[internetshortcut]", "url-shortcut"},
    {"[autorun]", "script"},
    {"id;p", "sylk"},
    {"table\r\n0,1\r\n", "old-sheet"},  // DIF
    {"table\n0,1\n", "old-sheet"},
    {"web\r\n1\r\n", "query"},
    {"web\n1\n", "query"},
    {"begin:vcalendar", "calendar"},
    {"begin:vcard", "vcard"},
    {"%!ps", "postscript"},
    {"%pdf-", "pdf"},
    {"{\\rt", "rtf"},
    {"-----begin pgp message", "pgp"},
    {"-----begin certificate", "certificate"},
    {"<!doctype html", "html"},
    {"<html", "html"},
    {"<head", "html"},
    {"<body", "html"},
    {"<script", "html"},
    {"<!doctype svg", "svg"},
    {"<svg", "svg"},
};

// Harmless as long as it is called text: no program looks for these under such a name.
bool is_shown_as_text(std::string_view type) {
  return type == "calendar" || type == "vcard" || type == "xml" || type == "certificate" || type == "pgp";
}

// The root element of an XML document, without its prefix; empty where none is near the start.
std::string_view root_element(std::string_view lowered) {
  while (true) {
    const std::size_t open = lowered.find('<');
    if (open == std::string_view::npos || open + 1 >= lowered.size()) return {};
    lowered.remove_prefix(open + 1);
    const bool comment = lowered.starts_with("!--");
    if (comment || lowered.front() == '?' || lowered.front() == '!') {
      const std::string_view closer = comment ? "-->"sv : ">"sv;
      const std::size_t end = lowered.find(closer);
      if (end == std::string_view::npos) return {};
      lowered.remove_prefix(end + closer.size());
      continue;
    }
    std::string_view name = lowered.substr(0, lowered.find_first_of(" \t\r\n/>"));
    const std::size_t colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
  }
}

// The root office:document of a flat OpenDocument file says in office:mimetype what it is.
std::string_view sniff_flat_odf(std::string_view lowered) {
  struct FlatRow {
    std::string_view mark, type;
  };
  constexpr FlatRow kFlat[] = {{"opendocument.text", "fodt"},
                               {"opendocument.spreadsheet", "fods"},
                               {"opendocument.presentation", "fodp"},
                               {"opendocument.graphics", "fodg"}};
  if (!contains(lowered, "urn:oasis:names:tc:opendocument:xmlns:office:1.0")) return {};
  for (const FlatRow& row : kFlat) {
    if (contains(lowered, "application/vnd.oasis." + std::string(row.mark))) return row.type;
  }
  return "fodt";
}

// Word and Excel open these by the processing instruction, the root or its namespace alone, macros included; whatever
// else the text looks like (a Windows script's package, a page's body).
bool is_office_xml(std::string_view lowered, std::string_view root) {
  const bool is_root = root == "worddocument" || root == "workbook" || root == "visiodocument";
  return is_root || contains(lowered, "mso-application") || contains(lowered, "mso-infopathsolution") ||
         contains(lowered, "schemas.microsoft.com/project") || contains(lowered, kFlatPackage);
}

std::string_view sniff_xml(std::string_view lowered) {
  const std::string_view root = root_element(lowered);
  if (root == "html") return "html";
  if (root == "svg") return "svg";
  if (root == "document") {
    if (const std::string_view flat = sniff_flat_odf(lowered); !flat.empty()) return flat;
  }
  if (is_office_xml(lowered, root)) return "office-xml";
  if (root == "job" || root == "package" || root == "component" || root == "scriptlet") return "script";
  return "xml";
}

constexpr Start kByExtension[] = {{"html", "html"}, {"htm", "html"}, {"csv", "csv"}, {"tsv", "csv"}, {"tab", "csv"}};

}  // namespace

// Controls that text has: tab, line ends, form feed, escape (ISO-2022-JP), ^Z at the end of old DOS files.
bool is_plain_text(Bytes head) noexcept {
  return std::all_of(head.begin(), head.end(), [](std::uint8_t byte) {
    return byte >= 0x20 ? byte != 0x7F
                        : byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f' || byte == 0x1B || byte == 0x1A;
  });
}

std::string_view sniff_text(Bytes head, std::string_view claimed_extension) {
  const std::string text = readable(head);
  const bool text_name = is_text_name(claimed_extension);
  const bool page_name = claimed_extension == "html" || claimed_extension == "htm";
  if (!is_utf16(head) && !is_plain_text(head) &&
      !((text_name || page_name || is_written_as_text(claimed_extension)) && is_dirty_text(head)))
    return {};
  std::string_view start = text;
  while (!start.empty() && ascii::is_space(start.front()))
    start.remove_prefix(1);
  const std::string lowered = ascii::lower(start);
  if (lowered.starts_with("<") && is_office_xml(lowered, root_element(lowered))) return "office-xml";
  for (const Start& row : kStarts) {
    if (!std::string_view(lowered).starts_with(row.prefix)) continue;
    if (text_name && is_shown_as_text(row.type)) continue;
    return row.type;
  }
  const auto mail = text_name ? std::string_view() : sniff_mail(text, lowered, claimed_extension);
  if (!mail.empty()) return mail;
  if (lowered.starts_with("<?xml")) {
    const std::string_view type = sniff_xml(lowered);
    if (!text_name || !is_shown_as_text(type)) return type;
  }
  // Browsers look for these anywhere near the start.
  for (const std::string_view mark : {"<html"sv, "<script"sv, "<!doctype html"sv, "<iframe"sv, "<body"sv}) {
    if (contains(std::string_view(lowered).substr(0, 1024), mark)) return "html";
  }
  if (lowered.starts_with("<") && !text_name && !page_name) {
    const std::string_view root = root_element(lowered);
    if (!root.empty() && contains(lowered, "</")) return sniff_xml(lowered);
  }
  for (const Start& row : kByExtension) {
    if (claimed_extension == row.prefix) return row.type;
  }
  return "text";
}

}  // namespace mugai::detect
