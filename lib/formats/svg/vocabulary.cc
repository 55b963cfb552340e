// SVG 1.1 (second edition) and SVG 2: static elements and attributes. Attributes that may hold url(…) or a style are
// asked about. Left out on purpose: script, handler, foreignObject, animate*, set, mpath, cursor, feImage (fetches),
// font* and font-face-uri (fetch), color-profile, iframe, audio, video, canvas, metadata, every on… attribute.
#include "lib/formats/svg/vocabulary.h"

namespace mugai::svg {

const std::string_view kVocabulary = R"(
ns svg http://www.w3.org/2000/svg
ns xlink http://www.w3.org/1999/xlink
default svg
set core id class style=ask xml:space xml:lang lang
set paint fill=ask stroke=ask clip-path=ask mask=ask filter=ask marker=ask marker-start=ask marker-mid=ask marker-end=ask
set look color fill-opacity fill-rule stroke-width stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset opacity display visibility overflow clip clip-rule color-interpolation color-interpolation-filters color-rendering shape-rendering text-rendering image-rendering paint-order vector-effect mix-blend-mode isolation enable-background flood-color flood-opacity lighting-color stop-color stop-opacity
set font font font-family font-size font-size-adjust font-stretch font-style font-variant font-weight letter-spacing word-spacing text-anchor text-decoration writing-mode glyph-orientation-vertical glyph-orientation-horizontal dominant-baseline alignment-baseline baseline-shift direction unicode-bidi kerning
set all @core @paint @look @font transform transform-origin requiredFeatures systemLanguage
set link href=ask xlink:href=ask
set box x y width height
set primitive @all @box result in
el svg:svg=ask @all @box viewBox preserveAspectRatio version baseProfile zoomAndPan
el svg:g=ask @all
el svg:defs=ask @all
el svg:symbol=ask @all viewBox preserveAspectRatio x y width height refX refY
el svg:use=ask @all @box @link
el svg:switch @all
el svg:a=unwrap
el svg:title!text @core
el svg:desc!text @core
el svg:style=ask!text type media title
el svg:image=ask @all @box @link preserveAspectRatio
el svg:path @all d pathLength
el svg:rect @all @box rx ry pathLength
el svg:circle @all cx cy r pathLength
el svg:ellipse @all cx cy rx ry pathLength
el svg:line @all x1 y1 x2 y2 pathLength
el svg:polyline @all points pathLength
el svg:polygon @all points pathLength
el svg:text @all x y dx dy rotate textLength lengthAdjust
el svg:tspan @all x y dx dy rotate textLength lengthAdjust
el svg:textPath @all @link startOffset method spacing textLength lengthAdjust side
el svg:linearGradient @all @link x1 y1 x2 y2 gradientUnits gradientTransform spreadMethod
el svg:radialGradient @all @link cx cy r fx fy fr gradientUnits gradientTransform spreadMethod
el svg:stop @all offset
el svg:pattern=ask @all @box @link viewBox preserveAspectRatio patternUnits patternContentUnits patternTransform
el svg:clipPath=ask @all clipPathUnits
el svg:mask=ask @all @box maskUnits maskContentUnits
el svg:marker=ask @all viewBox preserveAspectRatio refX refY markerUnits markerWidth markerHeight orient
el svg:filter @all @box @link filterUnits primitiveUnits filterRes
el svg:feBlend @primitive in2 mode
el svg:feColorMatrix @primitive type values
el svg:feComponentTransfer @primitive
el svg:feFuncR type tableValues slope intercept amplitude exponent offset
el svg:feFuncG type tableValues slope intercept amplitude exponent offset
el svg:feFuncB type tableValues slope intercept amplitude exponent offset
el svg:feFuncA type tableValues slope intercept amplitude exponent offset
el svg:feComposite @primitive in2 operator k1 k2 k3 k4
el svg:feConvolveMatrix @primitive order kernelMatrix divisor bias targetX targetY edgeMode kernelUnitLength preserveAlpha
el svg:feDiffuseLighting @primitive surfaceScale diffuseConstant kernelUnitLength
el svg:feDisplacementMap @primitive in2 scale xChannelSelector yChannelSelector
el svg:feDistantLight azimuth elevation
el svg:fePointLight x y z
el svg:feSpotLight x y z pointsAtX pointsAtY pointsAtZ specularExponent limitingConeAngle
el svg:feDropShadow @primitive dx dy stdDeviation
el svg:feFlood @primitive
el svg:feGaussianBlur @primitive stdDeviation edgeMode
el svg:feMerge @primitive
el svg:feMergeNode in
el svg:feMorphology @primitive operator radius
el svg:feOffset @primitive dx dy
el svg:feSpecularLighting @primitive surfaceScale specularConstant specularExponent kernelUnitLength
el svg:feTile @primitive
el svg:feTurbulence @primitive baseFrequency numOctaves seed stitchTiles type
)";

}  // namespace mugai::svg
