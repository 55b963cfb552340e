#include "lib/formats/plain/text_handler.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "lib/base/ascii.h"
#include "lib/formats/plain/shift_jis.h"
#include "lib/formats/plain/text_file.h"

namespace mugai::plain {
namespace {

using namespace std::string_view_literals;

// Settings that the shell acts on, whatever the file is called (TXT-005): it reads them in files of these endings.
constexpr std::array kSettingFiles = {"ini"sv, "inf"sv, "cfg"sv, "conf"sv, "url"sv, ""sv};
constexpr std::array kShellSections = {"[.shellclassinfo]"sv,    "[autorun]"sv,       "[internetshortcut]"sv,
                                       "[localizedfilenames]"sv, "[desktop entry]"sv, "[defaultinstall]"sv};

bool has_shell_section(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = ascii::trim(text.substr(0, end));
    const auto same = [line](std::string_view section) { return ascii::starts_with_ignoring_case(line, section); };
    if (std::any_of(kShellSections.begin(), kShellSections.end(), same)) return true;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return false;
}

class TextHandler final : public Handler {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "text"; }
  void warm_up() override { (void)to_shift_jis({}); }
  Result<Outcome> sanitize(Source& in, OutputSink& out, Context& ctx) override {
    TRY_ASSIGN(const TextFile file, read_text_file(in, LongLines::Break, ctx));
    const bool settings = std::find(kSettingFiles.begin(), kSettingFiles.end(), file.extension) != kSettingFiles.end();
    if (settings && has_shell_section(file.text)) {
      ctx.report(
          Finding{.id = "TXT-005", .action = Action::Blocked, .where = "text", .detail = "settings for the shell"});
      return make_error(ErrorCode::Forbidden, "settings that the shell acts on");
    }
    TRY(check_taken_for("text", file.text, ctx));
    TRY(write_text(file.text, file.form, false, out, ctx));
    return Outcome{.type = "text", .extension = {}, .replaced = false};
  }
};

}  // namespace

Handler& text_handler() {
  static TextHandler handler;
  return handler;
}

}  // namespace mugai::plain
