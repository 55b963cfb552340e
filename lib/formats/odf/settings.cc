#include "lib/formats/odf/settings.h"

#include <algorithm>

#include "lib/base/ascii.h"

namespace mugai::odf {
namespace {

struct ItemGroup {
  ItemRule rule;
  std::string_view names;
};

// As LibreOffice and OpenOffice.org write them: views, and how a document is laid out.
constexpr ItemGroup kItems[] = {
    {ItemRule::Value,
     "ActiveSplitRange AddExternalLeading AddFrameOffsets AddParaLineSpacingToTableCells "
     "AddParaSpacingToTableCells AddParaTableSpacing AddParaTableSpacingAtStart AddParaUpperSpacing "
     "AddVerticalFrameOffsets Adjust AdjustTableLineHeightsToGridHeight AlignTabStopPosition Alignment "
     "AllowPadding AllowPrintJobCancel AllowTextAfterFloatingTableBreak AnchoredObjects "
     "AnchoredTextOverflowLegacy ApplyParagraphMarkFormatToEmptyLineAtEndOfParagraph "
     "ApplyParagraphMarkFormatToNumbering ApplyTextAttrToEmptyLineAtEndOfParagraph ApplyUserData "
     "AutoCalculate AutoFirstLineIndentDisregardLineSpace AutoNormalFontFix BackgroundColor "
     "BackgroundParaOverDrawings BalanceSingleByteDoubleByteWidth BalanceSpacesAndIdeographicSpaces "
     "BaseFontHeight BaseLine BottomMargin CellPadding CharacterCompressionType ChartAutoUpdate "
     "ClipAsCharacterAnchoredWriterFlyFrames ClippedPictures CollapseEmptyCellPara ConnectorUseSnapRect "
     "ConsiderTextWrapOnObjPos ContinuousEndnotes CurrentDatabaseCommandType CursorPositionX CursorPositionY "
     "DefaultTabStop DisableOffPagePositioning DoNotBreakWrappedTables DoNotCaptureDrawObjsOnPage "
     "DoNotJustifyLinesWithManualBreak DoNotMirrorRtlDrawObjs DoNotResetParaAttrsForNumFont "
     "DropCapPunctuation EditMode EditModeHandout EditModeNotes EditModeStandard EliminatePolyPointLimitAngle "
     "EmbedAsianScriptFonts EmbedComplexScriptFonts EmbedFonts EmbedLatinScriptFonts EmbedObjects "
     "EmbedOnlyUsedFonts EmbedSystemFonts EmptyDbFieldHidesPara EndnotesAtEnd ExpandShiftReturn "
     "ExpandWordSpace FieldAutoUpdate FilteredRangeSelection FloattableNomargins FontFixedIsBold "
     "FontFixedIsItalic FontFunctionsIsBold FontFunctionsIsItalic FontNumbersIsBold FontNumbersIsItalic "
     "FontSansIsBold FontSansIsItalic FontSerifIsBold FontSerifIsItalic FontTextIsBold FontTextIsItalic "
     "FontVariablesIsBold FontVariablesIsItalic FootnoteInColumnToPageEnd "
     "ForceTopAlignmentInCellWithFloatingAnchor FormatOtherObjects FormulaBarHeight "
     "FrameAutowidthWithMorePara GreekCharStyle GridCoarseHeight GridCoarseWidth GridColor GridFineHeight "
     "GridFineWidth GridIsFront GridIsVisible GridSnapWidthXDenominator GridSnapWidthXNumerator "
     "GridSnapWidthYDenominator GridSnapWidthYNumerator GutterAtTop HandoutsHorizontal HasColumnRowHeaders "
     "HasSheetTabs HeaderSpacingBelowLastPara HelpLinesFront HelpLinesMove HelpLinesVisible HideWhitespace "
     "HorizontalScrollbarWidth HorizontalSplitMode HorizontalSplitPosition HyphenateURLs HyphenationAlways "
     "IgnoreBreakAfterMultilineField IgnoreFirstLineIndentInNumbering IgnoreHiddenCharsForLineCalculation "
     "IgnoreTabsAndBlanksForLineCalculation ImagePreferredDPI InBrowseMode InvertBorderSpacing "
     "IsAngleSnapEnabled IsBigHandles IsClickChangeRotation IsDocumentShared IsDoubleClickTextEdit "
     "IsEliminatePolyPoints IsExactPrecision IsFrameDragSingles IsHideSpellMark IsKernAsianPunctuation "
     "IsLabelDocument IsLayerMode IsLineSnapping IsOutlineSymbolsSet IsPlusHandlesAlwaysVisible "
     "IsPrintBooklet IsPrintBookletBack IsPrintBookletFront IsPrintDate IsPrintDrawing IsPrintFitPage "
     "IsPrintHandout IsPrintHiddenPages IsPrintNotes IsPrintOutline IsPrintPageName IsPrintTilePage "
     "IsPrintTime IsRasterAxisSynchronized IsScaleAllBrackets IsSelectedFrame IsShowOnlyActive IsSnapToGrid "
     "IsSnapToObjectFrame IsSnapToObjectPoints IsSnapToPageMargins IsSnapToRaster IsSnapToSnapLines "
     "IsSpellOnline IsTextMode JustifyLinesWithShrinking KeepRatio LeftMargin LegacySingleLineFontwork "
     "LoadReadonly MathBaselineAlignment MeasureUnit ScaleDenominator ScaleNumerator MinRowHeightInclBorder "
     "MsWordCompGridMetrics "
     "MsWordCompMinLineHeightByFly MsWordCompTrailingBlanks MsWordUlTrailSpace NoAttribs "
     "NoClippingWithWrapPolygon NoColors NoColumnBalance NoGapAfterNoteNumber NoNumberingShowFollowBy "
     "OutlineLevelYieldsNumbering PageKind PageNumberFormat PageViewZoomValue PaintHellOverHeaderFooter "
     "ParagraphSummation PositionBottom PositionLeft PositionRight PositionTop PresentationName "
     "PreventTextOverlapWithShadow PrintAnnotationMode PrintBlackFonts PrintControls PrintDrawings "
     "PrintEmptyPages PrintGraphics PrintGridLines PrintHeaders PrintHiddenText PrintLeftPages "
     "PrintPageBackground PrintPaperFromSetup PrintProspect PrintProspectRTL PrintQuality PrintRangesOnly "
     "PrintReversed PrintRightPages PrintSingleJobs PrintTables PrintTextPlaceholder PrinterPaperFromSetup "
     "PropLineSpacingShrinksFirstLine ProtectBookmarks ProtectFields ProtectForm RasterIsVisible "
     "RasterResolutionX RasterResolutionY RasterSubdivisionX RasterSubdivisionY RawSpaces RecalcModel "
     "RelativeBracketDistance RelativeBracketExcessSize RelativeFontHeightFunctions RelativeFontHeightIndices "
     "RelativeFontHeightLimits RelativeFontHeightOperators RelativeFontHeightText "
     "RelativeFractionBarExcessLength RelativeFractionBarLineWeight RelativeFractionDenominatorDepth "
     "RelativeFractionNumeratorHeight RelativeIndexSubscript RelativeIndexSuperscript RelativeLineSpacing "
     "RelativeLowerLimitDistance RelativeMatrixColumnSpacing RelativeMatrixLineSpacing "
     "RelativeOperatorExcessSize RelativeOperatorSpacing RelativeRootSpacing RelativeScaleBracketExcessSize "
     "RelativeSpacing RelativeSymbolMinimumHeight RelativeSymbolPrimaryHeight RelativeUpperLimitDistance "
     "RightMargin Rsid RsidRoot RulerIsVisible SaveGlobalDocumentLinks SaveThumbnail SaveVersionOnClose "
     "ScrollBarWidth SelectedPage ShowAnnotations ShowBookmarks ShowBreaks ShowCharts ShowContentTips "
     "ShowDrawing ShowDrawings ShowFieldCommands ShowFieldShadings ShowFooterWhileBrowsing "
     "ShowFootnoteBackground ShowFormulas ShowFormulasMarks ShowGraphics ShowGrid ShowHeaderWhileBrowsing "
     "ShowHelplines ShowHiddenCharacters ShowHiddenParagraphs ShowHiddenText ShowHoriRuler ShowHoriScrollBar "
     "ShowIndexMarkBackground ShowInlineTooltips ShowNotes ShowObjects ShowOnlineLayout ShowPageBreakPreview "
     "ShowPageBreaks ShowParaBreaks ShowProtectedSpaces ShowRedlineChanges ShowSoftHyphens ShowSpaces "
     "ShowTableBoundaries ShowTables ShowTabstops ShowTextBoundaries ShowTextFieldBackground ShowVertRuler "
     "ShowVertScrollBar ShowZeroValues SlidesPerHandout SlidesPerRow SmallCapsPercentage66 SnapAngle "
     "SnapLines SpacingBefore StartUnbreakable StylesNoDefault SubtractFlysAnchoredAtFlys "
     "SurroundTextWrapSmall SyntaxStringRef TabAtLeftIndentForParagraphsInList TabOverMargin TabOverSpacing "
     "TabOverflow TabStop TableRowKeep TabsRelativeToIndent TopMargin TreatSingleColumnBreakAsPageBreak "
     "UnbreakableNumberings UnxForceZeroExtLeading UpdateFromTemplate UseCurrentParagraphBreak UseFormerLineSpacing "
     "UseFormerObjectPositioning UseFormerTextWrapping UseOldNumbering UseOldPrinterMetrics "
     "UseTrailingEmptyLinesInLayout UseVariableWidthNBSP VerticalSplitMode VerticalSplitPosition "
     "ViewAreaHeight ViewAreaLeft ViewAreaTop ViewAreaWidth ViewLayoutBookMode ViewLayoutColumns ViewLeft "
     "ViewTop VisibleAreaHeight VisibleAreaLeft VisibleAreaTop VisibleAreaWidth VisibleBottom VisibleLeft "
     "VisibleRight VisibleTop WordLikeWrapForAsCharFlys ZoomFactor ZoomOnPage ZoomType ZoomValue"},
    {ItemRule::Word,
     "ActiveLayer Country CustomFontNameFixed CustomFontNameSans CustomFontNameSerif FontNameFunctions "
     "FontNameNumbers FontNameText FontNameVariables Language PrinterIndependentLayout SelectedLayer Variant "
     "ViewId"},
    {ItemRule::Free, "ActiveTable BeginLine EndLine ScaleName SnapLinesDrawing SnapLinesHandout SnapLinesNotes"},
    {ItemRule::Layers, "LockedLayers PrintableLayers VisibleLayers"},
    {ItemRule::Zero, "LinkUpdateMode"},
    {ItemRule::Printer, "PrintFaxName PrinterName PrinterSetup"},
    {ItemRule::Source,
     "BitmapTableURL ColorTableURL CurrentDatabaseCommand CurrentDatabaseDataSource DashTableURL "
     "EmbeddedDatabaseName GradientTableURL HatchTableURL LineEndTableURL"},
    {ItemRule::Key, "RedlineProtectionKey"},
};

constexpr std::string_view kGroups =
    "ooo:view-settings ooo:configuration-settings view-settings configuration-settings Views Tables "
    "ForbiddenCharacters "
    "ScaleSettings";

constexpr std::size_t kMaxValue = 64;
constexpr std::size_t kMaxText = 4096;

bool lists(std::string_view names, std::string_view name) noexcept {
  while (!names.empty()) {
    const std::size_t space = std::min(names.find(' '), names.size());
    if (names.substr(0, space) == name) return true;
    names.remove_prefix(std::min(space + 1, names.size()));
  }
  return false;
}

bool is_value(std::string_view value) noexcept {
  if (value == "true" || value == "false") return true;
  return !value.empty() && value.size() <= kMaxValue && std::all_of(value.begin(), value.end(), [](char c) {
    return ascii::is_digit(c) || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
  });
}

bool is_word(std::string_view value) noexcept {
  return value.size() <= kMaxText && std::all_of(value.begin(), value.end(), [](char c) {
           return ascii::is_alnum(c) || c == ' ' || c == '-' || c == '_' || c == '.' ||
                  static_cast<unsigned char>(c) >= 0x80;
         });
}

bool is_bits(std::string_view value) noexcept {
  return value.size() <= kMaxText && std::all_of(value.begin(), value.end(), [](char c) {
           return ascii::is_alnum(c) || c == '+' || c == '/' || c == '=';
         });
}

}  // namespace

const ItemRule* find_item(std::string_view name) noexcept {
  if (name.empty() || name.find(' ') != std::string_view::npos) return nullptr;
  for (const ItemGroup& group : kItems) {
    if (lists(group.names, name)) return &group.rule;
  }
  return nullptr;
}

bool is_known_group(std::string_view name) noexcept {
  return !name.empty() && name.find(' ') == std::string_view::npos && lists(kGroups, name);
}

bool fits(ItemRule rule, std::string_view value) noexcept {
  switch (rule) {
    case ItemRule::Value:
      return is_value(value);
    case ItemRule::Word:
      return is_word(value);
    case ItemRule::Free:
      return value.size() <= kMaxText;
    case ItemRule::Layers:
      return is_bits(value);
    case ItemRule::Zero:
      return value == "0";
    case ItemRule::Printer:
    case ItemRule::Source:
      return value.empty();
    case ItemRule::Key:
      return is_bits(value);
  }
  return false;
}

bool is_stock_palette(std::string_view value) noexcept {
  return (value.starts_with("$(inst)/") || value.starts_with("$(user)/") || value.starts_with("$(brandbaseurl)/")) &&
         value.size() <= kMaxText && value.find("..") == std::string_view::npos;
}

}  // namespace mugai::odf
