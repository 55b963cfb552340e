#include "lib/formats/mail_auth/spf.h"

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/types.h>
// The library's header is plain C, and needs what stands above.
extern "C" {
#include <spf2/spf.h>
}

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <optional>

#include "lib/base/ascii.h"

namespace mugai::mail_auth {
namespace {

struct TypeRow {
  ns_type theirs;
  RecordType ours;
};
constexpr std::array<TypeRow, 5> kTypes = {{{ns_t_a, RecordType::A},
                                            {ns_t_ptr, RecordType::Ptr},
                                            {ns_t_mx, RecordType::Mx},
                                            {ns_t_txt, RecordType::Txt},
                                            {ns_t_aaaa, RecordType::Aaaa}}};
constexpr std::size_t kMaxText = 4096;  // of one TXT record

// Each value with a NUL behind it; addresses are bytes.
void add_values(SPF_dns_rr_t* answer, const Records& records) {
  for (const std::string& value : records.values) {
    const std::string cut = value.substr(0, kMaxText);
    if (SPF_dns_rr_buf_realloc(answer, answer->num_rr, cut.size() + 1) != SPF_E_SUCCESS) return;
    std::memcpy(answer->rr[answer->num_rr], cut.c_str(), cut.size() + 1);
    ++answer->num_rr;
  }
}

struct Lookup {
  DnsAnswers& answers;
  bool failed = false;  // DNS could not say
};

SPF_dns_rr_t* look_up(SPF_dns_server_t* server, const char* domain, ns_type type, int /*should_cache*/) {
  const auto* row = std::find_if(kTypes.begin(), kTypes.end(), [&](const TypeRow& r) { return r.theirs == type; });
  if (row == kTypes.end()) return SPF_dns_rr_new_init(server, domain, type, 0, NO_DATA);  // type SPF is dead
  auto* lookup = static_cast<Lookup*>(server->hook);
  const auto looked = lookup->answers.look_up(row->ours, domain);
  lookup->failed = lookup->failed || looked.state == DnsAnswers::State::Failed;
  if (looked.state != DnsAnswers::State::Known) return SPF_dns_rr_new_init(server, domain, type, 0, TRY_AGAIN);
  const Records& records = *looked.records;
  const int status = !records.values.empty() ? NETDB_SUCCESS : records.no_such_name ? HOST_NOT_FOUND : NO_DATA;
  SPF_dns_rr_t* answer = SPF_dns_rr_new_init(server, domain, type, 0, status);
  if (answer != nullptr) add_values(answer, records);
  return answer;
}

struct FreeRequest {
  void operator()(SPF_request_t* request) const noexcept { SPF_request_free(request); }
};
struct FreeResponse {
  void operator()(SPF_response_t* response) const noexcept { SPF_response_free(response); }
};

std::string_view word_for(SPF_result_t result) {
  switch (result) {
    case SPF_RESULT_PASS:
      return "pass";
    case SPF_RESULT_FAIL:
      return "fail";
    case SPF_RESULT_SOFTFAIL:
      return "softfail";
    case SPF_RESULT_NEUTRAL:
      return "neutral";
    case SPF_RESULT_NONE:
      return "none";
    case SPF_RESULT_TEMPERROR:
      return "temperror";
    case SPF_RESULT_PERMERROR:
    case SPF_RESULT_INVALID:
      break;
  }
  return "permerror";
}

// The library's words go nowhere: it would write them to stderr. Its errors are broken assumptions, after which it does
// not go on.
void say_nothing(const char* /*file*/, int /*line*/, const char* /*text*/) {}
__attribute__((noreturn)) void give_up(const char* /*file*/, int /*line*/, const char* /*text*/) {
  std::abort();
}

std::string_view domain_of(std::string_view address) {
  const std::size_t at = address.rfind('@');
  return at == std::string_view::npos ? address : address.substr(at + 1);
}

// Where the library turns for records; `hook` is the Lookup of the check under way.
SPF_dns_server_t& dns() {
  static SPF_dns_server_t layer = [] {
    SPF_dns_server_t made{};  // without `destroy`: it stays ours
    made.lookup = look_up;
    made.name = "mugai";
    return made;
  }();
  return layer;
}

// One for all: the library asks for the host's name when it makes one, which a locked process may not. It keeps nothing
// of a check.
SPF_server_t* server() {
  static SPF_server_t* const instance = [] {
    SPF_error_handler = give_up;
    SPF_warning_handler = SPF_info_handler = SPF_debug_handler = say_nothing;
    SPF_server_t* made = SPF_server_new_dns(&dns(), 0);
    if (made != nullptr && SPF_server_set_rec_dom(made, "gateway.invalid") != SPF_E_SUCCESS) made = nullptr;
    return made;
  }();
  return instance;
}

std::optional<SPF_result_t> ask_library(const SpfInput& input) {
  if (server() == nullptr) return std::nullopt;
  const std::unique_ptr<SPF_request_t, FreeRequest> request(SPF_request_new(server()));
  if (!request) return std::nullopt;
  const bool is_six = input.client.find(':') != std::string::npos;
  const SPF_errcode_t address = is_six ? SPF_request_set_ipv6_str(request.get(), input.client.c_str())
                                       : SPF_request_set_ipv4_str(request.get(), input.client.c_str());
  if (address != SPF_E_SUCCESS) return std::nullopt;
  if (!input.helo.empty()) SPF_request_set_helo_dom(request.get(), input.helo.c_str());
  if (!input.sender.empty()) SPF_request_set_env_from(request.get(), input.sender.c_str());
  SPF_response_t* raw = nullptr;
  SPF_request_query_mailfrom(request.get(), &raw);
  const std::unique_ptr<SPF_response_t, FreeResponse> response(raw);
  if (!response) return std::nullopt;
  return SPF_response_result(response.get());
}

}  // namespace

std::string check_spf(const SpfInput& input, DnsAnswers& answers) {
  const std::string sender_domain = ascii::lower(domain_of(input.sender));
  const bool by_sender = is_dns_name(sender_domain);
  if (!by_sender && !is_dns_name(input.helo)) return "spf=none";
  Lookup lookup{answers};
  dns().hook = &lookup;
  SpfInput given = input;
  if (!by_sender) given.sender.clear();  // RFC 7208 2.4: then postmaster at the HELO name
  const std::optional<SPF_result_t> result = ask_library(given);
  dns().hook = nullptr;
  std::string word(result ? word_for(*result) : "permerror");
  // The library calls a record that cannot be had a broken one.
  if (lookup.failed && (word == "permerror" || word == "none")) word = "temperror";
  return "spf=" + word + (by_sender ? " smtp.mailfrom=" + sender_domain : " smtp.helo=" + input.helo);
}

void warm_up_spf() {
  DnsAnswers answers =
      DnsAnswers::of_text("example.jp", "v=spf1 include:_spf.example.jp ip4:192.0.2.0/24 a:%{h} mx exists:%{i}.x -all");
  static_cast<void>(check_spf({"192.0.2.1", "mx.example.jp", "a@example.jp"}, answers));
  static_cast<void>(check_spf({"2001:db8::1", "mx.example.jp", "a@example.jp"}, answers));
}

}  // namespace mugai::mail_auth
