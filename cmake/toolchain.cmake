# Compiler, linker and cache: what makes a clean build on two cores bearable.
find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} ${CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_C_COMPILER_LAUNCHER})
endif()
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

set(DISCLOSURE_WARNINGS -Wall -Wextra -Werror -Wno-missing-field-initializers -Wno-unused-parameter)
add_compile_options(-fdiagnostics-color=always)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # Lets ccache reuse objects that were compiled with a precompiled header.
  add_compile_options(-fpch-preprocess)
  # gcc 12 reports these falsely inside the standard library and Asio.
  list(APPEND DISCLOSURE_WARNINGS -Wno-restrict -Wno-maybe-uninitialized -Wno-stringop-overflow -Wno-array-bounds)
endif()
if(DISCLOSURE_SANITIZE)
  add_compile_options(-fsanitize=${DISCLOSURE_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${DISCLOSURE_SANITIZE})
endif()
if(DISCLOSURE_FUZZ)
  # Coverage of the code under test, not of the target alone.
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
