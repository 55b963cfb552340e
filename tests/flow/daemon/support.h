// Processes, sockets and folders for the daemon's tests. Ports are chosen by the system; every wait is bounded.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "lib/base/unique_fd.h"

namespace mugai::testing {

// A folder that goes away with the object.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

// A program whose standard error goes to a file. Killed with the object.
class Process {
 public:
  Process(const std::vector<std::string>& arguments, std::string log);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  void signal(int number) const;
  // Exit status, 128 + signal number, or -1 where it did not end within `seconds`.
  int wait(int seconds);
  // The word after `before` in the log, waited for; empty where it does not come.
  [[nodiscard]] std::string wait_for_word(const std::string& before, int seconds = 20) const;
  [[nodiscard]] std::string log_text() const;
  // Processes that its first thread has started and that still run.
  [[nodiscard]] std::vector<pid_t> children() const;

 private:
  std::string log_;
  pid_t pid_ = -1;
  int status_ = -1;
};

// A blocking client socket on loopback; reads end after 20 s.
class Client {
 public:
  explicit Client(std::uint16_t port);
  void send(std::string_view bytes);
  // One reply with all its lines; empty where the connection ended.
  std::string reply();
  std::string ask(std::string_view line);  // sends the line with CR LF
  // Everything until the other side closes.
  std::string rest();
  void reset_hard();  // closes with RST
  [[nodiscard]] bool connected() const noexcept { return static_cast<bool>(fd_); }

 private:
  bool fill();
  UniqueFd fd_;
  std::string buffer_;
};

// A mail server on a thread: `answer` gives the reply to each command line ("." for the end of a message; "" closes).
class ScriptedServer {
 public:
  explicit ScriptedServer(std::function<std::string(const std::string& line)> answer);
  ~ScriptedServer();
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;
  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }

 private:
  void serve();
  void session(UniqueFd fd);
  std::function<std::string(const std::string& line)> answer_;
  UniqueFd listener_;
  UniqueFd stop_;
  std::uint16_t port_ = 0;
  std::thread thread_;
};

std::string read_file(const std::string& path);
void write_file(const std::string& path, std::string_view text);
std::vector<std::string> list_folder(const std::string& path);  // names, sorted
// Tries until it holds or `seconds` have gone.
bool eventually(const std::function<bool()>& holds, int seconds = 20);

// The gateway under test with a folder of its own, and its configuration.
class Gateway {
 public:
  // `program`: of the build's tests folder, or with a slash anywhere. `more`: lines for the configuration.
  Gateway(std::uint16_t next_hop, const std::string& more = {}, const std::string& program = "mugaid-fake");
  void start();
  void kill9();
  int terminate();  // SIGTERM; the exit status
  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  [[nodiscard]] std::uint16_t metrics_port() const;
  [[nodiscard]] std::string log() const { return process_->log_text(); }
  [[nodiscard]] Process& process() { return *process_; }
  [[nodiscard]] const TempFolder& folder() const noexcept { return folder_; }
  [[nodiscard]] std::vector<pid_t> children() const;
  [[nodiscard]] std::string audit() const { return folder_ / "audit"; }
  std::string control(const std::string& line) const;  // one request on the control socket

 private:
  TempFolder folder_;
  std::string program_;
  std::unique_ptr<Process> process_;
  std::uint16_t port_ = 0;
  int starts_ = 0;
};

// A sink that keeps messages in a folder.
class Sink {
 public:
  Sink();
  [[nodiscard]] std::uint16_t port() const noexcept { return port_; }
  [[nodiscard]] std::vector<std::string> messages() const;  // texts, in order
  [[nodiscard]] std::string envelope(std::size_t index) const;

 private:
  TempFolder folder_;
  std::unique_ptr<Process> process_;
  std::uint16_t port_ = 0;
};

}  // namespace mugai::testing
