// Reader and writer of policies. One loop over the entries of the INI text; every key is found in a table, and a key
// that no table knows is an error, so that a typing error cannot weaken a policy unnoticed.
#include "lib/policy/policy.h"

#include <fcntl.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <set>

#include "lib/base/ascii.h"
#include "lib/base/bytes.h"
#include "lib/base/utf8.h"
#include "lib/policy/categories.h"
#include "lib/policy/ini.h"
#include "lib/policy/keys.h"
#include "lib/stream/base64.h"
#include "lib/stream/source.h"

namespace mugai::policy {
namespace {

constexpr std::uint64_t kMaxFileBytes = 64 << 10;
constexpr std::uint64_t kMaxNoticeBytes = 8 << 10;
constexpr std::string_view kDefaultType = "default";

struct Reader {
  std::string_view origin;
  Policy policy;

  [[nodiscard]] Error wrong(const IniEntry& entry, std::string_view what) const {
    return make_error(ErrorCode::Malformed, std::string(origin) + ":" + std::to_string(entry.line) + ": " + entry.key +
                                                " = " + utf8::one_line(entry.value, 60) + ": " + std::string(what));
  }
  Result<void> apply(const IniEntry& entry);
  Result<void> apply_policy(const IniEntry& entry);
  Result<void> apply_content(const IniEntry& entry);
  Result<void> apply_type(const IniEntry& entry);
  Result<void> apply_limit(const IniEntry& entry);
  Result<void> apply_subject_prefix(const IniEntry& entry);
  Result<void> apply_notice(const IniEntry& entry);
};

Result<std::string> read_file(const std::string& path);

template <class Range>
std::string list_words(const Range& words) {
  std::string out;
  for (const auto& word : words) {
    if (!out.empty()) out += ", ";
    out += word;
  }
  return out;
}

bool is_policy_name(std::string_view text) noexcept {
  return !text.empty() && text.size() <= 40 && std::all_of(text.begin(), text.end(), [](char c) {
    return ascii::is_lower(c) || ascii::is_digit(c) || c == '-' || c == '_';
  });
}

Result<void> Reader::apply_policy(const IniEntry& entry) {
  if (entry.key == "base") return ok();  // has been applied before everything else
  if (entry.key != "name") return wrong(entry, "unknown key; [policy] takes name, base");
  if (!is_policy_name(entry.value)) return wrong(entry, "a name is 1 to 40 of a-z, 0-9, - and _");
  policy.name = entry.value;
  return ok();
}

Result<void> Reader::apply_content(const IniEntry& entry) {
  const CategoryRow* row = find_category(entry.key);
  if (row == nullptr) {
    std::vector<std::string_view> keys;
    for (const CategoryRow& r : category_rows())
      keys.push_back(r.key);
    return wrong(entry, "unknown key; [content] takes " + list_words(keys));
  }
  auto& state = policy.states.at(static_cast<std::size_t>(row->category));
  if (entry.value == state_name(State::Remove)) {
    state = State::Remove;
  } else if (entry.value == state_name(State::Block)) {
    state = State::Block;
  } else if (entry.value == state_name(State::Keep) && row->may_keep) {
    state = State::Keep;
  } else {
    return wrong(entry, row->may_keep ? "allowed: keep, remove, block"
                                      : "allowed: remove, block (this content is never delivered)");
  }
  return ok();
}

// Why nothing here can do that with files of the type; empty where it can. Said when a policy is read, not of each
// file.
std::string_view impossible(std::string_view type, TypeAction action) noexcept {
  if (action == TypeAction::Text) return "no type is delivered as text by this key; for web pages see [text] web_pages";
  const bool can = type == "pdf" || type == "image";
  if (action != TypeAction::Flatten || can) return {};
  return "only pdf (pages become pictures) and image (their lowest bits go) can be flattened; Office files and others "
         "would need a conversion that is not part of this program";
}

Result<void> Reader::apply_type(const IniEntry& entry) {
  constexpr std::array kActions = {TypeAction::Sanitize, TypeAction::Text, TypeAction::Flatten, TypeAction::Block};
  for (const TypeAction action : kActions) {
    if (entry.value != type_action_name(action)) continue;
    if (const std::string_view why = impossible(entry.key, action); !why.empty()) return wrong(entry, why);
    if (entry.key == kDefaultType && action == TypeAction::Sanitize) {
      policy.type_actions.erase(entry.key);  // as where nothing is said: one policy has one text form
    } else {
      policy.type_actions[entry.key] = action;
    }
    return ok();
  }
  return wrong(entry, "allowed: sanitize, text, flatten, block");
}

Result<void> Reader::apply_subject_prefix(const IniEntry& entry) {
  if (entry.value.size() > kMaxSubjectPrefixBytes) return wrong(entry, "at most 60 bytes of UTF-8");
  // one_line() drops spaces at the end; one space after the words is what an author wants.
  const std::string cleaned = utf8::one_line(entry.value + "|", kMaxSubjectPrefixBytes + 1);
  if (cleaned != entry.value + "|") return wrong(entry, "control and invisible characters are not allowed");
  policy.subject_prefix = entry.value;
  return ok();
}

// notice_ja, notice_en: a file's name; notice_ja_text, notice_en_text: its content in base64, between our own programs.
Result<void> Reader::apply_notice(const IniEntry& entry) {
  const bool is_text = entry.key.ends_with("_text");
  const std::string language = entry.key.substr(7, 2);
  const bool known = language == "ja" || language == "en";
  if (!known || entry.key.size() != (is_text ? 14U : 9U)) return wrong(entry, "allowed: notice_ja, notice_en");
  std::string& into = language == "ja" ? policy.notice_ja : policy.notice_en;
  if (is_text) {
    const base64::Decoded decoded = base64::decode(entry.value);
    if (decoded.defects.any() || decoded.bytes.size() > kMaxNoticeBytes) return wrong(entry, "no template");
    into = decoded.bytes;
    return ok();
  }
  if (entry.value.empty()) return ok();
  const std::size_t slash = origin.rfind('/');
  const bool beside = entry.value.find('/') == std::string::npos && slash != std::string_view::npos;
  const auto text = read_file(beside ? std::string(origin.substr(0, slash + 1)) + entry.value : entry.value);
  if (!text) return wrong(entry, "a file that can be read: " + text.error().detail);
  if (text->size() > kMaxNoticeBytes) return wrong(entry, "a template is at most 8 KiB");
  into = *text;
  return ok();
}

// number = 1*DIGIT [ *space ( "KiB" / "MiB" / "GiB" ) ]; a unit only where bytes are counted
std::optional<std::uint64_t> parse_amount(std::string_view text, Unit unit) {
  struct Suffix {
    std::string_view word;
    std::uint64_t factor;
  };
  constexpr std::array<Suffix, 3> kSuffixes = {{{"KiB", 1 << 10}, {"MiB", 1 << 20}, {"GiB", 1 << 30}}};
  std::uint64_t factor = 1;
  for (const Suffix& suffix : kSuffixes) {
    if (unit == Unit::Bytes && text.ends_with(suffix.word)) {
      factor = suffix.factor;
      text = ascii::trim(text.substr(0, text.size() - suffix.word.size()));
      break;
    }
  }
  const auto number = ascii::parse_decimal(text);
  if (!number) return std::nullopt;
  std::uint64_t product = 0;
  if (__builtin_mul_overflow(*number, factor, &product)) return std::nullopt;
  return product;
}

Result<void> Reader::apply_limit(const IniEntry& entry) {
  for (const LimitKey& limit : limit_keys()) {
    if (limit.key != entry.key) continue;
    const auto value = parse_amount(entry.value, limit.unit);
    if (!value || *value < limit.least || *value > limit.most) {
      return wrong(entry, "a number from " + std::to_string(limit.least) + " to " + std::to_string(limit.most) +
                              (limit.unit == Unit::Bytes ? " (KiB, MiB and GiB may follow it)" : ""));
    }
    limit.set(policy.limits, *value);
    return ok();
  }
  std::vector<std::string_view> keys;
  for (const LimitKey& limit : limit_keys())
    keys.push_back(limit.key);
  return wrong(entry, "unknown key; [limits] takes " + list_words(keys));
}

Result<void> Reader::apply(const IniEntry& entry) {
  if (entry.section == "policy") return apply_policy(entry);
  if (entry.section == "content") return apply_content(entry);
  if (entry.section == "types") return apply_type(entry);
  if (entry.section == "limits") return apply_limit(entry);
  if (entry.section == "mail" && entry.key == "subject_prefix") return apply_subject_prefix(entry);
  if (entry.section == "mail" && entry.key.starts_with("notice_") && entry.key != "notice_position") {
    return apply_notice(entry);
  }
  bool known_section = false;
  for (const ChoiceKey& choice : choice_keys()) {
    if (choice.section != entry.section) continue;
    known_section = true;
    if (choice.key != entry.key) continue;
    const auto word = std::find(choice.words.begin(), choice.words.end(), entry.value);
    if (word == choice.words.end()) return wrong(entry, "allowed: " + list_words(choice.words));
    choice.set(policy, static_cast<std::size_t>(word - choice.words.begin()));
    return ok();
  }
  if (known_section) return wrong(entry, "unknown key in [" + entry.section + "]");
  return wrong(entry, "unknown section [" + entry.section +
                          "]; allowed: policy, content, types, mail, output, text, flatten, limits");
}

// "config/policies/strict.conf" → "strict"; "custom" where that is no name.
std::string name_of(std::string_view origin) {
  const std::size_t slash = origin.rfind('/');
  std::string_view stem = slash == std::string_view::npos ? origin : origin.substr(slash + 1);
  stem = stem.substr(0, stem.find('.'));
  return is_policy_name(stem) ? std::string(stem) : "custom";
}

Result<Policy> read_policy(std::string_view text, std::string_view origin, bool base_allowed) {
  TRY_ASSIGN(const std::vector<IniEntry> entries, parse_ini(text, origin));
  Reader reader{origin, Policy()};
  for (const IniEntry& entry : entries) {
    if (entry.section != "policy" || entry.key != "base") continue;
    const std::string_view base = builtin_text(entry.value);
    if (base.empty() || !base_allowed) return reader.wrong(entry, "allowed: strict, standard, lenient");
    TRY_ASSIGN(reader.policy, read_policy(base, entry.value, false));
  }
  reader.policy.name = name_of(origin);
  for (const IniEntry& entry : entries)
    TRY(reader.apply(entry));
  return std::move(reader.policy);
}

Result<std::string> read_file(const std::string& path) {
  UniqueFd fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!fd) return make_error(ErrorCode::Io, "policy " + path + ": " + std::strerror(errno));
  auto source = FdSource::open(std::move(fd));
  if (!source) return make_error(ErrorCode::Io, "policy " + path + ": not a readable file");
  auto bytes = source->read_all(kMaxFileBytes);
  if (!bytes) return make_error(bytes.error().code, "policy " + path + ": " + bytes.error().detail);
  return std::string(as_text(*bytes));
}

bool is_file(const std::string& path) {
  return ::access(path.c_str(), F_OK) == 0;
}

}  // namespace

