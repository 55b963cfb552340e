#include "lib/formats/mail/boundaries.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/formats/mail/transfer.h"
#include "lib/text/parameters.h"

namespace mugai::mail {
namespace {

constexpr std::size_t kMaxBoundary = 70;  // RFC 2046 5.1.1

Error ambiguous(Context& ctx, CatalogueId id, const std::string& type, const std::string& why) {
  ctx.report({id, Action::Blocked, utf8::one_line(type, 60), 1, why});
  return make_error(ErrorCode::Ambiguous, why);
}

// boundary := 0*69<bchars> bcharsnospace. Characters outside of bchars are harmless within quotes, and real programs
// use some; what ends a line or a string is not.
bool is_boundary(std::string_view boundary) {
  if (boundary.empty() || boundary.size() > kMaxBoundary || boundary.back() == ' ') return false;
  return std::all_of(boundary.begin(), boundary.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

// What programs that do not know MIME are told before the first part, in the words of many mailers.
bool is_usual_preamble(std::string_view text) {
  const std::string lowered = ascii::lower(text);
  return text.size() < 2'000 && (lowered.find("mime") != std::string::npos);
}

class Checker {
 public:
  explicit Checker(Context& ctx) : ctx_(ctx) {}

  // Depth is bounded by the structure's own limit.
  Result<void> check(const Part& part) {
    report_fields(part);
    if (part.kind == PartKind::Leaf) return ok();
    if (part.kind != PartKind::Multipart) return ok();
    for (const std::string_view name : {"Content-Type", "Content-Transfer-Encoding"}) {
      if (contradicts(part.fields, name)) {
        return ambiguous(ctx_, "MAIL-001", part.type, std::string(name) + " stands twice with different values");
      }
    }
    if (changes_bytes(part)) return ambiguous(ctx_, "MIME-003", part.type, "an encoding around a multipart");
    TRY_ASSIGN(const std::string boundary, read_boundary(part));
    TRY(check_outside(part, boundary));
    open_.push_back(boundary);
    for (const Part& child : part.children)
      TRY(check(child));
    open_.pop_back();
    return ok();
  }

 private:
  Result<std::string> read_boundary(const Part& part) {
    const text::Parameters parameters = text::parse_parameters(part.fields.first("Content-Type"));
    const auto is_one = [](const text::Parameter& p) { return p.name == "boundary"; };
    if (std::count_if(parameters.all.begin(), parameters.all.end(), is_one) > 1) {
      return ambiguous(ctx_, "MAIL-005", part.type, "two boundary parameters");
    }
    const text::Parameter* found = parameters.find("boundary");
    if (found == nullptr) return ambiguous(ctx_, "MIME-001", part.type, "a multipart without a boundary");
    if (found->source == text::Parameter::Source::Extended || found->source == text::Parameter::Source::Continued) {
      return ambiguous(ctx_, "MAIL-005", part.type, "a boundary in the form of RFC 2231");
    }
    if (!is_boundary(found->raw)) return ambiguous(ctx_, "MIME-001", part.type, "a boundary that is none");
    // "--ab" is a line of the boundary "a" too, for those who compare the beginnings (RFC 2046 5.1.1).
    for (const std::string& outer : open_) {
      if (outer.starts_with(found->raw) || found->raw.starts_with(outer)) {
        return ambiguous(ctx_, "MIME-001", part.type, "a boundary that begins another around it");
      }
    }
    return found->raw;
  }

  Result<void> check_outside(const Part& part, const std::string& boundary) {
    const std::string line = "--" + boundary;
    const std::string_view epilogue = part.epilogue;
    for (std::size_t at = epilogue.find(line); at != std::string_view::npos; at = epilogue.find(line, at + 1)) {
      if (at == 0 || epilogue[at - 1] == '\n') {
        return ambiguous(ctx_, "MIME-001", part.type, "parts after the last boundary");
      }
    }
    const bool preamble = !ascii::trim(part.preamble).empty() && !is_usual_preamble(part.preamble);
    if (preamble) ctx_.report({"MIME-002", Action::Removed, "before the first part", 1, ""});
    if (!ascii::trim(epilogue).empty()) ctx_.report({"MIME-002", Action::Removed, "after the last part", 1, ""});
    return ok();
  }

  // Fields of a part that say how to read it pass as decoded values; others are left out (MIME-020).
  void report_fields(const Part& part) {
    if (part.kind == PartKind::Message && part.fields.all().empty()) return;
    for (const RawField& field : part.fields.all()) {
      const std::string name = ascii::lower(field.name);
      if (!name.starts_with("content-")) continue;
      const bool used = name == "content-type" || name == "content-transfer-encoding" ||
                        name == "content-disposition" || name == "content-id" || name == "content-description" ||
                        name == "content-language" || name == "content-class" || name == "content-length";
      if (!used) ctx_.report({"MIME-020", Action::Removed, part.type, 1, utf8::one_line(field.name, 60)});
    }
  }

  Context& ctx_;
  std::vector<std::string> open_;  // boundaries of the multiparts around
};

}  // namespace

bool contradicts(const Fields& fields, std::string_view name) {
  const std::string_view first = ascii::trim(fields.first(name));
  return std::any_of(fields.all().begin(), fields.all().end(), [&](const RawField& field) {
    return ascii::equal_ignoring_case(field.name, name) && ascii::trim(field.value) != first;
  });
}

Result<void> check_tree(const Part& body, Context& ctx) {
  return Checker(ctx).check(body);
}

}  // namespace mugai::mail
