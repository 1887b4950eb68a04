// The gateway's half of http_bench.sh: serves published answers of 10, 25 and 60 kB on one io thread.
//
//   http_bench DIRECTORY
//
// Writes the same bodies to DIRECTORY/files for nginx, prints its port, and ends with its standard input.
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

#include "absl/strings/str_cat.h"
#include "gateway/http/server.h"

namespace disclosure::gateway {
namespace {

// JSON of about `size` bytes in the shape of a catalogue.
std::string CatalogueOfSize(size_t size) {
  std::string json = "{\"items\":[";
  for (int serial = 1; json.size() < size; ++serial) {
    absl::StrAppend(&json, serial > 1 ? "," : "", "{\"name\":\"divisions/330108/catalogues/03/items/", serial,
                    "\",\"serial\":\"", serial, "\",\"levelOne\":\"政策文件\",\"levelTwo\":\"法律法规\",",
                    "\"timeLimits\":[\"wd:20@formed|changed\"],\"methods\":[\"PROACTIVE\"],\"links\":[]}");
  }
  return json + "]}";
}

int Serve(const std::string& directory) {
  std::filesystem::create_directories(directory + "/files");
  PublishedAnswers published;
  for (const int kilobytes : {10, 25, 60}) {
    const std::string name = absl::StrCat("/", kilobytes, ".json");
    std::string body = CatalogueOfSize(kilobytes * 1000);
    std::ofstream(directory + "/files" + name, std::ios::binary) << body;
    published.Replace({{name, Answer::Make({.content_type = "application/json", .body = std::move(body)})}});
  }
  HttpServer server(
      {.threads = 1},
      [](auto, const std::shared_ptr<Exchange>& exchange) { exchange->Reply({.status = 404}); }, &published);
  const absl::StatusOr<int> port = server.Start();
  if (!port.ok()) {
    std::cerr << port.status() << "\n";
    return 1;
  }
  std::cout << *port << std::endl;
  std::cin.ignore(1);
  return 0;
}

}  // namespace
}  // namespace disclosure::gateway

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: http_bench DIRECTORY\n";
    return 1;
  }
  return disclosure::gateway::Serve(argv[1]);
}