Policy::Policy() : states{} {
  for (const CategoryRow& row : category_rows())
    states.at(static_cast<std::size_t>(row.category)) = row.standard;
}

TypeAction Policy::type_action(std::string_view type) const {
  const auto found = type_actions.find(type);
  if (found != type_actions.end()) return found->second;
  const auto fallback = type_actions.find(kDefaultType);
  return fallback == type_actions.end() ? TypeAction::Sanitize : fallback->second;
}

std::string Policy::encode() const {
  std::string out = "[policy]\nname = " + name + "\n[content]\n";
  const auto line = [&out](std::string_view key, std::string_view value) {
    out.append(key).append(" = ").append(value).append("\n");
  };
  for (const CategoryRow& row : category_rows())
    line(row.key, state_name(state(row.category)));
  out += "[types]\n";
  for (const auto& [type, action] : type_actions)
    line(type, type_action_name(action));
  out += "[mail]\n";
  line("subject_prefix", "\"" + subject_prefix + "\"");
  if (!notice_ja.empty()) line("notice_ja_text", base64::encode(as_bytes(notice_ja)));
  if (!notice_en.empty()) line("notice_en_text", base64::encode(as_bytes(notice_en)));
  std::string_view section = "mail";
  for (const ChoiceKey& choice : choice_keys()) {
    if (choice.section != section) out.append("[").append(choice.section).append("]\n");
    section = choice.section;
    line(choice.key, choice.words[choice.get(*this)]);
  }
  out += "[limits]\n";
  for (const LimitKey& limit : limit_keys())
    line(limit.key, std::to_string(limit.get(limits)));
  return out;
}

