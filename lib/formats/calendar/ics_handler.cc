#include "lib/formats/calendar/ics_handler.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lib/base/ascii.h"
#include "lib/base/utf8.h"
#include "lib/formats/calendar/ics_rules.h"

namespace mugai::calendar {
namespace {

constexpr std::size_t kMaxParamBytes = 200;
constexpr std::string_view kMaxRepeat = "10";

class Rebuild {
 public:
  Rebuild(std::vector<ContentLine> lines, Context& ctx, const Defects& defects) : lines_(std::move(lines)), ctx_(ctx) {
    counts_.defects = defects;
  }

  Result<std::string> run() {
    for (const ContentLine& line : lines_) {
      if (line.name == "BEGIN") {
        TRY(begin(component_name(line)));
      } else if (line.name == "END") {
        TRY(end(component_name(line)));
      } else if (skipped_ == 0) {
        property(line);
      }
    }
    if (!open_.empty() || skipped_ != 0) return make_error(ErrorCode::Truncated, "the calendar is not closed");
    if (calendars_ == 0) return make_error(ErrorCode::Malformed, "no calendar in the file");
    report_counts();
    return std::move(out_);
  }

 private:
  struct Open {
    const ComponentRow* row;
    std::size_t begin;              // where it begins in out_
    std::vector<std::string> seen;  // properties that may be there once
    bool display = false;           // an alarm that shows a text
    bool has_method = false;
  };

  static std::string component_name(const ContentLine& line) {
    std::string name(ascii::trim(line.value));
    std::transform(name.begin(), name.end(), name.begin(), ascii::to_upper);
    return name;
  }
  void tell(std::string_view id, Action action, std::string where, std::uint32_t count, std::string_view detail) {
    if (count == 0) return;
    ctx_.report(Finding{CatalogueId(id), action, std::move(where), count, std::string(detail)});
  }
  void write(std::string_view name, std::string value) {
    ContentLine line;
    line.name = name;
    line.value = std::move(value);
    append_line(out_, line);
  }

  Result<void> begin(const std::string& name) {
    if (skipped_ > 0) {
      ++skipped_;
      return ok();
    }
    const Component parent = open_.empty() ? kNowhere : open_.back().row->component;
    const ComponentRow* row = find_component(name, parent);
    if (row == nullptr && open_.empty()) return make_error(ErrorCode::Malformed, "not a calendar");
    if (row == nullptr) {
      tell(name == "VALARM" ? "ICS-001" : "ICS-004", Action::Removed, utf8::one_line(name, 60), 1,
           "component that is not known");
      skipped_ = 1;
      return ok();
    }
    TRY(ctx_.budget().charge_members(1));
    open_.push_back({row, out_.size(), {}});
    write("BEGIN", name);
    if (row->component == kCalendar) {
      ++calendars_;
      write("VERSION", "2.0");
      write("PRODID", "-//Mugai//Mugai//EN");
    }
    return ok();
  }

  Result<void> end(const std::string& name) {
    if (skipped_ > 0) {
      --skipped_;
      return ok();
    }
    const bool known =
        std::any_of(open_.begin(), open_.end(), [&](const Open& open) { return open.row->name == name; });
    if (!known) {
      ++counts_.defects.bad_lines;
      return ok();
    }
    while (open_.back().row->name != name) {  // an inner component was not closed
      ++counts_.defects.bad_lines;
      close();
    }
    close();
    return ok();
  }

  void close() {
    const Open closed = std::move(open_.back());
    open_.pop_back();
    if (closed.row->component == kAlarm && !closed.display) {
      out_.resize(closed.begin);
      tell("ICS-001", Action::Removed, "VALARM", 1, "alarm that runs, plays or sends something");
      return;
    }
    write("END", std::string(closed.row->name));
  }

  void property(const ContentLine& line) {
    if (open_.empty()) {
      ++counts_.defects.bad_lines;
      return;
    }
    Open& open = open_.back();
    const Component component = open.row->component;
    if (component == kCalendar && (line.name == "VERSION" || line.name == "PRODID")) return;
    if (component == kCalendar && line.name == "METHOD") return method(line, open);
    const PropertyRow* row = find_property(line.name, component);
    if (row == nullptr) {
      tell(row_of_removed(line.name), Action::Removed, utf8::one_line(line.name, 60), 1, "property that is not kept");
      return;
    }
    if (row->once && std::find(open.seen.begin(), open.seen.end(), line.name) != open.seen.end()) {
      tell("ICS-005", Action::Removed, line.name, 1, "a second one; the first counts");
      return;
    }
    auto value = canonical(row->kind, line.value, counts_);
    if (!value) return;
    if (line.name == "ACTION") open.display = *value == "DISPLAY";
    if (line.name == "REPEAT") cap_repeat(*value);
    if (row->once) open.seen.push_back(line.name);
    ContentLine kept;
    kept.name = line.name;
    kept.params = parameters(line, row->kind);
    kept.value = std::move(*value);
    append_line(out_, kept);
  }

