#include "lib/formats/plain/text_file.h"

#include <algorithm>
#include <array>
#include <utility>

#include "lib/base/utf8.h"
#include "lib/detect/detect.h"
#include "lib/policy/policy.h"
#include "lib/text/charset.h"
#include "lib/text/defang.h"
#include "lib/text/file_name.h"

namespace mugai::plain {
namespace {

constexpr std::uint32_t kUnreadablePart = 10;  // one character in ten that cannot be read: this is no text

void tell(Context& ctx, std::string_view id, Action action, std::uint32_t count, std::string_view what) {
  if (count == 0) return;
  ctx.report(
      Finding{.id = CatalogueId(id), .action = action, .where = "text", .count = count, .detail = std::string(what)});
}

// `id`: TXT-001, or CSV-005 for a table.
Result<void> judge_charset(const text::Decoded& decoded, const Form& form, std::string_view id, Context& ctx) {
  const bool was_utf8 = decoded.used == "utf-8" || decoded.used == "us-ascii";
  if (decoded.replaced > 0 && decoded.replaced > decoded.text.size() / kUnreadablePart / 3) {
    tell(ctx, id, Action::Blocked, decoded.replaced, "characters that cannot be read in any charset");
    return make_error(ErrorCode::Unsupported, "not text in any charset that is known");
  }
  if (!was_utf8 && !form.shift_jis)
    tell(ctx, id, Action::Rewritten, 1, "read as " + decoded.used + ", written as utf-8");
  tell(ctx, id, Action::Rewritten, decoded.replaced, "characters that could not be read");
  tell(ctx, id, Action::Rewritten, decoded.emoji, "characters of one maker alone");
  tell(ctx, "TXT-002", Action::Removed, decoded.controls, "control characters");
  return ok();
}

}  // namespace

std::string_view wide_label(Bytes text) noexcept {
  constexpr std::size_t kLook = 4096;
  const Bytes head = text.first(std::min(text.size(), kLook) / 4 * 4);
  std::array<std::size_t, 4> zeros{};  // by offset modulo 4
  for (std::size_t i = 0; i < head.size(); ++i)
    zeros.at(i % 4) += head[i] == 0 ? 1U : 0U;
  const std::size_t units = head.size() / 4;
  if (units == 0 || text.size() % 2 != 0) return {};
  if (zeros[3] == units && zeros[2] > units / 2 && zeros[0] == 0) return "utf-32le";
  if (zeros[0] == units && zeros[1] > units / 2 && zeros[3] == 0) return "utf-32be";
  const std::size_t even = zeros[0] + zeros[2], odd = zeros[1] + zeros[3];
  // One line end or blank in a hundred characters is less than any text has.
  if (odd > units / 50 && even == 0) return "utf-16le";
  if (even > units / 50 && odd == 0) return "utf-16be";
  return {};
}

Result<TextFile> read_text_file(Source& in, LongLines long_lines, Context& ctx) {
  TRY_ASSIGN(const Buffer bytes, in.read_all(kMaxTextBytes));
  TRY(ctx.budget().charge_unpacked(bytes.size()));
  text::Decoded decoded = text::decode(bytes, wide_label(bytes));
  TextFile file;
  file.extension = text::extension_of(ctx.claim().untrusted_name);
  file.form = form_of(bytes, decoded, file.extension, ctx.policy());
  TRY(judge_charset(decoded, file.form, long_lines == LongLines::Keep ? "CSV-005" : "TXT-001", ctx));
  Cleaned cleaned = clean(decoded.text, long_lines);
  decoded.text = std::string();
  tell(ctx, "TXT-003", Action::Removed, cleaned.bidi, "characters that change the order of text");
  tell(ctx, "TXT-003", Action::Removed, cleaned.invisible, "characters that cannot be seen");
  tell(ctx, "TXT-007", Action::Removed, cleaned.marks, "piled up combining marks");
  tell(ctx, "TXT-007", Action::Rewritten, cleaned.broken, "lines of more than 1 MiB, broken");
  // Web and mail addresses stay: a file is not read in a window that follows them by itself.
  text::Defanged defanged = text::defang(cleaned.text, policy::Links::Keep);
  tell(ctx, "TXT-006", Action::Rewritten, defanged.count, "links to programs or file shares, made inert");
  file.text = std::move(defanged.text);
  return file;
}

Result<void> check_taken_for(std::string_view type, std::string_view text, Context& ctx) {
  if (text.empty()) return ok();
  MemorySource source(text);
  const bool table = type == "csv";
  TRY_ASSIGN(const detect::Detected detected, detect::identify(source, {table ? "x.csv" : "x.txt", {}}));
  if (detected.type == type) return ok();
  tell(ctx, table ? "CSV-004" : "TXT-004", Action::Blocked, 1, "would be taken for " + detected.type);
  return make_error(ErrorCode::Ambiguous, "the cleaned text would be taken for " + detected.type);
}

}  // namespace mugai::plain
