#include "daemon/mugaictl/commands.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <memory>

#include "daemon/mugaictl/words.h"
#include "lib/audit/flat_json.h"
#include "lib/audit/verifier.h"
#include "lib/audit/writer.h"
#include "lib/base/ascii.h"
#include "lib/base/unique_fd.h"
#include "lib/base/utf8.h"
#include "lib/policy/policy.h"
#include "lib/report/layout.h"
#include "lib/report/template.h"

namespace mugai::ctl {
namespace {

constexpr std::size_t kMaxAnswerBytes = 64 * 1024;
constexpr int kAnswerSeconds = 15;
constexpr std::size_t kStatusColumns = 36;
constexpr std::array<std::string_view, 12> kOptionsWithValue = {"--sha256", "--config",  "--lang",   "--head",
                                                                "--from",   "--to",      "--date",   "--message-id",
                                                                "--file",   "--receipt", "--action", "--limit"};

Error trouble(std::string words) {
  return make_error(ErrorCode::Io, std::move(words));
}
void print(std::string_view text) {
  std::printf("%.*s\n", static_cast<int>(text.size()), text.data());
}
std::string words_of(Word which, const Invocation& call) {
  return std::string(word(which, call.language));
}

std::string option(const Invocation& call, const char* name) {
  const auto found = call.options.find(name);
  return found == call.options.end() ? std::string() : found->second;
}

// One request on the control socket.
Result<audit::Fields> ask_daemon(const Invocation& call, const std::string& socket_path, const std::string& command,
                                 const std::string& query = {}) {
  const Error silent = trouble(socket_path + ": " + words_of(Word::NoDaemon, call));
  const UniqueFd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (!fd || socket_path.empty() || socket_path.size() >= sizeof(address.sun_path)) return silent;
  std::memcpy(address.sun_path, socket_path.data(), socket_path.size());
  const timeval limit{kAnswerSeconds, 0};
  ::setsockopt(fd.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
  if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) return silent;
  audit::Fields request;
  request.emplace_back("cmd", command);
  if (!query.empty()) request.emplace_back("query", query);
  const std::string line = audit::to_line(request) + "\n";
  if (::send(fd.get(), line.data(), line.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(line.size())) return silent;
  std::string answer;
  std::array<char, 4096> piece{};
  while (answer.find('\n') == std::string::npos && answer.size() < kMaxAnswerBytes) {
    const ssize_t got = ::recv(fd.get(), piece.data(), piece.size(), 0);
    if (got <= 0) return silent;
    answer.append(piece.data(), static_cast<std::size_t>(got));
  }
  return audit::parse_line(answer.substr(0, answer.find('\n')));
}

Result<int> control(const Invocation& call, const std::string& command) {
  TRY_ASSIGN(const daemon::Config config, daemon::read_config(call.config_path));
  TRY_ASSIGN(const audit::Fields fields, ask_daemon(call, config.control_socket, command));
  const audit::Value* good = audit::find(fields, "ok");
  if (good == nullptr || *good != audit::Value(true))
    return trouble(utf8::one_line(audit::text_of(fields, "error"), 500));
  for (const auto& [key, value] : fields) {
    if (key == "ok") continue;
    std::string line(status_word(key, call.language));
    const std::size_t width = report::display_width(line);
    line.append(width < kStatusColumns ? kStatusColumns - width : 1, ' ');
    if (const auto* text = std::get_if<std::string>(&value)) {
      line += status_value(*text, call.language);
    } else {
      audit::append_json_value(line, value);
    }
    print(line);
  }
  return 0;
}

Result<int> verify_audit(const Invocation& call) {
  TRY_ASSIGN(const daemon::Config config, daemon::read_config(call.config_path));
  TRY_ASSIGN(const audit::Verdict verdict, audit::verify(config.audit_dir, option(call, "--head")));
  for (const audit::Problem& problem : verdict.problems) {
    print(std::string(audit::damage_name(problem.damage)) + ": " + problem.file +
          (problem.line > 0 ? ":" + std::to_string(problem.line) : std::string()) + ": " + problem.words);
  }
  if (verdict.files == 0 && verdict.whole()) return trouble(words_of(Word::AuditEmpty, call) + " " + config.audit_dir);
  const std::string files = std::to_string(verdict.files);
  const std::string records = std::to_string(verdict.records);
  const std::string range = std::to_string(verdict.first_seq) + "-" + std::to_string(verdict.last_seq);
  print(words_of(verdict.whole() ? Word::AuditWhole : Word::AuditBroken, call) +
        (call.language == "ja" ? "（ファイル" + files + "個、記録" + records + "件、番号" + range + "）"
                               : ": files " + files + ", records " + records + " (" + range + ")"));
  if (!verdict.last_hash.empty()) print("head " + std::to_string(verdict.last_seq) + ":" + verdict.last_hash);
  return verdict.whole() ? 0 : 1;
}

// Looking into the log and the quarantine is itself recorded (POL-69): by the daemon, which holds the log, or here
// while it does not run. Where neither can be (a copy of the log on another machine), that is said, and the search goes
// on.
void record_look_up(const Invocation& call, const daemon::Config& config, const std::string& action,
                    const std::string& query) {
  if (const auto told = ask_daemon(call, config.control_socket, action, query)) {
    const audit::Value* good = audit::find(*told, "ok");
    if (good != nullptr && *good == audit::Value(true)) return;
  }
  const auto files = audit::log_files(config.audit_dir);
  if (!files || files->empty()) return;  // no log, nothing to look up
  audit::WriterOptions options;
  options.folder = config.audit_dir;
  options.rotate_bytes = config.audit_rotate_bytes;
  if (const auto writer = audit::Writer::open(std::move(options))) {
    audit::Record record;
    record.user = "uid " + std::to_string(::getuid());
    record.terminal = "local";
    record.action = action;
    record.object = config.gateway_name;
    record.reason = query;
    if ((*writer)->append_and_wait(record)) return;
  }
  std::fprintf(stderr, "mugaictl: %s\n", words_of(Word::NotRecorded, call).c_str());
}

// "--from a@b --limit 5": the options of a search as they were given.
std::string query_words(const Invocation& call) {
  std::string out;
  for (const auto& [name, value] : call.options) {
    if (name == "--config" || name == "--lang") continue;
    out.append(out.empty() ? "" : " ").append(name).append(" ").append(utf8::one_line(value, 200));
  }
  return out.empty() ? "everything" : out;
}

Result<int> search_audit(const Invocation& call) {
  TRY_ASSIGN(const daemon::Config config, daemon::read_config(call.config_path));
  audit::Query query;
  query.sender = option(call, "--from");
  query.recipient = option(call, "--to");
  query.date = option(call, "--date");
  query.message_id = option(call, "--message-id");
  query.file_name = option(call, "--file");
  query.receipt = option(call, "--receipt");
  query.action = option(call, "--action");
  query.sha256 = option(call, "--sha256");
  if (const std::string limit = option(call, "--limit"); !limit.empty()) {
    const auto number = ascii::parse_decimal(limit);
    if (!number || *number == 0) return make_error(ErrorCode::Malformed, "--limit: write a whole number above 0");
    query.limit = *number;
  }
  record_look_up(call, config, "audit.search", query_words(call));
  TRY_ASSIGN(const std::uint64_t count,
             audit::search(config.audit_dir, query, [](std::string_view line) { print(line); }));
  if (count == 0) std::fprintf(stderr, "%s\n", words_of(Word::NoMatch, call).c_str());
  return count > 0 ? 0 : 1;
}

// Names are looked up in policy.dir where there is a configuration; a file needs none.
std::string policy_folder(const Invocation& call) {
  const Result<daemon::Config> config = daemon::read_config(call.config_path);
  return config ? config->policy_dir : std::string("/etc/mugai/policies");
}

Result<int> policy(const Invocation& call, bool explain) {
  TRY_ASSIGN(const policy::Policy policy, policy::load(call.words[2], policy_folder(call)));
  TRY(report::check_notices(policy));
  if (explain) std::fputs(policy::explain(policy, call.language).c_str(), stdout);
  const std::vector<std::string> warnings = policy::warnings(policy, call.language);
  for (const std::string& warning : warnings)
    print("! " + warning);
  if (!explain) {
    print(call.words[2] + ": " + words_of(Word::PolicyGood, call) +
          (warnings.empty() ? ", " + words_of(Word::NoWarnings, call) : ""));
  }
  return 0;
}

struct Item {
  std::string receipt;
  std::string name;
  std::string file;
  std::uint64_t bytes = 0;
};

// Files are named RECEIPT__NAME by the drop folder.
Result<std::vector<Item>> quarantine_items(const std::string& folder) {
  const std::unique_ptr<DIR, int (*)(DIR*)> dir(::opendir(folder.c_str()), &::closedir);
  if (!dir) return trouble(folder + ": cannot be read");
  std::vector<Item> items;
  while (const dirent* entry = ::readdir(dir.get())) {
    const std::string file = entry->d_name;
    const std::size_t split = file.find("__");
    struct stat info {};
    if (split == std::string::npos || ::fstatat(::dirfd(dir.get()), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0 ||
        !S_ISREG(info.st_mode))
      continue;
    items.push_back({file.substr(0, split), file.substr(split + 2), file, static_cast<std::uint64_t>(info.st_size)});
  }
  std::sort(items.begin(), items.end(), [](const Item& a, const Item& b) { return a.file < b.file; });
  return items;
}

Result<int> quarantine(const Invocation& call, bool show) {
  TRY_ASSIGN(const daemon::Config config, daemon::read_config(call.config_path));
  if (config.drop_quarantine.empty()) return trouble(words_of(Word::NeedsQuarantine, call));
  TRY_ASSIGN(const std::vector<Item> items, quarantine_items(config.drop_quarantine));
  bool found = false;
  for (const Item& item : items) {
    if (show && item.receipt != call.words[2]) continue;
    found = true;
    print(item.receipt + "  " + std::to_string(item.bytes) + "  " + utf8::one_line(item.name, 300));
  }
  if (!found) {
    std::fprintf(stderr, "%s\n", words_of(show ? Word::NoSuchItem : Word::QuarantineEmpty, call).c_str());
    return show ? 1 : 0;
  }
  if (show) {
    record_look_up(call, config, "quarantine.show", call.words[2]);
    audit::Query query;
    query.receipt = call.words[2];
    TRY(audit::search(config.audit_dir, query, [](std::string_view line) { print(line); }));
  }
  return 0;
}

struct Command {
  std::string_view first;
  std::string_view second;  // "" where the command is one word
  std::size_t words;        // with its arguments
  Result<int> (*run)(const Invocation&);
};

constexpr Command kCommands[] = {
    {"status", "", 1, [](const Invocation& c) { return control(c, "status"); }},
    {"stop", "", 1, [](const Invocation& c) { return control(c, "stop"); }},
    {"resume", "", 1, [](const Invocation& c) { return control(c, "resume"); }},
    {"reload", "", 1, [](const Invocation& c) { return control(c, "reload"); }},
    {"audit", "verify", 2, verify_audit},
    {"audit", "search", 2, search_audit},
    {"policy", "check", 3, [](const Invocation& c) { return policy(c, false); }},
    {"policy", "explain", 3, [](const Invocation& c) { return policy(c, true); }},
    {"quarantine", "list", 2, [](const Invocation& c) { return quarantine(c, false); }},
    {"quarantine", "show", 3, [](const Invocation& c) { return quarantine(c, true); }},
};

}  // namespace

Result<Invocation> parse_invocation(const std::vector<std::string>& arguments, std::string_view environment_language) {
  Invocation call;
  if (environment_language.starts_with("ja")) call.language = "ja";
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const std::string& argument = arguments[i];
    if (!argument.starts_with("--")) {
      call.words.push_back(argument);
      continue;
    }
    const std::size_t equals = argument.find('=');
    const std::string name = argument.substr(0, equals);
    if (name == "--help" || name == "--version") {
      call.options[name] = "";
      continue;
    }
    if (std::find(kOptionsWithValue.begin(), kOptionsWithValue.end(), name) == kOptionsWithValue.end()) {
      return make_error(ErrorCode::Malformed, utf8::one_line(name, 60) + ": " + words_of(Word::UnknownOption, call));
    }
    if (equals == std::string::npos && i + 1 == arguments.size()) {
      return make_error(ErrorCode::Malformed, name + ": " + words_of(Word::MissingArgument, call));
    }
    call.options[name] = equals == std::string::npos ? arguments[++i] : argument.substr(equals + 1);
  }
  if (const std::string language = option(call, "--lang"); !language.empty()) {
    if (language != "ja" && language != "en") return make_error(ErrorCode::Malformed, "--lang: write ja or en");
    call.language = language;
  }
  if (call.options.contains("--config")) call.config_path = call.options["--config"];
  return call;
}

Result<int> run_command(const Invocation& call) {
  const Error unknown = make_error(ErrorCode::Malformed, words_of(Word::UnknownCommand, call));
  if (call.words.empty()) return unknown;
  for (const Command& command : kCommands) {
    if (command.first != call.words[0]) continue;
    if (!command.second.empty() && (call.words.size() < 2 || call.words[1] != command.second)) continue;
    if (call.words.size() < command.words)
      return make_error(ErrorCode::Malformed, words_of(Word::MissingArgument, call));
    if (call.words.size() > command.words) return unknown;
    return command.run(call);
  }
  return unknown;
}

}  // namespace mugai::ctl
