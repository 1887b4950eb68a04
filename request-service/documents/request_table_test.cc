#include "request-service/documents/request_table.h"

#include "gtest/gtest.h"

namespace disclosure::request {
namespace {

TEST(RequestTable, TheHeadHasTheColumnsOfTheLedgerFirst) {
  EXPECT_EQ(CsvHead(TableColumns()),
            "\xEF\xBB\xBFnumber,organ,applicant_class,applicant_name,id_type,id_number,channel,received_on,subject,outcome,replied_on,"
            "state,due_on,handler,document_number\r\n");
}

}  // namespace
}  // namespace disclosure::request
