#include "lib/formats/mail/roles.h"

#include <algorithm>
#include <array>
#include <string>

#include "lib/base/ascii.h"
#include "lib/text/file_name.h"
#include "lib/text/parameters.h"

namespace mugai::mail {
namespace {

template <std::size_t N>
bool is_in(const std::array<std::string_view, N>& list, std::string_view word) noexcept {
  return std::find(list.begin(), list.end(), word) != list.end();
}

struct MultipartRow {
  std::string_view type;
  MultipartRole role;
};
constexpr std::array<MultipartRow, 9> kMultiparts = {{
    {"multipart/mixed", MultipartRole::Mixed},
    {"multipart/alternative", MultipartRole::Alternative},
    {"multipart/related", MultipartRole::Related},
    {"multipart/signed", MultipartRole::Signed},
    {"multipart/encrypted", MultipartRole::Encrypted},
    {"multipart/report", MultipartRole::Mixed},
    {"multipart/digest", MultipartRole::Mixed},  // its parts are messages where they do not say otherwise
    {"multipart/parallel", MultipartRole::Mixed},
    {"multipart/appledouble", MultipartRole::Mixed},  // RFC 1740: the file, and its resource fork
}};

// Shown to people. Those of reports are text whatever their type says (RFC 3464, RFC 8098, RFC 5965).
constexpr std::array<std::string_view, 9> kTexts = {"text/plain",
                                                    "text/html",
                                                    "text/enriched",
                                                    "text/richtext",
                                                    "message/delivery-status",
                                                    "message/disposition-notification",
                                                    "message/feedback-report",
                                                    "message/global-delivery-status",
                                                    "text/rfc822-headers"};
constexpr std::array<std::string_view, 3> kSmimeTypes = {"application/pkcs7-mime", "application/x-pkcs7-mime",
                                                         "application/cms"};
constexpr std::array<std::string_view, 2> kSmimeSignatures = {"application/pkcs7-signature",
                                                              "application/x-pkcs7-signature"};
constexpr std::array<std::string_view, 2> kWinmailTypes = {"application/ms-tnef", "application/vnd.ms-tnef"};
constexpr std::array<std::string_view, 9> kMacintosh = {
    "application/applefile",    "application/x-applefile", "application/applesingle",
    "application/mac-binhex40", "application/mac-binhex",  "application/x-binhex40",
    "application/x-binhex",     "application/x-macbinary", "application/macbinary"};
constexpr std::array<std::string_view, 7> kScripts = {"text/vbscript",     "text/javascript", "text/jscript",
                                                      "text/x-javascript", "text/ecmascript", "text/x-scriptlet",
                                                      "text/x-amp-html"};
constexpr std::array<std::string_view, 2> kDroppedAlternatives = {"text/x-amp-html", "text/watch-html"};

bool is_shown(const Part& part, const text::FileName& name) {
  if (!is_in(kTexts, part.type)) return false;
  return name.missing && text::parse_parameters(part.fields.first("Content-Disposition")).value != "attachment";
}

}  // namespace

MultipartRole multipart_role(std::string_view type) noexcept {
  const auto* row =
      std::find_if(kMultiparts.begin(), kMultiparts.end(), [&](const MultipartRow& r) { return r.type == type; });
  return row == kMultiparts.end() ? MultipartRole::Unusual : row->role;
}

bool is_smime_signature(std::string_view type) noexcept {
  return is_in(kSmimeSignatures, type);
}

bool is_signature_type(std::string_view type) noexcept {
  return is_smime_signature(type) || type == "application/pgp-signature";
}

bool is_dropped_alternative(std::string_view type) noexcept {
  return is_in(kDroppedAlternatives, type);
}

LeafRole leaf_role(const Part& part) {
  if (part.type == "message/external-body") return LeafRole::ExternalBody;
  if (part.type == "application/pgp-encrypted") return LeafRole::Encrypted;
  if (is_in(kMacintosh, part.type)) return LeafRole::Macintosh;
  if (is_signature_type(part.type)) return LeafRole::Signature;
  if (is_in(kSmimeTypes, part.type)) return LeafRole::Smime;
  if (is_in(kWinmailTypes, part.type)) return LeafRole::Winmail;
  const text::FileName name =
      text::choose_file_name(part.fields.first("Content-Type"), part.fields.first("Content-Disposition"), 1);
  const std::string lowered = ascii::lower(name.display);
  if (lowered == "winmail.dat" || lowered == "win.dat") return LeafRole::Winmail;
  if (lowered == "smime.p7m") return LeafRole::Smime;
  if (lowered.ends_with(".hqx")) return LeafRole::Macintosh;
  if (is_in(kScripts, part.type) && name.missing) return LeafRole::Script;
  return is_shown(part, name) ? LeafRole::Text : LeafRole::File;
}

}  // namespace mugai::mail
