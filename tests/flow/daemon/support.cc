#include "tests/flow/daemon/support.h"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace mugai::testing {
namespace {

namespace fs = std::filesystem;
constexpr int kReadSeconds = 20;

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

void send_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (put <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(put));
  }
}

}  // namespace

TempFolder::TempFolder() {
  std::string name = (fs::temp_directory_path() / "mugai-flow-XXXXXX").string();
  REQUIRE(::mkdtemp(name.data()) != nullptr);
  path_ = name;
}

TempFolder::~TempFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

Process::Process(const std::vector<std::string>& arguments, std::string log) : log_(std::move(log)) {
  std::vector<char*> argv;
  for (const std::string& argument : arguments)
    argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  const UniqueFd out(::open(log_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  REQUIRE(out);
  pid_ = ::fork();
  REQUIRE(pid_ >= 0);
  if (pid_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    ::dup2(out.get(), STDERR_FILENO);
    ::dup2(out.get(), STDOUT_FILENO);
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
}

Process::~Process() {
  if (pid_ > 0) {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
}

void Process::signal(int number) const {
  if (pid_ > 0) ::kill(pid_, number);
}

int Process::wait(int seconds) {
  const bool ended = pid_ <= 0 || eventually(
                                      [this] {
                                        int status = 0;
                                        if (::waitpid(pid_, &status, WNOHANG) != pid_) return false;
                                        status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
                                        pid_ = -1;
                                        return true;
                                      },
                                      seconds);
  return ended ? status_ : -1;
}

std::vector<pid_t> Process::children() const {
  std::istringstream list(read_file("/proc/" + std::to_string(pid_) + "/task/" + std::to_string(pid_) + "/children"));
  std::vector<pid_t> pids;
  for (pid_t pid = 0; list >> pid;)
    pids.push_back(pid);
  return pids;
}

std::string Process::log_text() const {
  return read_file(log_);
}

std::string Process::wait_for_word(const std::string& before, int seconds) const {
  std::string word;
  eventually(
      [&] {
        const std::string text = log_text();
        const std::size_t at = text.rfind(before);
        if (at == std::string::npos) return false;
        const std::size_t begin = at + before.size();
        const std::size_t end = text.find_first_of(" ,\n", begin);
        if (end == std::string::npos) return false;
        word = text.substr(begin, end - begin);
        return true;
      },
      seconds);
  return word;
}

Client::Client(std::uint16_t port) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const sockaddr_in address = loopback(port);
  const timeval limit{kReadSeconds, 0};
  ::setsockopt(fd_.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
  if (::connect(fd_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) fd_.reset();
}

void Client::send(std::string_view bytes) {
  if (fd_) send_all(fd_.get(), bytes);
}

bool Client::fill() {
  std::array<char, 4096> piece{};
  const ssize_t got = fd_ ? ::recv(fd_.get(), piece.data(), piece.size(), 0) : 0;
  if (got <= 0) return false;
  buffer_.append(piece.data(), static_cast<std::size_t>(got));
  return true;
}

std::string Client::reply() {
  std::string all;
  while (true) {
    const std::size_t end = buffer_.find("\r\n");
    if (end == std::string::npos) {
      if (!fill()) return {};
      continue;
    }
    const std::string line = buffer_.substr(0, end);
    buffer_.erase(0, end + 2);
    all += line + "\n";
    if (line.size() < 4 || line[3] != '-') return all;
  }
}

std::string Client::ask(std::string_view line) {
  send(std::string(line) + "\r\n");
  return reply();
}

std::string Client::rest() {
  while (fill()) {
  }
  return std::exchange(buffer_, {});
}

void Client::reset_hard() {
  const linger now{1, 0};
  ::setsockopt(fd_.get(), SOL_SOCKET, SO_LINGER, &now, sizeof(now));
  fd_.reset();
}

ScriptedServer::ScriptedServer(std::function<std::string(const std::string&)> answer)
    : answer_(std::move(answer)),
      listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)),
      stop_(::eventfd(0, EFD_CLOEXEC)) {
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof(address);
  REQUIRE(::bind(listener_.get(), reinterpret_cast<const sockaddr*>(&address), size) == 0);
  REQUIRE(::listen(listener_.get(), 16) == 0);
  ::getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&address), &size);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { serve(); });
}

ScriptedServer::~ScriptedServer() {
  ::eventfd_write(stop_.get(), 1);
  thread_.join();
}

void ScriptedServer::serve() {
  while (true) {
    std::array<pollfd, 2> fds = {pollfd{listener_.get(), POLLIN, 0}, pollfd{stop_.get(), POLLIN, 0}};
    if (::poll(fds.data(), fds.size(), -1) <= 0 || fds[1].revents != 0) return;
    session(UniqueFd(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC)));
  }
}

