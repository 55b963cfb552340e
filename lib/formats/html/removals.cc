#include "lib/formats/html/removals.h"

#include <string_view>

namespace mugai::html {
namespace {

struct Row {
  Removal removal;
  std::string_view id;
  Action action;
  std::string_view where;
  std::string_view detail;  // why
};

using R = Removal;
using enum Action;

constexpr Row kRows[] = {
    {R::Script, "HTM-002", Removed, "html: script", "code"},
    {R::EventAttribute, "HTM-003", Removed, "html: event attribute", "code"},
    {R::ScriptUrl, "HTM-004", Removed, "html: script URL", "code behind a link"},
    {R::ObfuscatedUrl, "HTM-005", Rewritten, "html: obfuscated URL",
     "scheme or host written so that a filter misses it"},
    {R::Frame, "HTM-006", Removed, "html: frame or object", "content from elsewhere"},
    {R::MetaEquiv, "HTM-007", Removed, "html: meta http-equiv", "redirects, sets cookies or switches modes"},
    {R::Base, "HTM-008", Removed, "html: base", "changes where every relative link leads"},
    {R::LinkElement, "HTM-009", Removed, "html: link element", "fetches a resource"},
    {R::Form, "HTM-010", Removed, "html: form", "sends what is typed in"},
    {R::PasswordField, "HTM-010", Removed, "html: password field", "asks for a password"},
    {R::ActiveCss, "HTM-011", Removed, "html: active style", "runs or fetches from a style sheet"},
    {R::ConditionalComment, "HTM-013", Removed, "html: conditional comment",
     "shown by one mail program and not by others"},
    {R::Vml, "HTM-013", Removed, "html: VML", "shown by one mail program and not by others"},
    {R::XmlIsland, "HTM-013", Removed, "html: XML data island", "read by one mail program and not by others"},
    {R::Template, "HTM-014", Removed, "html: template", "content that is not shown"},
    {R::RawElement, "HTM-014", Rewritten, "html: raw text element", "read in different ways by different programs"},
    {R::Duplicate, "HTM-015", Removed, "html: repeated attribute", "the first counts; other readers take the last"},
    {R::OddAttribute, "HTM-015", Rewritten, "html: attribute without white space or quotes",
     "other readers see other attributes"},
    {R::Nul, "HTM-015", Removed, "html: NUL", "other readers stop at it"},
    {R::Cut, "HTM-015", Removed, "html: oversized tag or comment", "longer than any mail program writes"},
    {R::Swallowed, "HTM-015", Removed, "html: unclosed tag, comment or raw text",
     "what follows it is not shown by mail programs"},
    {R::TooDeep, "HTM-015", Rewritten, "html: elements nested too deep", "flattened"},
    {R::Bidi, "HTM-018", Removed, "html: bidirectional control", "changes the order in which text is shown"},
    {R::ZeroWidth, "HTM-018", Removed, "html: invisible character", "hides or splits words"},
    {R::DataUrl, "HTM-019", Removed, "html: data URL", "carries a file past the gateway"},
    {R::OfficeData, "HTM-021", Removed, "html: Office data", "formulas or files that Office would read"},
    {R::StarBasic, "HTM-022", Removed, "html: StarBasic script", "macro that LibreOffice would run"},
    {R::Hta, "HTM-023", Removed, "html: HTML application", "code with full rights"},
    {R::RemoteImage, "BODY-001", Removed, "html: remote image or medium", "tells the sender who reads, and when"},
    {R::TrackingPixel, "BODY-001", Removed, "html: tracking pixel", "tells the sender who reads, and when"},
    {R::RemoteStyle, "BODY-001", Removed, "html: remote resource in a style", "tells the sender who reads, and when"},
    {R::Mismatch, "BODY-002", Rewritten, "html: link that shows another host",
     "the real target is shown after the text"},
    {R::DisguisedUrl, "BODY-002", Rewritten, "html: link made to look like another",
     "user name, number or backslash in the URL"},
    {R::RefusedUrl, "BODY-003", Removed, "html: link to a program or a file share",
     "starts a program or sends credentials"},
    {R::MailtoHeaders, "BODY-004", Removed, "html: mailto with headers", "the address alone is kept"},
    {R::HiddenDisplay, "BODY-005", Removed, "html: text hidden by display", "not shown by mail programs"},
    {R::HiddenVisibility, "BODY-005", Removed, "html: text hidden by visibility or opacity",
     "not shown by mail programs"},
    {R::HiddenSize, "BODY-005", Removed, "html: text too small to see", "not seen by people"},
    {R::HiddenColor, "BODY-005", Removed, "html: text in the colour of its background", "not seen by people"},
    {R::HiddenPosition, "BODY-005", Removed, "html: text off the screen", "not shown by mail programs"},
    {R::HiddenOverflow, "BODY-005", Removed, "html: text in a box without size", "not shown by mail programs"},
    {R::HiddenMso, "BODY-005", Removed, "html: text hidden from Outlook",
     "shown by one mail program and not by others"},
    {R::HiddenAttribute, "BODY-005", Removed, "html: text hidden by an attribute", "not shown by mail programs"},
    {R::SoftHyphen, "BODY-006", Removed, "html: soft hyphen", "splits words for filters"},
    {R::ImageOnly, "BODY-006", Kept, "html: pictures without text", "what the mail says may be in a picture alone"},
    {R::DataImage, "BODY-007", Removed, "html: picture within the HTML", "carries data past the gateway"},
    {R::Drawing, "BODY-007", Rewritten, "html: svg or math", "its text is kept"},
    {R::SheetHides, "HTM-012", Removed, "html: style sheet that hides", "shown by one mail program and not by others"},
    {R::UiAttribute, "HTM-020", Removed, "html: attribute that steers the window",
     "takes the focus or the keys, or is code's"},
    {R::ProgramMarkup, "BODY-009", Kept, "html: markup of one mail program", "its text is kept"},
    {R::StorageLink, "BODY-011", Kept, "html: link to a file storage", "the file behind it was not looked at"},
    {R::MeetingLink, "BODY-012", Kept, "html: link to a meeting or calendar",
     "asks the reader to take part in something"},
};
static_assert(std::size(kRows) == kRemovalCount);

}  // namespace

std::vector<Finding> Removals::findings() const {
  std::vector<Finding> out;
  for (const Row& row : kRows) {
    if (count(row.removal) == 0) continue;
    out.push_back(Finding{row.id, row.action, std::string(row.where), count(row.removal), std::string(row.detail)});
  }
  return out;
}

}  // namespace mugai::html
