// MessageFlow: what happens between the end of DATA and the reply (design 4). Synchronous: the client's 250 comes after
// the next hop's 250 and after the audit record is durable. Whatever fails on our side is 4xx; nothing unsanitised is
// ever sent on.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "daemon/mugaid/flow/counters.h"
#include "daemon/mugaid/flow/deliveries.h"
#include "daemon/mugaid/flow/engine.h"
#include "daemon/mugaid/flow/mail_job.h"
#include "daemon/mugaid/flow/policies.h"
#include "daemon/mugaid/flow/receipts.h"
#include "daemon/mugaid/net.h"
#include "daemon/mugaid/smtp_out/client.h"
#include "lib/audit/writer.h"

namespace mugai::flow {

// Everything that outlives a session. Owned by main; all but `policies` is fixed after the start.
struct Services {
  net::asio::io_context& io;
  net::asio::thread_pool& workers;  // blocking jobs
  net::Watchdog& watchdog;
  Engine& engine;
  audit::Writer& audit;
  Receipts& receipts;
  Deliveries& deliveries;
  smtp_out::Pool& next_hop;
  Counters& counters;
  std::shared_ptr<const PolicySet> policies;
  std::string gateway_name;
  std::string language;
  std::string spool_dir;
  MailValues mail;             // what every mail is told alike: our domains, trusted hops and authorities
  SenderOptions sender;        // what is asked about the senders of mails
  bool audit_failing = false;  // the last record could not be made durable: no mail is taken until one can
};

// Waits until `record` is durable. False where it could not be made so; `services.audit_failing` is then set.
net::Task<bool> write_audit(Services& services, audit::Record record);
// Does not wait; for events that no reply depends on.
void note_audit(Services& services, const audit::Record& record);

struct Envelope {
  std::string peer;  // IP address
  std::string helo;
  bool esmtp = false;
  bool utf8 = false;
  std::string sender;
  std::vector<std::string> recipients;
  std::shared_ptr<const PolicySet> policies;  // keeps `policy` alive
  const LoadedPolicy* policy = nullptr;
};

struct Answer {
  int code = 451;
  std::string enhanced = "4.3.0";
  std::string text;
  std::string delivery_key;  // set where the message was taken: to be acknowledged once the client has the reply
};

net::Task<Answer> process_message(Services& services, const Envelope& envelope, smtp_out::Transaction& next_hop,
                                  Spool& spool);

// The next hop's reply as it is passed on to the client: 5xx and 4xx as they are; what blames our own commands, or no
// reply at all, is 4xx.
Answer map_reply(const smtp::Reply& reply);

}  // namespace mugai::flow
