# mugai_gmime: GMime and GLib, shared for tests, from their archives for a program with the property MUGAI_GMIME_ARCHIVES.
#
# The mail worker has that property, where Debian's -dev packages hold the archives: the shared GMime brings sixteen more
# libraries, and the kernel copies and takes down the mappings of each for every mail (0.62 instead of 0.73 ms of CPU a
# mail job). What the worker does not call is then not in its process at all: GIO, the engines of gpg, mount tables.
# The price: after a security update of GMime or GLib it must be built again (docs/dependencies.md).
pkg_check_modules(GMIME REQUIRED IMPORTED_TARGET gmime-3.0)
option(MUGAI_GMIME_ARCHIVES "Link the mail worker with the archives of GMime and GLib" ON)

set(MUGAI_GMIME_LINKED PkgConfig::GMIME)
if(MUGAI_GMIME_ARCHIVES AND NOT MUGAI_SANITIZE)
  set(archives)
  foreach(name gmime-3.0 gobject-2.0 glib-2.0 idn2 unistring ffi pcre2-8)
    find_library(MUGAI_ARCHIVE_${name} NAMES lib${name}.a)
    mark_as_advanced(MUGAI_ARCHIVE_${name})
    list(APPEND archives ${MUGAI_ARCHIVE_${name}})
  endforeach()
  if(archives MATCHES NOTFOUND)
    message(STATUS "no archives of GMime and what it needs: the mail worker uses the shared libraries")
  else()
    set(MUGAI_GMIME_LINKED ${archives} z m)
  endif()
endif()

add_library(mugai_gmime INTERFACE)
target_link_libraries(mugai_gmime INTERFACE
  "$<IF:$<BOOL:$<TARGET_PROPERTY:MUGAI_GMIME_ARCHIVES>>,${MUGAI_GMIME_LINKED},PkgConfig::GMIME>")
