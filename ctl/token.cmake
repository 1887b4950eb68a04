disclosure_library(ctl_token
  SOURCES ${CMAKE_SOURCE_DIR}/ctl/officer_commands.cc ${CMAKE_SOURCE_DIR}/ctl/token_command.cc DEPS gateway_auth common_base)
disclosure_test(ctl_token_test LABEL unit
  SOURCES ${CMAKE_SOURCE_DIR}/ctl/officer_commands_test.cc ${CMAKE_SOURCE_DIR}/ctl/token_command_test.cc
  DEPS ctl_token gateway_auth common_testing)
