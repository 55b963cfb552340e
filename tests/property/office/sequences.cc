#include "tests/property/office/sequences.h"

namespace mugai::testing {
namespace {

// Elements that have no place (extensions, wrappers, ranges) may stand everywhere.
constexpr SequenceRow kRows[] = {
    // WordprocessingML: 17.2 to 17.9, 17.15
    {"w:document", "w:background w:body"},
    {"w:p", "w:pPr w:r|w:hyperlink|w:fldSimple|w:smartTag|w:sdt|w:ins|w:del*"},
    {"w:r", "w:rPr w:t|w:tab|w:br|w:cr|w:sym|w:drawing|w:pict|w:object|w:fldChar|w:instrText|w:ruby*"},
    {"w:pPr",
     "w:pStyle w:keepNext w:keepLines w:pageBreakBefore w:framePr w:widowControl w:numPr w:suppressLineNumbers w:pBdr "
     "w:shd w:tabs w:suppressAutoHyphens w:kinsoku w:wordWrap w:overflowPunct w:topLinePunct w:autoSpaceDE "
     "w:autoSpaceDN w:bidi w:adjustRightInd w:snapToGrid w:spacing w:ind w:contextualSpacing w:mirrorIndents "
     "w:suppressOverlap w:jc w:textDirection w:textAlignment w:textboxTightWrap w:outlineLvl w:divId w:cnfStyle w:rPr "
     "w:sectPr w:pPrChange"},
    {"w:rPr",
     "w:ins w:del w:moveFrom w:moveTo w:rStyle w:rFonts w:b w:bCs w:i w:iCs w:caps w:smallCaps w:strike w:dstrike "
     "w:outline w:shadow w:emboss w:imprint w:noProof w:snapToGrid w:vanish w:webHidden w:color w:spacing w:w w:kern "
     "w:position w:sz w:szCs w:highlight w:u w:effect w:bdr w:shd w:fitText w:vertAlign w:rtl w:cs w:em w:lang "
     "w:eastAsianLayout w:specVanish w:oMath w:rPrChange"},
    {"w:tbl", "w:tblPr! w:tblGrid! w:tr*"},
    {"w:tr", "w:tblPrEx w:trPr w:tc*"},
    {"w:tc", "w:tcPr w:p|w:tbl+"},
    {"w:tblPr",
     "w:tblStyle w:tblpPr w:tblOverlap w:bidiVisual w:tblStyleRowBandSize w:tblStyleColBandSize w:tblW w:jc "
     "w:tblCellSpacing w:tblInd w:tblBorders w:shd w:tblLayout w:tblCellMar w:tblLook w:tblCaption w:tblDescription "
     "w:tblPrChange"},
    {"w:tcPr",
     "w:cnfStyle w:tcW w:gridSpan w:hMerge w:vMerge w:tcBorders w:shd w:noWrap w:tcMar w:textDirection w:tcFitText "
     "w:vAlign w:hideMark w:cellIns|w:cellDel|w:cellMerge w:tcPrChange"},
    {"w:sectPr",
     "w:headerReference|w:footerReference* w:footnotePr w:endnotePr w:type w:pgSz w:pgMar w:paperSrc w:pgBorders "
     "w:lnNumType w:pgNumType w:cols w:formProt w:vAlign w:noEndnote w:titlePg w:textDirection w:bidi w:rtlGutter "
     "w:docGrid w:printerSettings w:sectPrChange"},
    {"w:sdt", "w:sdtPr w:sdtEndPr w:sdtContent"},
    {"w:numbering", "w:numPicBullet* w:abstractNum* w:num* w:numIdMacAtCleanup"},
    {"w:abstractNum", "w:nsid w:multiLevelType w:tmpl w:name w:styleLink w:numStyleLink w:lvl*"},
    {"w:lvl",
     "w:start w:numFmt w:lvlRestart w:pStyle w:isLgl w:suff w:lvlText w:lvlPicBulletId w:legacy w:lvlJc w:pPr w:rPr"},
    {"w:style",
     "w:name w:aliases w:basedOn w:next w:link w:autoRedefine w:hidden w:uiPriority w:semiHidden w:unhideWhenUsed "
     "w:qFormat w:locked w:personal w:personalCompose w:personalReply w:rsid w:pPr w:rPr w:tblPr w:trPr w:tcPr "
     "w:tblStylePr*"},
    {"w:settings",
     "w:writeProtection w:view w:zoom w:removePersonalInformation w:removeDateAndTime w:doNotDisplayPageBoundaries "
     "w:displayBackgroundShape w:printPostScriptOverText w:printFractionalCharacterWidth w:printFormsData "
     "w:embedTrueTypeFonts w:embedSystemFonts w:saveSubsetFonts w:saveFormsData w:mirrorMargins "
     "w:alignBordersAndEdges w:bordersDoNotSurroundHeader w:bordersDoNotSurroundFooter w:gutterAtTop "
     "w:hideSpellingErrors w:hideGrammaticalErrors w:activeWritingStyle* w:proofState w:formsDesign "
     "w:attachedTemplate w:linkStyles w:stylePaneFormatFilter w:stylePaneSortMethod w:documentType w:mailMerge "
     "w:revisionView w:trackRevisions w:doNotTrackMoves w:doNotTrackFormatting w:documentProtection "
     "w:autoFormatOverride w:styleLockTheme w:styleLockQFSet w:defaultTabStop w:autoHyphenation "
     "w:consecutiveHyphenLimit w:hyphenationZone w:doNotHyphenateCaps w:showEnvelope w:summaryLength "
     "w:clickAndTypeStyle w:defaultTableStyle w:evenAndOddHeaders w:bookFoldRevPrinting w:bookFoldPrinting "
     "w:bookFoldPrintingSheets w:drawingGridHorizontalSpacing w:drawingGridVerticalSpacing "
     "w:displayHorizontalDrawingGridEvery w:displayVerticalDrawingGridEvery w:doNotUseMarginsForDrawingGridOrigin "
     "w:drawingGridHorizontalOrigin w:drawingGridVerticalOrigin w:doNotShadeFormData w:noPunctuationKerning "
     "w:characterSpacingControl w:printTwoOnOne w:strictFirstAndLastChars w:noLineBreaksAfter w:noLineBreaksBefore "
     "w:savePreviewPicture w:doNotValidateAgainstSchema w:saveInvalidXml w:ignoreMixedContent "
     "w:alwaysShowPlaceholderText w:doNotDemarcateInvalidXml w:saveXmlDataOnly w:useXSLTWhenSaving w:saveThroughXslt "
     "w:showXMLTags w:alwaysMergeEmptyNamespace w:updateFields w:hdrShapeDefaults w:footnotePr w:endnotePr w:compat "
     "w:docVars w:rsids w:uiCompat97To2003 w:attachedSchema* w:themeFontLang w:clrSchemeMapping "
     "w:doNotIncludeSubdocsInStats w:doNotAutoCompressPictures w:forceUpgrade w:captions w:readModeInkLockDown "
     "w:shapeDefaults w:decimalSymbol w:listSeparator"},
    {"w:webSettings",
     "w:frameset w:divs w:encoding w:optimizeForBrowser w:relyOnVML w:allowPNG w:doNotRelyOnCSS "
     "w:doNotSaveAsSingleFile w:doNotOrganizeInFolder w:doNotUseLongFileNames w:pixelsPerInch w:targetScreenSz"},
    {"w:ruby", "w:rubyPr! w:rt! w:rubyBase!"},
    {"wp:inline", "wp:extent! wp:effectExtent wp:docPr! wp:cNvGraphicFramePr a:graphic!"},
    {"wp:anchor",
     "wp:simplePos! wp:positionH! wp:positionV! wp:extent! wp:effectExtent "
     "wp:wrapNone|wp:wrapSquare|wp:wrapTight|wp:wrapThrough|wp:wrapTopAndBottom! wp:docPr! wp:cNvGraphicFramePr "
     "a:graphic!"},
    // SpreadsheetML: 18.2 to 18.10
    {"s:workbook",
     "s:fileVersion s:fileSharing s:workbookPr s:workbookProtection s:bookViews s:sheets! s:functionGroups "
     "s:externalReferences s:definedNames s:calcPr s:oleSize s:customWorkbookViews s:pivotCaches s:smartTagPr "
     "s:smartTagTypes s:webPublishing s:fileRecoveryPr* s:webPublishObjects s:extLst"},
    {"s:sheets", "s:sheet+"},
    {"s:definedNames", "s:definedName+"},
    {"s:worksheet",
     "s:sheetPr s:dimension s:sheetViews s:sheetFormatPr s:cols* s:sheetData! s:sheetCalcPr s:sheetProtection "
     "s:protectedRanges s:scenarios s:autoFilter s:sortState s:dataConsolidate s:customSheetViews s:mergeCells "
     "s:phoneticPr s:conditionalFormatting* s:dataValidations s:hyperlinks s:printOptions s:pageMargins s:pageSetup "
     "s:headerFooter s:rowBreaks s:colBreaks s:customProperties s:cellWatches s:ignoredErrors s:smartTags s:drawing "
     "s:legacyDrawing s:legacyDrawingHF s:drawingHF s:picture s:oleObjects s:controls s:webPublishItems s:tableParts "
     "s:extLst"},
    {"s:chartsheet",
     "s:sheetPr s:sheetViews s:sheetProtection s:customSheetViews s:pageMargins s:pageSetup s:headerFooter s:drawing "
     "s:legacyDrawing s:legacyDrawingHF s:drawingHF s:picture s:webPublishItems s:extLst"},
    {"s:c", "s:f s:v s:is s:extLst"},
    {"s:si s:is", "s:t s:r* s:rPh* s:phoneticPr"},
    {"s:cols", "s:col+"},
    {"s:mergeCells", "s:mergeCell+"},
    {"s:hyperlinks", "s:hyperlink+"},
    {"s:dataValidations", "s:dataValidation+"},
    {"s:dataValidation", "s:formula1 s:formula2"},
    {"s:conditionalFormatting", "s:cfRule+ s:extLst"},
    {"s:cfRule", "s:formula* s:colorScale s:dataBar s:iconSet s:extLst"},
    {"s:colorScale", "s:cfvo+ s:color+"},
    {"s:tableParts", "s:tablePart*"},
    {"s:oleObjects", "s:oleObject+"},
    {"s:controls", "s:control+"},
    {"s:table", "s:autoFilter s:sortState s:tableColumns! s:tableStyleInfo s:extLst"},
    {"s:tableColumns", "s:tableColumn+"},
    {"s:tableColumn", "s:calculatedColumnFormula s:totalsRowFormula s:xmlColumnPr s:extLst"},
    {"s:styleSheet",
     "s:numFmts s:fonts s:fills s:borders s:cellStyleXfs s:cellXfs s:cellStyles s:dxfs s:tableStyles s:colors "
     "s:extLst"},
    {"s:comments", "s:authors! s:commentList! s:extLst"},
    {"s:comment", "s:text! s:commentPr"},
    {"s:pivotTableDefinition",
     "s:location! s:pivotFields s:rowFields s:rowItems s:colFields s:colItems s:pageFields s:dataFields s:formats "
     "s:conditionalFormats s:chartFormats s:pivotHierarchies s:pivotTableStyleInfo s:filters s:rowHierarchiesUsage "
     "s:colHierarchiesUsage s:extLst"},
    {"s:pivotCacheDefinition",
     "s:cacheSource! s:cacheFields! s:cacheHierarchies s:kpis s:tupleCache s:calculatedItems s:calculatedMembers "
     "s:dimensions s:measureGroups s:maps s:extLst"},
    {"xdr:twoCellAnchor",
     "xdr:from! xdr:to! xdr:sp|xdr:grpSp|xdr:graphicFrame|xdr:cxnSp|xdr:pic|xdr:contentPart! xdr:clientData!"},
    {"xdr:oneCellAnchor",
     "xdr:from! xdr:ext! xdr:sp|xdr:grpSp|xdr:graphicFrame|xdr:cxnSp|xdr:pic|xdr:contentPart! xdr:clientData!"},
    {"xdr:sp", "xdr:nvSpPr! xdr:spPr! xdr:style xdr:txBody"},
    {"xdr:pic", "xdr:nvPicPr! xdr:blipFill! xdr:spPr! xdr:style"},
    {"xdr:graphicFrame", "xdr:nvGraphicFramePr! xdr:xfrm! a:graphic!"},
    // PresentationML: 19.2 to 19.5
    {"p:presentation",
     "p:sldMasterIdLst p:notesMasterIdLst p:handoutMasterIdLst p:sldIdLst p:sldSz p:notesSz! p:smartTags "
     "p:embeddedFontLst p:custShowLst p:photoAlbum p:custDataLst p:kinsoku p:defaultTextStyle p:modifyVerifier "
     "p:extLst"},
    {"p:sld", "p:cSld! p:clrMapOvr p:transition p:timing p:extLst"},
    {"p:sldLayout", "p:cSld! p:clrMapOvr p:transition p:timing p:hf p:extLst"},
    {"p:sldMaster", "p:cSld! p:clrMap! p:sldLayoutIdLst p:transition p:timing p:hf p:txStyles p:extLst"},
    {"p:notes", "p:cSld! p:clrMapOvr p:extLst"},
    {"p:notesMaster p:handoutMaster", "p:cSld! p:clrMap! p:hf p:notesStyle p:extLst"},
    {"p:cSld", "p:bg p:spTree! p:custDataLst p:controls p:extLst"},
    {"p:spTree p:grpSp", "p:nvGrpSpPr! p:grpSpPr! p:sp|p:grpSp|p:graphicFrame|p:cxnSp|p:pic|p:contentPart* p:extLst"},
    {"p:sp", "p:nvSpPr! p:spPr! p:style p:txBody p:extLst"},
    {"p:pic", "p:nvPicPr! p:blipFill! p:spPr! p:style p:extLst"},
    {"p:graphicFrame", "p:nvGraphicFramePr! p:xfrm! a:graphic! p:extLst"},
    {"p:timing", "p:tnLst p:bldLst p:extLst"},
    {"p:par p:excl", "p:cTn!"},
    {"p:seq", "p:cTn! p:prevCondLst p:nextCondLst"},
    {"p:cTn", "p:stCondLst p:endCondLst p:endSync p:iterate p:childTnLst p:subTnLst"},
    {"p:cBhvr", "p:cTn! p:tgtEl! p:attrNameLst"},
    {"p:custShow", "p:sldLst! p:extLst"},
    {"p:presentationPr", "p:htmlPubPr p:webPr p:prnPr p:showPr p:clrMru p:extLst"},
    {"p:viewPr",
     "p:normalViewPr p:slideViewPr p:outlineViewPr p:notesTextViewPr p:sorterViewPr p:notesViewPr p:gridSpacing "
     "p:extLst"},
    // DrawingML: 20.1, 21.1, 21.2
    {"p:spPr xdr:spPr pic:spPr c:spPr a:spPr",
     "a:xfrm a:custGeom|a:prstGeom a:noFill|a:solidFill|a:gradFill|a:blipFill|a:pattFill|a:grpFill a:ln "
     "a:effectLst|a:effectDag a:scene3d a:sp3d a:extLst"},
    {"p:txBody xdr:txBody a:txBody c:txPr c:rich", "a:bodyPr! a:lstStyle a:p+"},
    {"a:p", "a:pPr a:r|a:br|a:fld* a:endParaRPr"},
    {"a:r", "a:rPr a:t!"},
    {"a:rPr a:endParaRPr a:defRPr",
     "a:ln a:noFill|a:solidFill|a:gradFill|a:blipFill|a:pattFill|a:grpFill a:effectLst|a:effectDag a:highlight "
     "a:uLnTx|a:uLn a:uFillTx|a:uFill a:latin a:ea a:cs a:sym a:hlinkClick a:hlinkMouseOver a:rtl a:extLst"},
    {"a:pPr a:lvl1pPr a:lvl2pPr a:lvl3pPr",
     "a:lnSpc a:spcBef a:spcAft a:buClrTx|a:buClr a:buSzTx|a:buSzPct|a:buSzPts a:buFontTx|a:buFont "
     "a:buNone|a:buAutoNum|a:buChar|a:buBlip a:tabLst a:defRPr a:extLst"},
    {"p:blipFill pic:blipFill xdr:blipFill a:blipFill", "a:blip a:srcRect a:tile|a:stretch"},
    {"p:cNvPr xdr:cNvPr pic:cNvPr wp:docPr", "a:hlinkClick a:hlinkHover a:extLst"},
    {"a:graphic", "a:graphicData!"},
    {"a:theme", "a:themeElements! a:objectDefaults a:extraClrSchemeLst a:custClrLst a:extLst"},
    {"c:chartSpace",
     "c:date1904 c:lang c:roundedCorners c:style c:clrMapOvr c:pivotSource c:protection c:chart! c:spPr c:txPr "
     "c:externalData c:printSettings c:userShapes c:extLst"},
    {"c:chart",
     "c:title c:autoTitleDeleted c:pivotFmts c:view3D c:floor c:sideWall c:backWall c:plotArea! c:legend "
     "c:plotVisOnly c:dispBlanksAs c:showDLblsOverMax c:extLst"},
    {"c:tx c:cat c:xVal", "c:strRef|c:rich|c:v|c:multiLvlStrRef|c:numLit|c:numRef|c:strLit!"},
    {"c:val c:yVal c:bubbleSize", "c:numRef|c:numLit!"},
    {"c:numRef", "c:f! c:numCache c:extLst"},
    {"c:strRef", "c:f! c:strCache c:extLst"},
};

constexpr NamespaceRow kNamespaces[] = {
    {"http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"},
    {"http://purl.oclc.org/ooxml/wordprocessingml/main", "w"},
    {"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", "wp"},
    {"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", "wp"},
    {"http://schemas.openxmlformats.org/spreadsheetml/2006/main", "s"},
    {"http://purl.oclc.org/ooxml/spreadsheetml/main", "s"},
    {"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing", "xdr"},
    {"http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing", "xdr"},
    {"http://schemas.openxmlformats.org/presentationml/2006/main", "p"},
    {"http://purl.oclc.org/ooxml/presentationml/main", "p"},
    {"http://schemas.openxmlformats.org/drawingml/2006/main", "a"},
    {"http://purl.oclc.org/ooxml/drawingml/main", "a"},
    {"http://schemas.openxmlformats.org/drawingml/2006/picture", "pic"},
    {"http://purl.oclc.org/ooxml/drawingml/picture", "pic"},
    {"http://schemas.openxmlformats.org/drawingml/2006/chart", "c"},
    {"http://purl.oclc.org/ooxml/drawingml/chart", "c"},
    {"http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"},
};

}  // namespace

const Sequences& office_sequences() {
  static const Sequences kSequences(kNamespaces, kRows, {"mc:AlternateContent", "w:sdt", "w:customXml"});
  return kSequences;
}

}  // namespace mugai::testing
