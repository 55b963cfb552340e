#include "lib/policy/categories.h"

#include <algorithm>
#include <array>

#include "lib/base/check.h"

namespace mugai::policy {
namespace {

constexpr State K = State::Keep;
constexpr State R = State::Remove;

// may_keep is false for everything that runs, fetches or hides bytes that no handler rebuilds: for these "keep" is not
// a state at all, so that no policy can deliver them.
constexpr std::array<CategoryRow, kCategoryCount> kRows = {{
    {Category::Macros, "macros", false, R, "macros", "マクロ", "the document comes out as its macro-free type",
     "マクロを除き、マクロなしの形式で渡します", "", ""},
    {Category::ActiveX, "activex", false, R, "ActiveX and form controls", "ActiveX・フォームコントロール",
     "controls disappear, their picture stays where there is one", "部品を除き、画像があれば画像を残します", "", ""},
    {Category::OleObjects, "ole_objects", false, R, "OLE objects and packages", "OLEオブジェクト・パッケージ",
     "the object becomes its preview picture", "プレビュー画像だけを残します", "", ""},
    {Category::EmbeddedDocuments, "embedded_documents", true, K, "documents inside documents", "埋め込み文書",
     "only their preview picture stays", "プレビュー画像だけを残します", "each is rebuilt in a process of its own",
     "一つずつ作り直して残します"},
    {Category::ExternalReferences, "external_references", false, R, "external references", "外部参照",
     "templates, linked pictures and data connections are cut; last values stay",
     "テンプレート・外部画像・データ接続を切り、最後の値を残します", "", ""},
    {Category::ActiveFields, "active_fields", false, R, "fields that run or fetch", "動作するフィールド",
     "the field becomes the text that it last showed", "最後に表示された文字だけを残します", "", ""},
    {Category::Hyperlinks, "hyperlinks", true, K, "hyperlinks in documents", "文書内のリンク",
     "the text stays, the link goes", "文字を残し、リンクを除きます", "http, https and mailto alone",
     "http・https・mailtoのリンクだけを残します"},
    {Category::WebExtensions, "web_extensions", false, R, "web add-ins and custom user interface",
     "Webアドイン・独自メニュー", "task panes, add-ins and ribbon changes disappear",
     "作業ウィンドウ・アドイン・リボン変更を除きます", "", ""},
    {Category::CustomXml, "custom_xml", true, R, "custom XML data", "カスタムXMLデータ",
     "data parts that no page shows; what is bound to a page stays as text", "画面に出ないデータを除きます",
     "data parts that no page shows go out with the file", "画面に出ないデータも残します"},
    {Category::Properties, "properties", true, R, "document properties", "文書のプロパティ",
     "author, company and custom properties disappear", "作成者・会社名・独自の項目を除きます",
     "author, company and custom properties go out with the file", "作成者・会社名・独自の項目も残します"},
    {Category::Comments, "comments", true, K, "comments and notes", "コメント・ノート", "comments disappear",
     "コメントを除きます", "comments and notes stay", "コメントとノートを残します"},
    {Category::TrackedChanges, "tracked_changes", true, K, "tracked changes", "変更履歴",
     "insertions are accepted, deletions are carried out", "挿入を確定し、削除された文字を除きます",
     "insertions and deletions stay marked", "挿入・削除の印を残します"},
    {Category::HiddenContent, "hidden_content", true, K, "hidden content", "隠された内容",
     "hidden sheets, rows, text and slides disappear", "非表示のシート・行・文字・スライドを除きます",
     "hidden sheets, rows, text and slides stay hidden, and are told in the report",
     "非表示のまま残し、報告に書きます"},
    {Category::Thumbnails, "thumbnails", false, R, "preview pictures of the file", "縮小表示",
     "the program makes a new one", "開いたときに作り直されます", "", ""},
    {Category::PrinterSettings, "printer_settings", false, R, "printer settings", "プリンター設定",
     "data of a device driver; the page layout stays", "ドライバーのデータを除きます。用紙設定は残ります", "", ""},
    {Category::Fonts, "fonts", false, R, "embedded fonts", "埋め込みフォント",
     "text stays, shown in a font of the reader's computer", "文字は残り、手元のフォントで表示されます", "", ""},
    {Category::Media, "media", false, R, "sound and video", "音声・動画", "the poster picture stays",
     "静止画だけを残します", "", ""},
    {Category::Signatures, "signatures", false, R, "digital signatures", "電子署名",
     "a rebuilt file is another file: its signature would no longer fit", "作り直すと署名は無効になるため除きます", "",
     ""},
    {Category::Pictures, "pictures", true, K, "pictures", "画像", "a grey box takes their place",
     "灰色の枠に置き換えます", "rebuilt without metadata", "付加情報を除いて作り直します"},
    {Category::OtherPictures, "other_pictures", false, R, "pictures of other types", "その他の形式の画像",
     "types that nothing here rebuilds become a grey box", "作り直せない形式は灰色の枠になります", "", ""},
    {Category::Ink, "ink", false, R, "ink and 3D models", "手書き・3Dモデル", "the picture of it stays",
     "画像だけを残します", "", ""},
    {Category::Protection, "protection", true, K, "protection against editing", "編集の保護",
     "sheets and pages can be edited by everybody; the password's hash disappears",
     "誰でも編集できるようになり、パスワードのハッシュを除きます", "sheets and pages stay protected",
     "編集の保護を残します"},
    {Category::Labels, "labels", true, R, "sensitivity labels", "秘密度ラベル",
     "labels of the sender's organisation disappear", "送信元の組織のラベルを除きます",
     "labels of the sender's organisation stay", "送信元の組織のラベルを残します"},
}};

constexpr std::array<std::string_view, 3> kStateNames = {"keep", "remove", "block"};
constexpr std::array<std::string_view, 4> kActionNames = {"sanitize", "text", "flatten", "block"};

}  // namespace

std::span<const CategoryRow> category_rows() noexcept {
  return kRows;
}

const CategoryRow& category_row(Category category) noexcept {
  const auto index = static_cast<std::size_t>(category);
  MUGAI_CHECK(index < kRows.size());
  return kRows.at(index);
}

const CategoryRow* find_category(std::string_view key) noexcept {
  const auto* found = std::find_if(kRows.begin(), kRows.end(), [&](const CategoryRow& row) { return row.key == key; });
  return found == kRows.end() ? nullptr : found;
}

std::string_view state_name(State state) noexcept {
  const auto index = static_cast<std::size_t>(state);
  MUGAI_CHECK(index < kStateNames.size());
  return kStateNames.at(index);
}

std::string_view type_action_name(TypeAction action) noexcept {
  const auto index = static_cast<std::size_t>(action);
  MUGAI_CHECK(index < kActionNames.size());
  return kActionNames.at(index);
}

}  // namespace mugai::policy
