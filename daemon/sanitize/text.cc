#include "daemon/sanitize/text.h"

#include <array>
#include <cerrno>
#include <cstring>

#include "daemon/sanitize/options.h"
#include "lib/base/check.h"

namespace mugai::cli {
namespace {

struct Row {
  Line line;
  std::string_view en, ja;
};

constexpr std::array<Row, kLineCount> kRows = {{
    {Line::WrongOption, "{}; see sanitize --help", "{}（使い方は sanitize --help）"},
    {Line::WrongLanguage, "--lang {}: allowed are ja and en", "--lang {}：指定できるのは ja と en です"},
    {Line::WrongSandbox, "--sandbox {}: the only value is degraded", "--sandbox {}：指定できるのは degraded だけです"},
    {Line::NoPasswordsYet,
     "--password: this version opens no encrypted file, it refuses them; ask the sender for the file without a "
     "password",
     "--"
     "password：この版は暗号化されたファイルを開かず、受け付けません。送信者にパスワードなしのファイルを依頼してくださ"
     "い"},
    {Line::NoFile, "no file given: sanitize FILE, or sanitize -r FOLDER -o OUTFOLDER; see sanitize --help",
     "ファイルの指定がありません：sanitize FILE、または sanitize -r FOLDER -o OUTFOLDER（使い方は sanitize --help）"},
    {Line::NoFolder, "no folder given: sanitize -r FOLDER -o OUTFOLDER",
     "フォルダーの指定がありません：sanitize -r FOLDER -o OUTFOLDER"},
    {Line::OneFileOnly, "one file at a time, {} is too many; for several put them into a folder and use -r",
     "指定できるファイルは一つです（余分：{}）。複数のときはフォルダーに入れて -r を使ってください"},
    {Line::JobsWithoutTree, "-j works only together with -r", "-j は -r と一緒に使います"},
    {Line::JobsOutOfRange, "-j {}: give a number from 1 to 64", "-j {}：1から64の数を指定してください"},
    {Line::CheckWritesNothing, "--check writes no output: leave out -o", "--check は出力しません。-o を外してください"},
    {Line::TwoOutputsOnOne, "the file and the report cannot both go to standard output: give --report a file",
     "ファイルと報告の両方を標準出力には出せません。--report にファイルを指定してください"},
    {Line::NameWithoutInput, "--name is for standard input only: sanitize - --name report.docx",
     "--name は標準入力のときだけ使います：sanitize - --name report.docx"},
    {Line::TreeOnPipe, "-r needs folders, not standard input or output",
     "-r にはフォルダーを指定します（標準入出力は使えません）"},
    {Line::TreeWithoutOutput, "-r needs a folder for the results: add -o OUTFOLDER, or --check for a report only",
     "-r には出力先が必要です。-o OUTFOLDER（または報告だけの --check）を加えてください"},
    {Line::OutputToTerminal, "not writing a file to the terminal: add -o OUT, or > OUT",
     "端末にはファイルを出力しません。-o OUT か > OUT を加えてください"},
    {Line::UnknownId, "no such ID: {}; IDs stand in reports, for example OOXML-036",
     "{} というIDはありません。IDは報告にあります（例：OOXML-036）"},
    {Line::CannotRead, "cannot read {}", "読めません：{}"},
    {Line::IsFolder, "{} is a folder: use sanitize -r {} -o OUTFOLDER",
     "{} はフォルダーです。sanitize -r {} -o OUTFOLDER としてください"},
    {Line::NotFolder, "{} is not a folder: leave out -r for a single file",
     "{} はフォルダーではありません。ファイル一つのときは -r を外してください"},
    {Line::NotRegular, "{} is not a regular file; for a pipe use - as the file",
     "{} は通常のファイルではありません。パイプのときはファイル名を - としてください"},
    {Line::OutputIsInput, "{} is the input itself, which is never overwritten: give -o another name",
     "{} は入力そのものです。元のファイルは上書きしません。-o に別の名前を指定してください"},
    {Line::OutputIsFolder, "-o {} is a folder: give a file name, or -r for a whole folder",
     "-o {} はフォルダーです。ファイル名を指定するか、フォルダー全体なら -r を使ってください"},
    {Line::OutputNotRegular, "-o {} is a device or a pipe: give a file name, or - for standard output",
     "-o {} はデバイスまたはパイプです。ファイル名か、標準出力の - を指定してください"},
    {Line::OutputInsideInput, "-o {} lies inside the input folder: choose a folder outside of it",
     "-o {} は入力フォルダーの中にあります。外のフォルダーを指定してください"},
    {Line::InputInsideOutput, "the input folder lies inside -o {}: choose another folder for the results",
     "入力フォルダーが -o {} の中にあります。出力先に別のフォルダーを指定してください"},
    {Line::OutputNotFolder, "-o {} is a file: with -r it must be a folder",
     "-o {} はファイルです。-r のときはフォルダーを指定してください"},
    {Line::OutputNotEmpty, "note: {} was not empty; only files named in the report are from this run",
     "注意：{} は空ではありませんでした。今回の結果は報告にあるファイルだけです"},
    {Line::CannotWrite, "cannot write {}", "書けません：{}"},
    {Line::CannotWriteReport, "cannot write the report {}", "報告を書けません：{}"},
    {Line::NoWorker, "the inspection cannot start: {}", "検査を始められません：{}"},
    {Line::WrongPolicy, "{}", "{}"},
    {Line::PolicyWarning, "note: policy: {}", "注意（ポリシー）：{}"},
    {Line::ExtensionChanged, "note: the result is a .{} file now", "注意：結果の種類は .{} です"},
    {Line::StaleOutput, "note: {} is from an earlier run", "注意：{} は以前の結果です"},
    {Line::Skipped, "skipped, neither a file nor a folder (links are not followed): {}",
     "対象外（通常のファイルではありません。リンクはたどりません）：{}"},
    {Line::EmptyTree, "note: {} holds no file", "注意：{} にファイルがありません"},
    {Line::Degraded, "note: this system gives less than the full isolation (--sandbox degraded)",
     "注意：このシステムでは完全な隔離ができません（--sandbox degraded）"},
}};

constexpr std::string_view kHelpEn =
    R"(sanitize takes files apart and writes them anew without anything active.

