#include "tests/benchmark/raw_filing.h"

#include <cppconn/connection.h>
#include <cppconn/driver.h>
#include <cppconn/exception.h>
#include <cppconn/prepared_statement.h>
#include <cppconn/resultset.h>

#include <atomic>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

namespace disclosure::request {
namespace {

using Statement = std::unique_ptr<sql::PreparedStatement>;

// One connection that files again and again. Sizes of the bytes are those of a sealed applicant, event and answer.
class RawFiler {
 public:
  RawFiler(const mysql::Options& options, int client) : organ_(absl::StrCat("330108-raw", client)) {
    sql::ConnectOptionsMap map;
    map["hostName"] = sql::SQLString("unix://" + options.socket);
    map["userName"] = sql::SQLString(options.user);
    map["password"] = sql::SQLString(options.password);
    map["schema"] = sql::SQLString(options.schema);
    map["CLIENT_FOUND_ROWS"] = true;
    session_.reset(get_driver_instance()->connect(map));
    session_->setAutoCommit(false);
    session_->setTransactionIsolation(sql::TRANSACTION_READ_COMMITTED);
    served_ = Prepare("INSERT INTO served (caller, method, request_id, fingerprint, time_us) VALUES (?,?,?,?,?)");
    step_ = Prepare(
        "INSERT INTO request_serials (organ, year, last_serial) VALUES (?,?,1) ON DUPLICATE KEY UPDATE last_serial = last_serial + 1");
    last_ = Prepare("SELECT last_serial FROM request_serials WHERE organ=? AND year=?");
    request_ = Prepare(
        "INSERT INTO requests (organ, year, serial, channel, applicant_sealed, access_hash, subject, purpose, form, route, state, "
        "arrived_on, due_provisional, due_unknown, handler, leaf, document_number, concluded_leaf, version, create_us, update_us, "
        "applicant_class, applicant_index, wish_index) VALUES (?,?,?,5,?,?,?,'',2,5,1,'2026-09-18',0,'','','','','',1,?,?,1,?,?)");
    event_ = Prepare(
        "INSERT INTO request_events (organ, year, serial, seq, kind, time_us, actor, data_sealed, hash) VALUES (?,?,?,1,1,?,'',?,?)");
    seal_ = Prepare("INSERT INTO audit_pending (organ, year, serial) VALUES (?,?,?) ON DUPLICATE KEY UPDATE serial=VALUES(serial)");
    settings_ = Prepare("SELECT enabled, desk_email, webhook_url, secret_sealed, version FROM notification_settings WHERE organ=?");
    feed_ = Prepare("UPDATE feeds SET seq = LAST_INSERT_ID(seq + 1) WHERE feed = ?");
    change_ = Prepare(
        "INSERT INTO changes (feed, seq, name, kind, payload, time_us) VALUES (?, LAST_INSERT_ID(), ?, 'received', '', ?)");
    answer_ = Prepare("UPDATE served SET response = ? WHERE caller = '' AND method = 'FileRequest' AND request_id = ?");
    Statement make = Prepare("INSERT IGNORE INTO feeds (feed, epoch, seq) VALUES (?, 1, 0)");
    make->setString(1, organ_);
    make->executeUpdate();
    session_->commit();
  }

  void File() {
    const int64_t now = absl::ToUnixMicros(absl::Now());
    const std::string id = absl::StrCat(organ_, "-", now, "-", ++filed_);
    served_->setString(1, "");
    served_->setString(2, "FileRequest");
    served_->setString(3, id);
    served_->setString(4, std::string(32, 'f'));
    served_->setInt64(5, now);
    served_->executeUpdate();
    step_->setString(1, organ_);
    step_->setInt(2, 2026);
    step_->executeUpdate();
    const int serial = Serial();
    InsertRequest(serial, now);
    event_->setString(1, organ_);
    event_->setInt(2, 2026);
    event_->setInt(3, serial);
    event_->setInt64(4, now);
    event_->setString(5, std::string(70, 'e'));
    event_->setString(6, std::string(32, 'h'));
    event_->executeUpdate();
    seal_->setString(1, organ_);
    seal_->setInt(2, 2026);
    seal_->setInt(3, serial);
    seal_->executeUpdate();
    settings_->setString(1, organ_);
    const std::unique_ptr<sql::ResultSet> none(settings_->executeQuery());
    feed_->setString(1, organ_);
    feed_->executeUpdate();
    change_->setString(1, organ_);
    change_->setString(2, absl::StrCat("organs/", organ_, "/requests/2026-", serial));
    change_->setInt64(3, now);
    change_->executeUpdate();
    answer_->setString(1, std::string(400, 'a'));
    answer_->setString(2, id);
    answer_->executeUpdate();
    session_->commit();
  }

 private:
  Statement Prepare(const char* text) { return Statement(session_->prepareStatement(text)); }

  int Serial() {
    last_->setString(1, organ_);
    last_->setInt(2, 2026);
    const std::unique_ptr<sql::ResultSet> rows(last_->executeQuery());
    rows->next();
    return rows->getInt(1);
  }

  void InsertRequest(int serial, int64_t now) {
    request_->setString(1, organ_);
    request_->setInt(2, 2026);
    request_->setInt(3, serial);
    request_->setString(4, std::string(230, 's'));
    request_->setString(5, std::string(32, 'c'));
    request_->setString(6, "2025年义务教育招生学区划分方案");
    request_->setInt64(7, now);
    request_->setInt64(8, now);
    // Blind indexes are as random as these.
    request_->setString(9, absl::StrCat(absl::Hex(now * 0x9E3779B97F4A7C15ull, absl::kZeroPad16)));
    request_->setString(10, absl::StrCat(absl::Hex(now * 0xC2B2AE3D27D4EB4Full, absl::kZeroPad16)));
    request_->executeUpdate();
  }

  const std::string organ_;
  int64_t filed_ = 0;
  std::unique_ptr<sql::Connection> session_;
  Statement served_, step_, last_, request_, event_, seal_, settings_, feed_, change_, answer_;
};

}  // namespace

double RawFilingsPerSecond(const mysql::Options& options, int clients, absl::Duration time) {
  std::atomic<int64_t> filed = 0;
  std::vector<std::unique_ptr<RawFiler>> filers;
  try {
    for (int i = 0; i < clients; ++i) filers.push_back(std::make_unique<RawFiler>(options, i));
  } catch (const sql::SQLException& e) {
    std::cerr << "raw loop: " << e.what() << "\n";
    std::exit(1);
  }
  const absl::Time end = absl::Now() + time;
  std::vector<std::thread> threads;
  for (auto& filer : filers) {
    threads.emplace_back([&] {
      try {
        while (absl::Now() < end) {
          filer->File();
          ++filed;
        }
      } catch (const sql::SQLException& e) {
        std::cerr << "raw loop: " << e.what() << "\n";
        std::exit(1);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  return static_cast<double>(filed) / absl::ToDoubleSeconds(time);
}

}  // namespace disclosure::request
