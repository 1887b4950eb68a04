// Our printer says what protobuf's says.
#include "common/rpc/json.h"

#include <random>

#include "disclosure/catalog/v1/catalog_service.pb.h"
#include "disclosure/request/v1/request_service.pb.h"
#include "google/api/httpbody.pb.h"
#include "google/protobuf/util/json_util.h"
#include "google/rpc/error_details.pb.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"

namespace disclosure {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Fills a message at random: some fields, texts that need escaping, numbers at their ends, unknown enums.
class Filler {
 public:
  explicit Filler(unsigned seed) : random_(seed) {}

  void Fill(Message& message, int depth) {
    if (message.GetDescriptor()->full_name() == "google.protobuf.Timestamp") {
      auto& time = static_cast<google::protobuf::Timestamp&>(message);
      time.set_seconds(1'700'000'000 + random_() % 100'000'000);
      time.set_nanos(static_cast<int>(random_() % 3) * 500'000);
      return;
    }
    for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
      const FieldDescriptor& field = *message.GetDescriptor()->field(i);
      if (field.is_map()) continue;  // told in a test of their own
      const int times = field.is_repeated() ? static_cast<int>(random_() % 3) : static_cast<int>(random_() % 2);
      for (int n = 0; n < times; ++n) Put(message, field, depth);
    }
  }

 private:
  void Put(Message& message, const FieldDescriptor& field, int depth) {
    const auto& reflection = *message.GetReflection();
    const auto put = [&](auto set, auto add, auto value) {
      field.is_repeated() ? (reflection.*add)(&message, &field, value) : (reflection.*set)(&message, &field, value);
    };
    using R = google::protobuf::Reflection;
    switch (field.cpp_type()) {
      case FieldDescriptor::CPPTYPE_INT32: return put(&R::SetInt32, &R::AddInt32, static_cast<int32_t>(random_()));
      case FieldDescriptor::CPPTYPE_INT64: return put(&R::SetInt64, &R::AddInt64, static_cast<int64_t>(random_()) << 31);
      case FieldDescriptor::CPPTYPE_UINT32: return put(&R::SetUInt32, &R::AddUInt32, static_cast<uint32_t>(random_()));
      case FieldDescriptor::CPPTYPE_UINT64: return put(&R::SetUInt64, &R::AddUInt64, static_cast<uint64_t>(random_()) << 32);
      case FieldDescriptor::CPPTYPE_BOOL: return put(&R::SetBool, &R::AddBool, true);
      case FieldDescriptor::CPPTYPE_ENUM: return put(&R::SetEnumValue, &R::AddEnumValue, static_cast<int>(random_() % 20));
      case FieldDescriptor::CPPTYPE_STRING: return put(&R::SetString, &R::AddString, std::string(kTexts[random_() % std::size(kTexts)]));
      case FieldDescriptor::CPPTYPE_MESSAGE:
        if (depth == 0) return;
        return Fill(field.is_repeated() ? *reflection.AddMessage(&message, &field) : *reflection.MutableMessage(&message, &field), depth - 1);
      default: return;
    }
  }

  static constexpr const char* kTexts[] = {"", "学区划分方案", "a\"b\\c", "<script>&", "\n\t\r\x01\x7f", "😀\u2028行", "/"};
  std::mt19937 random_;
};

std::string ByLibrary(const Message& message, bool defaults) {
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = defaults;
  std::string json;
  EXPECT_TRUE(google::protobuf::util::MessageToJsonString(message, &json, options).ok());
  return json;
}

template <typename T>
void ExpectSame(unsigned seed) {
  T message;
  Filler(seed).Fill(message, 3);
  EXPECT_EQ(nlohmann::json::parse(PrintJson(message)), nlohmann::json::parse(ByLibrary(message, false))) << message.ShortDebugString();
  EXPECT_EQ(nlohmann::json::parse(PrintPublishedJson(message)), nlohmann::json::parse(ByLibrary(message, true)))
      << message.ShortDebugString();
}

TEST(Json, AnswersReadAsTheLibraryPrintsThem) {
  for (unsigned seed = 0; seed < 200; ++seed) {
    ExpectSame<request::v1::FileRequestResponse>(seed);
    ExpectSame<request::v1::Request>(seed);
    ExpectSame<request::v1::DueDateExplanation>(seed);
    ExpectSame<request::v1::QuoteFeeResponse>(seed);
    ExpectSame<catalog::v1::Edition>(seed);
    ExpectSame<catalog::v1::ListOrgansResponse>(seed);
    ExpectSame<google::rpc::BadRequest>(seed);
  }
}

TEST(Json, MapsByTextAreObjects) {
  request::v1::Event event;
  (*event.mutable_details())["deadline"] = "2026-10-12";
  (*event.mutable_details())["\"quoted\""] = "行\n";
  EXPECT_EQ(nlohmann::json::parse(PrintPublishedJson(event)), nlohmann::json::parse(ByLibrary(event, true)));
}

TEST(Json, WhatIsNotPlainIsTheLibrarys) {
  google::api::HttpBody with_any;
  with_any.set_content_type("text/plain");
  EXPECT_EQ(PrintJson(with_any), ByLibrary(with_any, false));
  google::rpc::RetryInfo with_duration;
  with_duration.mutable_retry_delay()->set_seconds(3);
  EXPECT_EQ(PrintJson(with_duration), R"({"retryDelay":"3s"})");
}

TEST(Json, ATextThatIsNotUtf8IsNotPrinted) {
  request::v1::Document document;
  document.set_title("\xff\xfe");
  EXPECT_EQ(PrintPublishedJson(document), "");
}

}  // namespace
}  // namespace disclosure