  // A calendar program that gets METHOD:REQUEST enters the event by itself and answers the sender; PUBLISH does
  // neither.
  void method(const ContentLine& line, Open& open) {
    if (open.has_method) return;
    open.has_method = true;
    if (!ascii::equal_ignoring_case(ascii::trim(line.value), "PUBLISH")) {
      tell("ICS-004", Action::Rewritten, "METHOD", 1, "would be acted on without asking; made PUBLISH");
    }
    write("METHOD", "PUBLISH");
  }

  void cap_repeat(std::string& value) {
    const auto number = ascii::parse_decimal(value);
    if (number && *number <= *ascii::parse_decimal(kMaxRepeat)) return;
    value = kMaxRepeat;
    ++counts_.rules;
  }

  std::vector<Param> parameters(const ContentLine& line, Kind kind) {
    std::vector<Param> kept;
    for (const Param& param : line.params) {
      if (param.name == "ENCODING" || param.name == "CHARSET") continue;  // undone by the reader
      if (is_reference_parameter(param.name)) {
        tell("ICS-003", Action::Removed, line.name + ";" + param.name, 1, "leads to another place or person");
        continue;
      }
      const bool twice = std::any_of(kept.begin(), kept.end(), [&](const Param& k) { return k.name == param.name; });
      if (!is_kept_parameter(param.name) || twice) {
        tell("ICS-004", Action::Removed, line.name + ";" + utf8::one_line(param.name, 60), 1,
             "parameter that is not kept");
        continue;
      }
      if (param.name == "VALUE" && !fits(kind, param)) {
        ++counts_.invalid;
        continue;
      }
      Param clean{param.name, {}};
      for (const std::string& value : param.values)
        clean.values.push_back(utf8::one_line(value, kMaxParamBytes));
      kept.push_back(std::move(clean));
    }
    return kept;
  }

  // VALUE may only say what the value has been read as.
  static bool fits(Kind kind, const Param& value) {
    const std::string& word = value.values.front();
    const bool date = kind == Kind::Date || kind == Kind::DateList || kind == Kind::Trigger;
    return (date && (word == "DATE" || word == "DATE-TIME" || word == "PERIOD" || word == "DURATION")) ||
           (kind == Kind::Link && word == "URI") || (kind == Kind::Text && word == "TEXT");
  }

  void report_counts() {
    tell("ICS-003", Action::Removed, "links", counts_.links, "address or link that programs act on");
    tell("ICS-003", Action::Rewritten, "links", counts_.defanged, "links to programs or file shares, made inert");
    tell("ICS-003", Action::Rewritten, "text", counts_.html, "HTML, made text");
    tell("ICS-004", Action::Rewritten, "recurrence", counts_.rules, "rule that repeats without end or too often");
    tell("ICS-005", Action::Removed, "values", counts_.invalid, "values that break their grammar");
    tell("ICS-005", Action::Removed, "lines", counts_.defects.bad_lines, "lines without name or value");
    tell("ICS-005", Action::Removed, "characters", counts_.defects.controls, "control characters");
    tell("ICS-005", Action::Rewritten, "charset", counts_.defects.charsets, "text in another charset, made UTF-8");
    tell("TXT-003", Action::Removed, "characters", counts_.defects.hidden, "bidirectional and invisible characters");
  }

  std::vector<ContentLine> lines_;
  Context& ctx_;
  ValueCounts counts_;
  std::vector<Open> open_;
  std::uint64_t skipped_ = 0;  // components open within one that is left out, itself included
  std::uint64_t calendars_ = 0;
  std::string out_;
};

class IcsHandler final : public Handler {
 public:
  [[nodiscard]] std::string_view name() const noexcept override { return "calendar"; }
  Result<Outcome> sanitize(Source& in, OutputSink& out, Context& ctx) override {
    TRY_ASSIGN(const Buffer bytes, in.read_all(kMaxFileBytes));
    TRY(ctx.budget().charge_unpacked(bytes.size()));
    Defects defects;
    TRY_ASSIGN(std::vector<ContentLine> lines, parse_lines(bytes, defects));
    TRY_ASSIGN(const std::string text, Rebuild(std::move(lines), ctx, defects).run());
    TRY(ctx.budget().charge_output(text.size()));
    TRY(out.write(text));
    TRY(out.finish());
    return Outcome{.type = "calendar", .extension = "ics", .replaced = false};
  }
};

}  // namespace

Handler& ics_handler() {
  static IcsHandler handler;
  return handler;
}

}  // namespace mugai::calendar
