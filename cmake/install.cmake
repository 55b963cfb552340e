# What `cmake --install` puts where, and the Debian package (scripts/package). Programs are installed by mugai_program.
#
#   PREFIX/bin                    sanitize, mugaid, mugaictl, the workers
#   /etc/mugai                    mugai.conf, policies, notices: where the programs look; never over a file that is there
#   PREFIX/lib/systemd/system     mugaid.service, with the path of the programs
#   PREFIX/lib/{sysusers,tmpfiles}.d
#   PREFIX/share/man              manual pages, English and Japanese
#   PREFIX/share/doc/mugai        README, LICENSE, inert samples, the shipped settings
set(MUGAI_ETC /etc/mugai)

# What an administrator may have changed is left as it is; the shipped state of it lies in share/doc/mugai/config.
file(GLOB settings RELATIVE ${PROJECT_SOURCE_DIR}/config config/*.conf config/policies/*.conf config/notices/*.txt)
foreach(setting IN LISTS settings)
  get_filename_component(folder ${MUGAI_ETC}/${setting} DIRECTORY)
  install(CODE "
    if(EXISTS \"\$ENV{DESTDIR}${MUGAI_ETC}/${setting}\")
      message(STATUS \"Kept: ${MUGAI_ETC}/${setting}\")
    else()
      file(INSTALL DESTINATION \"${folder}\" TYPE FILE FILES \"${PROJECT_SOURCE_DIR}/config/${setting}\")
    endif()")
endforeach()
install(DIRECTORY config DESTINATION ${CMAKE_INSTALL_DOCDIR})

file(READ systemd/mugaid.service unit)
string(REPLACE "=/usr/bin/" "=${CMAKE_INSTALL_FULL_BINDIR}/" unit "${unit}")
file(WRITE ${CMAKE_BINARY_DIR}/systemd/mugaid.service "${unit}")
install(FILES ${CMAKE_BINARY_DIR}/systemd/mugaid.service DESTINATION lib/systemd/system)
install(FILES systemd/mugai.sysusers DESTINATION lib/sysusers.d RENAME mugai.conf)
install(FILES systemd/mugai.tmpfiles DESTINATION lib/tmpfiles.d RENAME mugai.conf)

file(GLOB pages RELATIVE ${PROJECT_SOURCE_DIR} docs/*.[1-8] docs/ja/*.[1-8])
foreach(page IN LISTS pages)
  string(REGEX MATCH "[1-8]$" section ${page})
  if(page MATCHES "^docs/ja/")
    install(FILES ${page} DESTINATION ${CMAKE_INSTALL_MANDIR}/ja/man${section})
  else()
    install(FILES ${page} DESTINATION ${CMAKE_INSTALL_MANDIR}/man${section})
  endif()
endforeach()
install(FILES README.md LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY samples DESTINATION ${CMAKE_INSTALL_DOCDIR})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME mugai)
set(CPACK_PACKAGE_VENDOR "Mugai")
set(CPACK_PACKAGE_CONTACT "Mugai maintainers <maintainers@mugai.example>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_SET_DESTDIR ON)  # /etc is not below the prefix
set(CPACK_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION mail)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "systemd | systemd-standalone-sysusers")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "Takes mail and files apart and writes them anew without anything active, each
in a process that can do nothing but read it. For the border between the
Internet and the inner network of local governments (LGWAN).")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${PROJECT_SOURCE_DIR}/systemd/debian/conffiles
  ${PROJECT_SOURCE_DIR}/systemd/debian/postinst ${PROJECT_SOURCE_DIR}/systemd/debian/prerm
  ${PROJECT_SOURCE_DIR}/systemd/debian/postrm)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
include(CPack)
