# The scripts of the portal's pages (gateway/web/client): npm brings the libraries by the lock file, esbuild bundles.
# Nothing is written into the source tree. ${CMAKE_BINARY_DIR}/web is what the gateway serves: --web_dir.
find_program(NODE NAMES node nodejs REQUIRED)
find_program(NPM npm REQUIRED)
set(WEB ${CMAKE_SOURCE_DIR}/gateway/web)
set(WEB_CLIENT ${CMAKE_BINARY_DIR}/web_client)

file(GLOB_RECURSE WEB_CLIENT_SOURCES CONFIGURE_DEPENDS ${WEB}/client/src/* ${WEB}/client/test/*)
file(GLOB_RECURSE WEB_PAGES CONFIGURE_DEPENDS ${WEB}/static/* ${WEB}/templates/*)

add_custom_command(
  OUTPUT ${WEB_CLIENT}/installed
  COMMAND ${CMAKE_COMMAND} -E make_directory ${WEB_CLIENT}
  COMMAND ${CMAKE_COMMAND} -E copy ${WEB}/client/package.json ${WEB}/client/package-lock.json ${WEB_CLIENT}
  COMMAND ${CMAKE_COMMAND} -E chdir ${WEB_CLIENT} ${NPM} ci --ignore-scripts --no-audit --no-fund --loglevel=error
  COMMAND ${CMAKE_COMMAND} -E touch ${WEB_CLIENT}/installed
  DEPENDS ${WEB}/client/package.json ${WEB}/client/package-lock.json
  COMMENT "Fetching the libraries of the portal's scripts" VERBATIM)

# Whole: a file that is gone from the sources is gone from what is served.
add_custom_command(
  OUTPUT ${CMAKE_BINARY_DIR}/web/built
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${CMAKE_BINARY_DIR}/web ${WEB_CLIENT}/src ${WEB_CLIENT}/test
  COMMAND ${CMAKE_COMMAND} -E copy_directory ${WEB}/static ${CMAKE_BINARY_DIR}/web/static
  COMMAND ${CMAKE_COMMAND} -E copy_directory ${WEB}/templates ${CMAKE_BINARY_DIR}/web/templates
  COMMAND ${CMAKE_COMMAND} -E copy_directory ${WEB}/client/src ${WEB_CLIENT}/src
  COMMAND ${CMAKE_COMMAND} -E copy_directory ${WEB}/client/test ${WEB_CLIENT}/test
  COMMAND ${CMAKE_COMMAND} -E copy ${WEB}/client/build.mjs ${WEB}/client/tsconfig.json ${WEB_CLIENT}
  COMMAND ${NODE} ${WEB_CLIENT}/build.mjs ${CMAKE_BINARY_DIR}/web/static
  COMMAND ${CMAKE_COMMAND} -E touch ${CMAKE_BINARY_DIR}/web/built
  DEPENDS ${WEB_CLIENT}/installed ${WEB_CLIENT_SOURCES} ${WEB_PAGES} ${WEB}/client/build.mjs ${WEB}/client/tsconfig.json
  COMMENT "Bundling the portal's scripts" VERBATIM)
add_custom_target(web_pages DEPENDS ${CMAKE_BINARY_DIR}/web/built)