void ScriptedServer::session(UniqueFd fd) {
  send_all(fd.get(), answer_("CONNECT"));
  std::string buffer;
  bool in_data = false;
  while (true) {
    const std::size_t end = buffer.find("\r\n");
    if (end != std::string::npos) {
      const std::string line = buffer.substr(0, end);
      buffer.erase(0, end + 2);
      if (in_data && line != ".") continue;
      in_data = false;
      const std::string reply = answer_(line);
      if (reply.empty()) return;
      in_data = reply.starts_with("354");
      send_all(fd.get(), reply);
      continue;
    }
    std::array<pollfd, 2> fds = {pollfd{fd.get(), POLLIN, 0}, pollfd{stop_.get(), POLLIN, 0}};
    if (::poll(fds.data(), fds.size(), -1) <= 0 || fds[1].revents != 0) return;
    std::array<char, 4096> piece{};
    const ssize_t got = ::recv(fd.get(), piece.data(), piece.size(), 0);
    if (got <= 0) return;
    buffer.append(piece.data(), static_cast<std::size_t>(got));
  }
}

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void write_file(const std::string& path, std::string_view text) {
  std::ofstream(path, std::ios::binary) << text;
}

std::vector<std::string> list_folder(const std::string& path) {
  std::vector<std::string> names;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(path, ignored))
    names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

bool eventually(const std::function<bool()>& holds, int seconds) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
  while (!holds()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return true;
}

Gateway::Gateway(std::uint16_t next_hop, const std::string& more, const std::string& program)
    : program_(program.find('/') == std::string::npos ? MUGAI_BINARY_DIR "/tests/" + program : program) {
  std::string config =
      "[gateway]\nname = gw.example.jp\n[smtp]\nlisten = 127.0.0.1:0\ndomains = city.example.lg.jp, "
      ".school.example.lg.jp\n";
  config += "[relay]\nnext_hop = 127.0.0.1:" + std::to_string(next_hop) + "\ntimeout_seconds = 10\n";
  config += "[spool]\ndir = " + (folder_ / "spool") + "\n[store]\ndir = " + (folder_ / "store") +
            "\n[audit]\ndir = " + (folder_ / "audit") + "\n";
  config += "[control]\nsocket = " + (folder_ / "control") + "\n[metrics]\nlisten = 127.0.0.1:0\n";
  config += "[policy]\nmap = strict.school.example.lg.jp:strict\n" + more;
  // The engine of mugaid-fake needs no worker, but the daemon looks for one.
  if (program == "mugaid-fake") config += "[worker]\npath = /bin/true\n";
  write_file(folder_ / "mugai.conf", config);
}

void Gateway::start() {
  const std::string log = folder_ / ("log" + std::to_string(++starts_));
  process_ = std::make_unique<Process>(std::vector<std::string>{program_, "--config", folder_ / "mugai.conf"}, log);
  const std::string port = process_->wait_for_word("takes mail on 127.0.0.1:");
  INFO(process_->log_text());
  REQUIRE_FALSE(port.empty());
  port_ = static_cast<std::uint16_t>(std::stoi(port));
}

void Gateway::kill9() {
  process_->signal(SIGKILL);
  process_->wait(20);
}

int Gateway::terminate() {
  process_->signal(SIGTERM);
  return process_->wait(40);
}

std::vector<pid_t> Gateway::children() const {
  return process_->children();
}

std::uint16_t Gateway::metrics_port() const {
  return static_cast<std::uint16_t>(std::stoi(process_->wait_for_word("metrics on port ")));
}

std::string Gateway::control(const std::string& line) const {
  const UniqueFd fd(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = folder_ / "control";
  std::memcpy(address.sun_path, path.c_str(), path.size());
  if (::connect(fd.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0) return {};
  send_all(fd.get(), line + "\n");
  std::string text;
  std::array<char, 4096> piece{};
  for (ssize_t got = 0; (got = ::recv(fd.get(), piece.data(), piece.size(), 0)) > 0;)
    text.append(piece.data(), static_cast<std::size_t>(got));
  return text;
}

Sink::Sink() {
  const std::string program = MUGAI_BINARY_DIR "/tests/mugaid-fake";
  process_ = std::make_unique<Process>(
      std::vector<std::string>{program, "--demo-sink", "127.0.0.1:0", "--demo-dir", folder_ / "mail"}, folder_ / "log");
  const std::string port = process_->wait_for_word("demo sink listens on 127.0.0.1:");
  REQUIRE_FALSE(port.empty());
  port_ = static_cast<std::uint16_t>(std::stoi(port));
}

std::vector<std::string> Sink::messages() const {
  std::vector<std::string> texts;
  for (const std::string& name : list_folder(folder_ / "mail")) {
    if (name.ends_with(".eml")) texts.push_back(read_file(folder_ / ("mail/" + name)));
  }
  return texts;
}

std::string Sink::envelope(std::size_t index) const {
  std::string number = std::to_string(index + 1);
  number.insert(0, 6 - number.size(), '0');
  return read_file(folder_ / ("mail/" + number + ".envelope"));
}

}  // namespace mugai::testing
