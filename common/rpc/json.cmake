disclosure_library(common_json
  SOURCES ${CMAKE_SOURCE_DIR}/common/rpc/json.cc
  DEPS protobuf::libprotobuf)
