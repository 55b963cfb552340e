// Which members a package may have: an allow-list by path. Tables with their reasons in members.cc.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "lib/policy/policy.h"

namespace mugai::odf {

enum class Member : std::uint8_t {
  Control,  // mimetype, manifest: written anew
  Xml,      // a file of a document
  Picture,  // rebuilt if content refers to it
  Drop,
};

struct MemberRule {
  std::string_view path;  // a name; ending in '/' everything below
  Member member;
  std::string_view id;
  std::optional<policy::Category> category;
  bool silent_when_empty = false;  // folders and files without content say nothing
};

// `path` is relative to the document that the member belongs to; `media_type` as the manifest says it.
const MemberRule& judge_member(std::string_view path, std::string_view media_type);

}  // namespace mugai::odf