std::string Policy::encode_changes() const {
  std::set<std::string, std::less<>> same;  // section and line, as the standard policy has them
  const auto each_line = [](const std::string& text, auto&& take) {
    std::string_view section;
    for (std::string_view rest = text; !rest.empty();) {
      const std::string_view line = rest.substr(0, rest.find('\n'));
      rest.remove_prefix(std::min(rest.size(), line.size() + 1));
      if (line.starts_with('[')) {
        section = line;
      } else {
        take(section, line);
      }
    }
  };
  each_line(Policy().encode(), [&](std::string_view section, std::string_view line) {
    if (section != "[policy]") same.insert(std::string(section).append(line));  // a name has no standard
  });
  std::string out;
  std::string written;
  each_line(encode(), [&](std::string_view section, std::string_view line) {
    if (same.contains(std::string(section).append(line))) return;
    if (written != section) out.append(written = section).append("\n");
    out.append(line).append("\n");
  });
  return out;
}

Result<Policy> Policy::decode(std::string_view text) {
  return read_policy(text, "policy", false);
}

Result<Policy> parse(std::string_view text, std::string_view origin) {
  return read_policy(text, origin, true);
}

Result<Policy> load(const std::string& name_or_path, const std::string& policy_folder) {
  if (!is_policy_name(name_or_path)) {
    TRY_ASSIGN(const std::string text, read_file(name_or_path));
    return parse(text, name_or_path);
  }
  const std::string path = policy_folder + "/" + name_or_path + ".conf";
  if (!policy_folder.empty() && is_file(path)) {
    TRY_ASSIGN(const std::string text, read_file(path));
    return parse(text, path);
  }
  const std::string_view text = builtin_text(name_or_path);
  if (!text.empty()) return parse(text, name_or_path);
  return make_error(ErrorCode::Io, "no policy \"" + name_or_path + "\" (looked for " + path +
                                       "): give strict, standard, lenient, a name in that folder or a path with a "
                                       "slash or a dot");
}

}  // namespace mugai::policy
