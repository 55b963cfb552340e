// SenderCheck: what DKIM and SPF say about a message, before it is rebuilt. A job of the family Auth reads the message
// and either tells what it found or which DNS records it needs; they are asked for and a fresh job starts with them,
// until one has all it needs. Whatever fails on the way is "temperror": no mail waits or is lost for it.
#pragma once

#include <string>

#include "daemon/mugaid/flow/engine.h"
#include "daemon/mugaid/flow/resolver.h"

namespace mugai::flow {

struct SenderOptions {
  Resolver* resolver = nullptr;  // none: nothing is checked
  bool dkim = false;
  bool spf = false;
  bool client_is_sender = false;  // see mail_auth::Facts
};

struct SenderClaim {
  std::string client;  // IP address of the peer
  std::string helo;
  std::string sender;
};

inline constexpr int kMaxRounds = 14;  // jobs a message; SPF allows ten look-ups one after the other

// "dkim=pass header.d=example.jp; spf=none", for MailValues::verified; empty where nothing is to be checked. `fd` is
// the message. Blocks.
std::string check_sender(Engine& engine, const SenderOptions& options, const SenderClaim& claim, int fd);

}  // namespace mugai::flow
