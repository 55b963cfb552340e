#include "daemon/mugaid/config.h"

#include <doctest/doctest.h>

#include <fstream>
#include <sstream>

namespace mugai::daemon {
namespace {

constexpr const char* kLeast =
    "[gateway]\nname = gw.example.jp\n[smtp]\ndomains = city.example.lg.jp\n[relay]\nnext_hop = 127.0.0.1:25\n";

std::string error_of(const std::string& text) {
  const Result<Config> config = parse_config(text, "mugai.conf");
  return config ? std::string() : config.error().detail;
}

std::string file_text(const std::string& name) {
  std::ifstream in(MUGAI_SOURCE_DIR "/" + name, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

TEST_CASE("config: three keys are enough, the rest has defaults") {
  const Result<Config> config = parse_config(kLeast, "mugai.conf");
  REQUIRE(config);
  CHECK(config->gateway_name == "gw.example.jp");
  CHECK(config->smtp_listen.host == "127.0.0.1");
  CHECK(config->smtp_listen.port == 10025);
  CHECK(config->smtp_allow == std::vector<std::string>{"127.0.0.1", "::1"});
  CHECK(config->relay_next_hop.port == 25);
  CHECK(config->smtp_max_message_bytes == 52'428'800);
  CHECK(config->policy_default == "standard");
  CHECK(config->drop_in.empty());
  CHECK_FALSE(config->metrics_enabled);
  CHECK_FALSE(config->sandbox_degraded);
}

TEST_CASE("config: the shipped file can be read and says every key with its default") {
  const std::string text = file_text("config/mugai.conf");
  const Result<Config> config = parse_config(text, "mugai.conf");
  REQUIRE(config);
  std::string everything;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    // "# key = value" is a default; taking the mark off gives a file with every key set.
    const bool is_default =
        line.starts_with("# ") && line.find(" = ") != std::string::npos && line.find("Default:") == std::string::npos;
    everything += (is_default ? line.substr(2) : line) + "\n";
  }
  const Result<Config> full = parse_config(everything, "mugai.conf");
  INFO(error_of(everything));
  REQUIRE(full);
  for (const Key& key : keys()) {
    CAPTURE(key.name);
    const std::string name(key.name.substr(key.name.find('.') + 1));
    const std::string fallback(key.fallback);
    const bool is_there = key.required ? text.find("\n" + name + " = ") != std::string::npos
                                       : text.find("\n# " + name + " = " + fallback + "\n") != std::string::npos;
    CHECK(is_there);
  }
}

TEST_CASE("config: the manual pages of both languages name every key") {
  for (const char* file : {"docs/mugai.conf.5", "docs/ja/mugai.conf.5"}) {
    const std::string page = file_text(file);
    for (const Key& key : keys()) {
      CAPTURE(file);
      CAPTURE(key.name);
      CHECK(page.find(".It Cm " + std::string(key.name) + "\n") != std::string::npos);
    }
  }
}

TEST_CASE("config: the shipped file explains every key in Japanese and English") {
  std::istringstream in(file_text("config/mugai.conf"));
  bool japanese = false;
  bool english = false;
  std::size_t explained = 0;
  for (std::string line; std::getline(in, line);) {
    const bool is_key = line.find(" = ") != std::string::npos && line.find("Default:") == std::string::npos;
    if (line.starts_with("[")) {
      japanese = english = false;
    } else if (is_key) {
      CAPTURE(line);
      CHECK(japanese);
      CHECK(english);
      ++explained;
      japanese = english = false;
    } else {
      (line.find("。") != std::string::npos ? japanese : english) = true;
    }
  }
  CHECK(explained == keys().size());
}

TEST_CASE("config: a wrong file gives one line with file, line, key and what to do") {
  struct Case {
    std::string more;
    const char* words;
  };
  const std::string least = kLeast;
  const Case cases[] = {
      {"[smtp]\nlisten = 127.0.0.1\n", "mugai.conf:8: smtp.listen: \"127.0.0.1\" cannot be used; write ADDRESS:PORT"},
      {"[smtp]\nlisten = 127.0.0.1:99999\n", "mugai.conf:8: smtp.listen:"},
      {"[smtp]\nmax_recipents = 3\n", "mugai.conf:8: smtp.max_recipents: no such key; is smtp.max_"},
      {"[relay]\nlisten = 1.2.3.4:5\n", "mugai.conf:8: relay.listen: no such key; is smtp.listen meant?"},
      {"[smtp]\nmax_recipients = 0\n", "write a whole number from 1 to 1000"},
      {"[smtp]\nmax_recipients = 3x\n", "write a whole number from 1 to 1000"},
      {"[smtp]\nmax_recipients = 3\nmax_recipients = 4\n", "mugai.conf:8: smtp.max_recipients: is set twice"},
      {"[audit]\ndir = relative\n", "audit.dir: \"relative\" cannot be used; write a full path"},
      {"[gateway]\nlanguage = fr\n", "write ja or en"},
      {"[sandbox]\nkernel = no\n", "write refuse or degraded"},
      {"[policy]\nmap = a\n", "write pairs as"},
      {"[smtp]\nallow=\ndomains2 = x\n", "no such key"},
      {"[drop]\nin = /x\n", "drop.in: set drop.out and drop.quarantine too"},
      {"[scan]\nclamd = /x\n", "this version has no scanner interface"},
      {"# a = b\n\nnonsense\n", "mugai.conf:9: cannot be understood; write \"[section]\" or \"key = value\""},
      {"[scan]\nclamd\n", "mugai.conf:8: cannot be understood"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.more);
    const std::string error = error_of(least + c.more);
    CAPTURE(error);
    CHECK(error.find(c.words) != std::string::npos);
    CHECK(error.find('\n') == std::string::npos);
  }
  CHECK(error_of("[gateway]\nname = a.example\n[smtp]\ndomains = b\n").find("relay.next_hop: is missing") !=
        std::string::npos);
  CHECK(error_of("[gateway]\nname = a b\n").find("gateway.name") != std::string::npos);
  CHECK(read_config("/nonexistent/mugai.conf").error().detail.find("cannot be read") != std::string::npos);
  CHECK(read_config("/").error().detail.find("is a folder") != std::string::npos);
}

TEST_CASE("config: lists, maps and addresses") {
  const Result<Config> config = parse_config(
      std::string(kLeast) +
          "[smtp]\nlisten = [::1]:25\nallow = 192.0.2.0/24 ,10.0.0.1\n[policy]\nmap = A.example:strict, "
          "b.example:/etc/x.conf\n"
          "[metrics]\nlisten = 127.0.0.1:0\n[drop]\nin = /a/\nout=/b\nquarantine=/c\n[sandbox]\nkernel = degraded\n",
      "mugai.conf");
  REQUIRE(config);
  CHECK(config->smtp_listen.host == "::1");
  CHECK(config->smtp_allow == std::vector<std::string>{"192.0.2.0/24", "10.0.0.1"});
  CHECK(config->policy_map.at("a.example") == "strict");
  CHECK(config->policy_map.at("b.example") == "/etc/x.conf");
  CHECK(config->metrics_enabled);
  CHECK(config->drop_in == "/a");
  CHECK(config->sandbox_degraded);
  for (const char* wrong : {"", "x", ":25", "a:", "a:x", "a:65536", "::1:25", "[x]:25", "a b:25"}) {
    CAPTURE(wrong);
    CHECK_FALSE(parse_host_port(wrong).has_value());
  }
}

TEST_CASE("config: the command line") {
  CHECK(parse_command_line({})->config == "/etc/mugai/mugai.conf");
  CHECK(parse_command_line({"--config", "x", "--check-config"})->check_config);
  CHECK(parse_command_line({"--config=x"})->config == "x");
  CHECK(parse_command_line({"--demo-sink", "127.0.0.1:0"})->demo_sink == "127.0.0.1:0");
  for (const char* wrong : {"--confg", "-x", "file", "--config", "--check-config=1"}) {
    CAPTURE(wrong);
    const Result<CommandLine> line = parse_command_line({wrong});
    REQUIRE_FALSE(line.has_value());
    CHECK(line.error().detail.find("--help") != std::string::npos);
  }
}

}  // namespace
}  // namespace mugai::daemon
