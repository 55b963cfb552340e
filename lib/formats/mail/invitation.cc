#include "lib/formats/mail/invitation.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "lib/base/utf8.h"

namespace mugai::mail {
namespace {

constexpr std::uint64_t kMaxCalendar = std::uint64_t{64} << 20;

bool is_calendar(const RebuiltAttachment& one) {
  return has_output(one.outcome.disposition) && one.outcome.type == "calendar" && one.outcome.output != nullptr;
}

// What the rebuilt file says: its lines without the time at which it was written.
Result<std::string> content_of(const RebuiltAttachment& one) {
  TRY_ASSIGN(const Buffer bytes, one.outcome.output->read_all(kMaxCalendar));
  std::string content;
  std::string_view rest = as_text(bytes);
  bool skipped = false;
  while (!rest.empty()) {
    const std::size_t length = std::min(rest.find('\n'), rest.size() - 1) + 1;
    const std::string_view line = rest.substr(0, length);
    rest.remove_prefix(length);
    const bool folded = line.front() == ' ';
    if (!folded) skipped = line.starts_with("DTSTAMP");
    if (!skipped) content += line;
  }
  return content;
}

void refuse(RebuiltAttachment& one, Context& ctx) {
  Finding finding{CatalogueId("ICS-006"), Action::Blocked, utf8::one_line(one.name, 100), 1,
                  "says something else than the invitation in the text"};
  ctx.report(finding);
  one.outcome.disposition = Disposition::Blocked;
  one.outcome.reason = ErrorCode::Ambiguous;
  one.outcome.findings.push_back(std::move(finding));
  one.outcome.output.reset();
}

}  // namespace

Result<void> settle_invitations(std::vector<RebuiltAttachment>& attachments, Context& ctx) {
  const auto shown = std::find_if(attachments.begin(), attachments.end(),
                                  [](const RebuiltAttachment& one) { return one.is_invitation && is_calendar(one); });
  if (shown == attachments.end() || std::count_if(attachments.begin(), attachments.end(), is_calendar) < 2) return ok();
  const auto kept = static_cast<std::size_t>(shown - attachments.begin());
  TRY_ASSIGN(const std::string meant, content_of(*shown));
  std::vector<std::size_t> same;
  for (std::size_t i = 0; i < attachments.size(); ++i) {
    if (i == kept || !is_calendar(attachments[i])) continue;
    TRY_ASSIGN(const std::string content, content_of(attachments[i]));
    if (content != meant) {
      refuse(attachments[i], ctx);
    } else {
      same.push_back(i);
    }
  }
  for (const std::size_t i : same) {  // the shown part seldom has a name, the attached file has
    if (!attachments[kept].name_missing) break;
    attachments[kept].name = attachments[i].name;
    attachments[kept].name_missing = attachments[i].name_missing;
  }
  for (auto i = same.rbegin(); i != same.rend(); ++i)
    attachments.erase(attachments.begin() + static_cast<std::ptrdiff_t>(*i));
  return ok();
}

}  // namespace mugai::mail