  sanitize FILE                      writes FILE's name + .clean + extension beside it
  sanitize FILE -o OUT               OUT may be - (standard output); FILE may be - (standard input)
  sanitize -r FOLDER -o OUTFOLDER    a whole folder; a refused file has no output file

  -o, --output OUT       where the result goes
  -r, --recursive        take a folder and all below it; links are not followed
  -j, --jobs N           with -r: files at a time (1 to 64; default: one a processor)
      --name NAME        what standard input is called
      --policy NAME|FILE strict, standard (default), lenient or a policy file
      --report FILE|-    write a report, one JSON object a line
      --check            report only, write no output
      --explain ID       what an ID in a report means (OOXML-036)
      --list-types       the types of files that can be sanitised
      --lang ja|en       language of messages (default: from LANG)
  -q, --quiet            errors only
      --sandbox degraded run although the system cannot isolate fully
      --password TEXT, --password-file FILE
                         for later versions: this one refuses encrypted files
  -h, --help             this text
  -V, --version          the version

exit status: 0 every file has a safe output; 1 something was blocked or held; 2 usage, I/O or set-up error
)";

constexpr std::string_view kHelpJa =
    R"(sanitize はファイルを分解し、動くものをすべて除いて作り直します（無害化）。

  sanitize FILE                      同じ場所に「名前.clean.拡張子」を作ります
  sanitize FILE -o OUT               OUT は -（標準出力）でも、FILE は -（標準入力）でもかまいません
  sanitize -r FOLDER -o OUTFOLDER    フォルダー全体。受け付けられないファイルは出力されません

  -o, --output OUT       出力先
  -r, --recursive        フォルダーとその下すべて（リンクはたどりません）
  -j, --jobs N           -r のとき同時に処理する数（1～64、既定はCPUの数）
      --name NAME        標準入力のファイル名
      --policy NAME|FILE strict、standard（既定）、lenient、またはポリシーファイル
      --report FILE|-    報告を書く（1行に1件のJSON）
      --check            報告だけ。出力しません
      --explain ID       報告にあるIDの意味（例：OOXML-036）
      --list-types       無害化できるファイルの種類
      --lang ja|en       メッセージの言語（既定は LANG から）
  -q, --quiet            エラーだけを表示
      --sandbox degraded 完全な隔離ができないシステムでも実行する
      --password TEXT, --password-file FILE
                         今後の版のための指定です。この版は暗号化ファイルを受け付けません
  -h, --help             この説明
  -V, --version          版

終了コード: 0 すべて安全な出力あり　1 拒否または保留あり　2 使い方・入出力・環境の誤り
)";

}  // namespace

namespace {

struct SystemWords {
  int code;  // errno(3)
  std::string_view ja;
};
constexpr SystemWords kSystemWords[] = {
    {ENOENT, "ファイルまたはフォルダーがありません"},
    {EACCES, "権限がありません"},
    {EPERM, "権限がありません"},
    {EROFS, "書き込みのできない場所です"},
    {ENOSPC, "空き容量がありません"},
    {EDQUOT, "割り当てられた容量を超えます"},
    {EFBIG, "ファイルが大きすぎます"},
    {ENAMETOOLONG, "名前が長すぎます"},
    {ENOTDIR, "途中の名前がフォルダーではありません"},
    {EISDIR, "フォルダーです"},
    {ELOOP, "リンクが循環しています"},
    {EIO, "装置の読み書きに失敗しました"},
    {EMFILE, "開いているファイルが多すぎます"},
    {ENOMEM, "メモリが足りません"},
};

// The system's own words stand at the end of what could not be read or written, and are English.
std::string in_japanese(std::string_view value) {
  for (const SystemWords& words : kSystemWords) {
    const std::string_view english = std::strerror(words.code);
    if (value.ends_with(english)) return std::string(value.substr(0, value.size() - english.size())).append(words.ja);
  }
  return std::string(value);
}

}  // namespace

std::string fill(Line line, std::string_view language, std::string_view value) {
  const Row& row = kRows.at(static_cast<std::size_t>(line));
  MUGAI_CHECK(row.line == line);
  const bool japanese = language == "ja";
  const std::string_view pattern = japanese ? row.ja : row.en;
  const std::string words = japanese ? in_japanese(value) : std::string(value);
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern.substr(i, 2) == "{}") {
      out.append(words);
      ++i;
    } else {
      out.push_back(pattern[i]);
    }
  }
  return out;
}

std::string help_text(std::string_view language) {
  return std::string(language == "ja" ? kHelpJa : kHelpEn);
}

}  // namespace mugai::cli
