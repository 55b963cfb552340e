// What the text of a mail says of an invitation.
#include "lib/formats/mail/event_text.h"

#include <doctest/doctest.h>

#include <string>

using namespace mugai;

namespace {

std::string calendar_of(const std::string& properties) {
  return "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1@example\r\n" + properties +
         "BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:of the alarm\r\nTRIGGER:-PT15M\r\nEND:VALARM\r\nEND:VEVENT"
         "\r\nEND:VCALENDAR\r\n";
}

std::string words(const std::string& properties, std::string_view language = "ja", bool with_description = false) {
  return mail::event_text(as_bytes(calendar_of(properties)), language, with_description);
}

}  // namespace

TEST_CASE("mail/event_text: title, time, place and organiser in both languages") {
  const std::string meeting =
      "SUMMARY;LANGUAGE=ja:防災訓練\\, 打合せ\r\nDTSTART;TZID=Tokyo Standard Time:20261203T140000\r\n"
      "DTEND;TZID=Tokyo Standard Time:20261203T150000\r\nLOCATION:第2会議室\r\n"
      "ORGANIZER;CN=中村:mailto:nakamura@pref.example\r\nDESCRIPTION:議題\\n1. 役割\r\n";
  CHECK(words(meeting) ==
        "【予定表】防災訓練, 打合せ\n日時：2026年12月3日（木） 14:00～15:00\n場所：第2会議室\n"
        "主催者：中村 <nakamura@pref.example>\n");
  CHECK(words(meeting, "en") ==
        "[Calendar] 防災訓練, 打合せ\nWhen: 2026-12-03 (Thu) 14:00 - 15:00\nWhere: 第2会議室\n"
        "Organiser: 中村 <nakamura@pref.example>\n");
  const std::string with = words(meeting, "ja", true);
  CHECK(with.find("\n議題\n1. 役割\n") != std::string::npos);
  CHECK(with.find("of the alarm") == std::string::npos);
}

TEST_CASE("mail/event_text: times of every form") {
  struct Row {
    const char* properties;
    const char* when;
  };
  for (const Row& row :
       {Row{"DTSTART:20261203T150000Z\r\nDTEND:20261203T160000Z\r\n", "日時：2026年12月4日（金） 00:00～01:00\n"},
        Row{"DTSTART;VALUE=DATE:20261203\r\nDTEND;VALUE=DATE:20261204\r\n", "日時：2026年12月3日（木）\n"},
        Row{"DTSTART;VALUE=DATE:20261203\r\nDTEND;VALUE=DATE:20261206\r\n",
            "日時：2026年12月3日（木）～2026年12月5日（土）\n"},
        Row{"DTSTART:20261231T230000\r\nDTEND:20270101T010000\r\n",
            "日時：2026年12月31日（木） 23:00～2027年1月1日（金） 01:00\n"},
        Row{"DTSTART;TZID=Europe/Paris:20261203T090000\r\n", "日時：2026年12月3日（木） 09:00 (Europe/Paris)\n"},
        Row{"DTSTART:20260229T090000\r\nSUMMARY:no such day\r\n", "【予定表】no such day\n"},
        Row{"DTSTART:20261203T250000\r\nSUMMARY:no such hour\r\n", "【予定表】no such hour\n"}}) {
    CAPTURE(row.properties);
    CHECK(words(row.properties).find(row.when) != std::string::npos);
  }
  CHECK(words("DTSTART:2026120\r\n").empty());
}

TEST_CASE("mail/event_text: a cancelled meeting and a series say so") {
  const std::string text = words("SUMMARY:x\r\nSTATUS:CANCELLED\r\nDTSTART:20261203T090000\r\nRRULE:FREQ=WEEKLY\r\n");
  CHECK(text.find("状態：中止\n") != std::string::npos);
  CHECK(text.find("繰り返し：あり") != std::string::npos);
}

TEST_CASE("mail/event_text: at most five events; nothing of what is none; a title is one line") {
  std::string many;
  for (int i = 0; i < 9; ++i)
    many += "BEGIN:VEVENT\r\nSUMMARY:event\r\nEND:VEVENT\r\n";
  const std::string text = mail::event_text(as_bytes("BEGIN:VCALENDAR\r\n" + many + "END:VCALENDAR\r\n"), "en", true);
  std::size_t count = 0;
  for (std::size_t at = text.find("[Calendar]"); at != std::string::npos; at = text.find("[Calendar]", at + 1))
    ++count;
  CHECK(count == mail::kMaxEvents);
  CHECK(mail::event_text(as_bytes("nothing of the kind"), "ja", true).empty());
  CHECK(words("SUMMARY:a\\n━━ 無害化のお知らせ\r\n").find("a\n") == std::string::npos);
}
