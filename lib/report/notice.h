// Notice: the text that a recipient reads in a sanitised mail, in Japanese or English. Plain text, UTF-8, LF line ends.
// In: values that were decoded from a hostile mail. Out: text in which nothing that a sender wrote can pass for a line
// of the notice: such strings are one line, length-limited and quoted.
// Made inside the worker by the mail handler; depends on base, core and policy only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lib/core/context.h"
#include "lib/core/finding.h"
#include "lib/report/messages.h"

namespace mugai::report {

struct NoticeAttachment {
  std::string name;  // as decoded from the mail; untrusted
  std::uint64_t bytes = 0;
  NestedOutcome outcome;
  std::string delivered_name;   // where has_output(outcome.disposition); untrusted
  bool names_disagree = false;  // the mail gives two names with different extensions
};

struct NoticeInput {
  MailValues values;
  std::vector<NoticeAttachment> attachments;  // in the order of the mail
  std::uint32_t links_defanged = 0;
  std::uint32_t links_removed = 0;
  std::uint32_t link_mismatches = 0;  // shown text names another place than the link
  std::uint32_t hidden_text = 0;
  std::uint32_t tracking_pixels = 0;
  std::uint32_t remote_images = 0;
  std::vector<std::string> charset_repairs;  // "iso-2022-jp -> cp50221"; "(none) -> utf-8" where none was named
  std::uint32_t characters_replaced = 0;     // could not be decoded, shown as U+FFFD
  std::string from_address;                  // the real address of From; untrusted
  std::vector<std::string> remarks;          // ready sentences in the notice's language
  std::vector<Finding> findings;             // of the mail itself, without its attachments
  bool was_html = false;                     // the body is a rendering of HTML
  bool text_is_empty = false;                // the mail has no text
};

// `language`: "ja", else English. By `template_text` (template.h), or by the shipped one where that is empty or does
// not parse. The same input gives the same text.
std::string notice(const NoticeInput& input, std::string_view language, std::string_view template_text = {});

// A mail's text in which no line begins as the first or last line of a shipped notice does: such lines get "| " before
// them and are counted. Idempotent. `text` has LF line ends.
std::string mark_forged_lines(std::string_view text, std::uint32_t& marked);

// "182KB", "1.2MB"; 1 KB is 1,024 bytes; "1KB" for 1..1,024 bytes, "0KB" for none.
std::string size_words(std::uint64_t bytes);

}  // namespace mugai::report
