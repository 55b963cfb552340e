# Flags for everything, and the three kinds of target: mugai_library, mugai_program, mugai_test.

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

add_library(mugai_flags INTERFACE)
target_include_directories(mugai_flags INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_definitions(mugai_flags INTERFACE MUGAI_VERSION="${PROJECT_VERSION}")
target_compile_options(mugai_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor
  -Woverloaded-virtual -Wcast-align -Wnull-dereference -Wformat=2 -Wimplicit-fallthrough
  $<$<BOOL:${MUGAI_WERROR}>:-Werror>
  -fno-omit-frame-pointer -fstack-protector-strong
  $<$<CONFIG:Release>:-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2>
  -ffile-prefix-map=${PROJECT_SOURCE_DIR}=.)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # gcc 12 reports null dereferences and overlaps inside std::variant, std::vector and std::string that cannot happen.
  target_compile_options(mugai_flags INTERFACE -Wno-null-dereference -Wno-maybe-uninitialized -Wno-restrict)
endif()
target_link_options(mugai_flags INTERFACE -Wl,-z,relro,-z,now -Wl,--as-needed)
if(MUGAI_SANITIZE)
  target_compile_options(mugai_flags INTERFACE -fsanitize=${MUGAI_SANITIZE} -fno-sanitize-recover=all)
  target_link_options(mugai_flags INTERFACE -fsanitize=${MUGAI_SANITIZE})
  target_compile_definitions(mugai_flags INTERFACE MUGAI_SANITIZED=1)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang" AND MUGAI_SANITIZE MATCHES "undefined")
    # clang 14 cannot compile coroutines with the check of function types (LLVM issue 49689).
    target_compile_options(mugai_flags INTERFACE -fno-sanitize=function)
  endif()
endif()
if(MUGAI_FUZZ)
  target_compile_options(mugai_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

# mugai_library(NAME [SOURCES…] [DEPS mugai libraries…] [LINK other libraries…])
# Takes every *.cc of the current folder, or SOURCES. DEPS are the libraries whose headers this one may include: the rule that
# dependencies run one way is held here and by tests/contract/includes.
function(mugai_library name)
  cmake_parse_arguments(ARG "" "" "DEPS;LINK" ${ARGN})
  set(sources ${ARG_UNPARSED_ARGUMENTS})
  if(NOT sources)
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cc)
  endif()
  if(NOT sources)
    message(WARNING "${CMAKE_CURRENT_SOURCE_DIR} holds no source file yet")
    return()
  endif()
  add_library(mugai_${name} STATIC ${sources})
  list(TRANSFORM ARG_DEPS PREPEND mugai_)
  target_link_libraries(mugai_${name} PUBLIC mugai_flags ${ARG_DEPS} PRIVATE ${ARG_LINK})
endfunction()

# mugai_program(NAME SOURCES… [DEPS mugai libraries…] [LINK other libraries…]): lands in bin/ and is installed.
function(mugai_program name)
  cmake_parse_arguments(ARG "NO_INSTALL" "" "DEPS;LINK" ${ARGN})
  add_executable(${name} ${ARG_UNPARSED_ARGUMENTS})
  list(TRANSFORM ARG_DEPS PREPEND mugai_)
  target_link_libraries(${name} PRIVATE mugai_flags ${ARG_DEPS} ${ARG_LINK})
  if(NOT ARG_NO_INSTALL)
    install(TARGETS ${name} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
  endif()
endfunction()

# mugai_test(NAME [SOURCES…] [DEPS…] [LINK…]): a doctest program of every *.cc of the current folder (or of SOURCES),
# with the main of tests/support/doctest_main.cc, run by ctest as NAME.
function(mugai_test name)
  cmake_parse_arguments(ARG "" "" "DEPS;LINK" ${ARGN})
  set(sources ${ARG_UNPARSED_ARGUMENTS})
  if(NOT sources)
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cc)
  endif()
  if(NOT sources)
    message(WARNING "${CMAKE_CURRENT_SOURCE_DIR} holds no test source yet")
    return()
  endif()
  add_executable(test_${name} ${sources})
  set_target_properties(test_${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  list(TRANSFORM ARG_DEPS PREPEND mugai_)
  target_link_libraries(test_${name} PRIVATE mugai_flags mugai_doctest_main ${ARG_DEPS} ${ARG_LINK})
  target_compile_definitions(test_${name} PRIVATE MUGAI_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                             MUGAI_BINARY_DIR="${CMAKE_BINARY_DIR}")
  add_test(NAME ${name} COMMAND test_${name} --minimal=false)
endfunction()

# mugai_fuzz(NAME SOURCE [DEPS…]): with the fuzz preset a libFuzzer program; otherwise a program that replays the
# seeds and old crashers in tests/fuzz/corpus/NAME, run by ctest as fuzz_NAME.
function(mugai_fuzz name source)
  cmake_parse_arguments(ARG "" "" "DEPS;LINK" ${ARGN})
  list(TRANSFORM ARG_DEPS PREPEND mugai_)
  if(MUGAI_FUZZ)
    add_executable(fuzz_${name} ${source})
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
  else()
    add_executable(fuzz_${name} ${source} ${PROJECT_SOURCE_DIR}/tests/support/fuzz_replay_main.cc)
    add_test(NAME fuzz_${name} COMMAND fuzz_${name} ${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${name})
  endif()
  set_target_properties(fuzz_${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/fuzz)
  target_link_libraries(fuzz_${name} PRIVATE mugai_flags ${ARG_DEPS} ${ARG_LINK})
endfunction()
