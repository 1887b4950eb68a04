// A small S3 for tests: PUT, GET and DELETE of objects in memory, for requests whose signature (version 4) it has
// computed itself and found right.
#pragma once

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <thread>

namespace disclosure::objects::testing {

class S3Server {
 public:
  S3Server(std::string access_key, std::string secret_key, std::string region);
  ~S3Server();
  S3Server(const S3Server&) = delete;

  std::string endpoint() const;  // http://127.0.0.1:PORT

  // "/bucket/id" → bytes.
  std::map<std::string, std::string> objects();
  void SetObject(const std::string& path, const std::string& bytes);
  // Every request is answered so from now on; 0: as it deserves.
  void AnswerWith(int status) { forced_ = status; }
  // Requests are read and never answered.
  void Hang() { hang_ = true; }

 private:
  void Serve();
  void Answer(int connection);
  std::string Handle(const std::string& head, const std::string& body);

  const std::string access_key_, secret_key_, region_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<int> forced_{0};
  std::atomic<bool> hang_{false};
  std::atomic<bool> stopping_{false};
  std::mutex mutex_;
  std::map<std::string, std::string> objects_;
  std::thread thread_;
};

}  // namespace disclosure::objects::testing
