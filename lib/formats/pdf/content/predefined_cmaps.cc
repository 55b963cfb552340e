// The CMaps that every reader has: ISO 32000-1 Table 118, and the ones that lead to Unicode (Adobe's mapping
// resources).
#include <algorithm>
#include <array>
#include <string_view>

#include "lib/formats/pdf/content/cmap.h"

namespace mugai::pdf {

namespace {

constexpr std::array<std::string_view, 75> kNames = {"83pv-RKSJ-H",
                                                     "90ms-RKSJ-H",
                                                     "90ms-RKSJ-V",
                                                     "90msp-RKSJ-H",
                                                     "90msp-RKSJ-V",
                                                     "90pv-RKSJ-H",
                                                     "Add-RKSJ-H",
                                                     "Add-RKSJ-V",
                                                     "Adobe-CNS1-UCS2",
                                                     "Adobe-GB1-UCS2",
                                                     "Adobe-Japan1-UCS2",
                                                     "Adobe-Korea1-UCS2",
                                                     "B5pc-H",
                                                     "B5pc-V",
                                                     "CNS-EUC-H",
                                                     "CNS-EUC-V",
                                                     "ETen-B5-H",
                                                     "ETen-B5-V",
                                                     "ETenms-B5-H",
                                                     "ETenms-B5-V",
                                                     "EUC-H",
                                                     "EUC-V",
                                                     "Ext-RKSJ-H",
                                                     "Ext-RKSJ-V",
                                                     "GB-EUC-H",
                                                     "GB-EUC-V",
                                                     "GBK-EUC-H",
                                                     "GBK-EUC-V",
                                                     "GBK2K-H",
                                                     "GBK2K-V",
                                                     "GBKp-EUC-H",
                                                     "GBKp-EUC-V",
                                                     "GBpc-EUC-H",
                                                     "GBpc-EUC-V",
                                                     "H",
                                                     "HKscs-B5-H",
                                                     "HKscs-B5-V",
                                                     "Identity-H",
                                                     "Identity-V",
                                                     "KSC-EUC-H",
                                                     "KSC-EUC-V",
                                                     "KSCms-UHC-H",
                                                     "KSCms-UHC-HW-H",
                                                     "KSCms-UHC-HW-V",
                                                     "KSCms-UHC-V",
                                                     "KSCpc-EUC-H",
                                                     "UniCNS-UCS2-H",
                                                     "UniCNS-UCS2-V",
                                                     "UniCNS-UTF16-H",
                                                     "UniCNS-UTF16-V",
                                                     "UniCNS-UTF32-H",
                                                     "UniCNS-UTF8-H",
                                                     "UniGB-UCS2-H",
                                                     "UniGB-UCS2-V",
                                                     "UniGB-UTF16-H",
                                                     "UniGB-UTF16-V",
                                                     "UniGB-UTF32-H",
                                                     "UniGB-UTF8-H",
                                                     "UniJIS-UCS2-H",
                                                     "UniJIS-UCS2-HW-H",
                                                     "UniJIS-UCS2-HW-V",
                                                     "UniJIS-UCS2-V",
                                                     "UniJIS-UTF16-H",
                                                     "UniJIS-UTF16-V",
                                                     "UniJIS-UTF32-H",
                                                     "UniJIS-UTF32-V",
                                                     "UniJIS-UTF8-H",
                                                     "UniJIS2004-UTF16-H",
                                                     "UniJIS2004-UTF16-V",
                                                     "UniJIS2004-UTF32-H",
                                                     "UniKS-UCS2-H",
                                                     "UniKS-UCS2-V",
                                                     "UniKS-UTF16-H",
                                                     "UniKS-UTF16-V",
                                                     "V"};

}  // namespace

bool is_predefined_cmap(std::string_view name) noexcept {
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

}  // namespace mugai::pdf
