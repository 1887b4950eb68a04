// disclosurectl: the command line tool of the suite.
#include <iostream>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/clock.h"
#include "ctl/catalogue_commands.h"
#include "ctl/check_id.h"
#include "ctl/due_date.h"
#include "ctl/fee_command.h"
#include "ctl/media_commands.h"
#include "ctl/officer_commands.h"
#include "ctl/proof_commands.h"
#include "ctl/report_commands.h"
#include "ctl/request_commands.h"
#include "ctl/suite.h"
#include "ctl/time_limit_command.h"
#include "ctl/token_command.h"

namespace disclosure::ctl {
namespace {

// Each Add… adds one command; its callback sets `code`.

void AddImport(CLI::App& app, const Suite& suite, ImportOptions& o, int& code) {
  CLI::App* c = app.add_subcommand("import", "导入标准目录文件（CSV、HTML、XLSX）为草稿");
  c->add_option("FILE", o.files, "文件，可多个")->required();
  c->add_option("--division", o.division, "区划代码，如 330108");
  c->add_option("--domain", o.domain, "领域代码，如 03；文件里没写领域时用");
  c->add_flag("--dry-run", o.dry_run, "只读不存；不给 --division 时保留各层级");
  c->add_flag("--sample", o.sample, "标为示例数据");
  c->add_flag("--json", o.json, "输出 JSON");
  c->footer("例：\n  disclosurectl import 义务教育目录.xlsx --division 330108\n  disclosurectl import 目录.html --dry-run --json\n"
            "退出码：0 完成，1 出错，2 完成但有行被隔离");
  c->callback([&] { code = RunImport(suite, o, std::cout, std::cerr); });
}

void AddPublish(CLI::App& app, const Suite& suite, PublishOptions& o, int& code) {
  CLI::App* c = app.add_subcommand("publish", "审核并发布草稿（须非编辑本人，条例第十七条）");
  c->add_option("--division", o.division, "区划代码")->required();
  CLI::Option* domain = c->add_option("--domain", o.domain, "领域代码");
  CLI::Option* all = c->add_flag("--all", o.all, "该区划的全部草稿");
  domain->excludes(all);
  c->add_option("--effective", o.effective, "定时发布的时间，如 2027-01-01T00:00:00+08:00");
  c->add_option("--note", o.note, "审查意见");
  c->add_flag("--json", o.json, "输出 JSON");
  c->footer("例：\n  disclosurectl publish --division 330108 --domain 03 --note 已审查\n"
            "  disclosurectl publish --division 330108 --all --effective 2027-01-01T00:00:00+08:00");
  c->callback([&] {
    if (!o.all && o.domain.empty()) throw CLI::RequiredError("--domain 或 --all");
    code = RunPublish(suite, o, std::cout, std::cerr);
  });
}

void AddEditions(CLI::App& app, const Suite& suite, EditionOptions& o, ExportOptions& e, int& code) {
  const auto edition_options = [&](CLI::App* c) {
    c->add_option("--division", o.division, "区划代码")->required();
    c->add_option("--domain", o.domain, "领域代码")->required();
    c->add_option("--edition", o.edition, "版次")->required()->check(CLI::PositiveNumber);
  };
  CLI::App* withdraw = app.add_subcommand("withdraw", "撤回已发布的版次");
  edition_options(withdraw);
  withdraw->add_option("--reason", o.reason, "理由，会公开")->required();
  withdraw->callback([&] { code = RunWithdraw(suite, o, std::cout, std::cerr); });
  CLI::App* discard = app.add_subcommand("discard", "丢弃草稿");
  discard->add_option("--division", o.division, "区划代码")->required();
  discard->add_option("--domain", o.domain, "领域代码")->required();
  discard->callback([&] { code = RunDiscard(suite, o, std::cout, std::cerr); });
  CLI::App* cancel = app.add_subcommand("cancel", "取消尚未生效的定时发布");
  edition_options(cancel);
  cancel->callback([&] { code = RunCancel(suite, o, std::cout, std::cerr); });

  CLI::App* exporting = app.add_subcommand("export", "按国家样表导出目录");
  exporting->add_option("--division", e.division, "区划代码")->required();
  exporting->add_option("--domain", e.domain, "领域代码")->required();
  exporting->add_option("--edition", e.edition, "版次；不给为现行版");
  exporting->add_option("--format", e.format, "csv、xlsx 或 html")->check(CLI::IsMember({"csv", "xlsx", "html"}))->default_val("csv");
  exporting->add_option("-o,--output", e.output, "输出文件，- 为标准输出");
  exporting->footer("例：\n  disclosurectl export --division 330108 --domain 03 --format xlsx -o 义务教育.xlsx");
  exporting->callback([&] { code = RunExport(suite, e, std::cout, std::cerr); });
}

void AddLists(CLI::App& app, const Suite& suite, std::string& division, std::string& directory, bool& json, int& code) {
  CLI::App* catalogues = app.add_subcommand("catalogues", "列出现行目录");
  catalogues->add_option("--division", division, "区划代码")->required();
  catalogues->add_flag("--json", json, "输出 JSON");
  catalogues->callback([&] { code = RunCatalogues(suite, division, json, std::cout, std::cerr); });
  CLI::App* drafts = app.add_subcommand("drafts", "列出待审核的草稿");
  drafts->add_option("--division", division, "区划代码")->required();
  drafts->add_flag("--json", json, "输出 JSON");
  drafts->callback([&] { code = RunDrafts(suite, division, json, std::cout, std::cerr); });
  CLI::App* jobs = app.add_subcommand("jobs", "列出定时发布任务");
  jobs->add_flag("--json", json, "输出 JSON");
  jobs->callback([&] { code = RunJobs(suite, json, std::cout, std::cerr); });
  CLI::App* due = app.add_subcommand("publish-due", "发布到期的版次（cron、systemd 定时器用；可重复运行）");
  due->add_flag("--json", json, "输出 JSON");
  due->callback([&] { code = RunPublishDue(suite, json, std::cout, std::cerr); });
  CLI::App* load = app.add_subcommand("load-reference", "装载基础数据：区划、领域、机关、领域分工");
  load->add_option("DIR", directory, "目录，含 divisions.csv、organs.csv、catalogue/domains.csv、catalogue/domain_organs.csv")->required();
  load->callback([&] { code = RunLoadReference(suite, directory, std::cout, std::cerr); });
}

void AddRequests(CLI::App& app, Suite& suite, std::string& directory, FeeOptions& fee, int& code) {
  CLI::App* calendar = app.add_subcommand("calendar-import", "导入放假安排通知和本地安排；有关年份（本地安排：有关区划的有关年份）整体替换，未答复申请的到期日随之重算");
  calendar->add_option("DIR", directory, "目录，含 holidays.csv、local_overlays.csv 之一或者两者")->required();
  calendar->callback([&] { code = RunCalendarImport(suite, directory, std::cout, std::cerr); });
  CLI::App* quote = app.add_subcommand("fee", "计算信息处理费（国办函〔2020〕109号）");
  quote->add_option("--items", fee.items, "同一申请人当月的件数");
  quote->add_option("--pages", fee.pages, "一件申请的页数");
  quote->add_flag("--json", fee.json, "输出 JSON");
  quote->footer("例：\n  disclosurectl fee --items 45\n  disclosurectl fee --pages 101");
  quote->callback([&] {
    const absl::StatusOr<std::string> fees = ReadFile(ReferenceDirectory() + "/request/fees.csv");
    code = fees.ok() ? RunFee(fee, *fees, LocalDay(absl::Now()), std::cout, std::cerr) : Fail(std::cerr, fees.status());
  });
}

void AddReports(CLI::App& app, const Suite& suite, LedgerOptions& ledger, ReportOptions& o, int& code) {
  const auto import = [&](const char* name, const char* what, auto run) {
    CLI::App* c = app.add_subcommand(name, what);
    c->add_option("FILE", ledger.file, "CSV 文件，UTF-8 或 GB18030")->required();
    c->add_flag("--dry-run", ledger.dry_run, "只核对，不写入");
    c->add_flag("--json", ledger.json, "输出 JSON");
    c->footer("可以重复运行；退出码：0 完成，1 出错，2 完成但有行被隔离");
    c->callback([&suite, &ledger, &code, run] { code = run(suite, ledger, std::cout, std::cerr); });
  };
  import("requests-import", "导入申请台账", RunRequestsImport);
  import("reviews-import", "导入行政复议、行政诉讼台账", RunReviewsImport);
  CLI::App* report = app.add_subcommand("annual-report", "政府信息公开工作年度报告");
  CLI::Option* organ = report->add_option("--organ", o.organ, "机关代码，如 330108-jyj");
  report->add_option("--division", o.division, "区划代码，如 330108：其全部机关合计，含街道")->excludes(organ);
  report->add_option("--year", o.year, "年份")->required()->check(CLI::Range(2008, 9999));
  report->add_option("--form", o.form, "表的格式：2021 或 2019；不给按年份")->check(CLI::IsMember({2019, 2021}));
  CLI::Option* json = report->add_flag("--json", o.json, "输出表三、表四的 JSON");
  report->add_option("--format", o.format, "输出文件：xlsx、html、docx 或 json")->check(CLI::IsMember({"xlsx", "html", "docx", "json"}))->excludes(json);
  report->add_option("-o,--output", o.output, "文件，- 为标准输出");
  report->footer("例：\n  disclosurectl annual-report --organ 330108-jyj --year 2025 --json\n"
                 "  disclosurectl annual-report --division 330108 --year 2025 --format xlsx -o 年度报告.xlsx");
  report->callback([&] { code = RunAnnualReport(suite, o, std::cout, std::cerr); });
}

void AddAudit(CLI::App& app, const Suite& suite, AuditOptions& o, int& code) {
  CLI::App* audit = app.add_subcommand("audit", "审计：核对记录是否完整，检查点，访问记录");
  audit->require_subcommand(1);
  CLI::App* verify = audit->add_subcommand("verify", "逐件核对：事件的哈希链、现状、编号、检查点");
  verify->add_option("--organ", o.organ, "机关代码；不给为全部机关");
  verify->add_option("--head", o.head, "另行记下的审计首部，核对它还在");
  verify->add_flag("--json", o.json, "输出 JSON");
  verify->footer("例：\n  disclosurectl audit verify --head 12:9f…\n退出码：0 完整，1 出错，2 发现问题");
  verify->callback([&] { code = RunAuditVerify(suite, o, std::cout, std::cerr); });
  CLI::App* checkpoint = audit->add_subcommand("checkpoint", "立即把新事件列入检查点，打印审计首部（系统每十分钟自己做）");
  checkpoint->callback([&] { code = RunAuditCheckpoint(suite, std::cout, std::cerr); });
  CLI::App* head = audit->add_subcommand("head", "打印审计首部，供另行记下");
  head->callback([&] { code = RunAuditHead(suite, std::cout, std::cerr); });
  CLI::App* accesses = audit->add_subcommand("accesses", "谁查看过申请里的个人信息，新的在前");
  accesses->add_option("--organ", o.organ, "机关代码")->required();
  accesses->add_option("--request", o.request, "只看这一件，如 2026-12");
  accesses->add_option("--actor", o.actor, "只看这个人");
  accesses->callback([&] { code = RunAuditAccesses(suite, o, std::cout, std::cerr); });
}

void AddKeys(CLI::App& app, const Suite& suite, int& key, int& code) {
  CLI::App* keys = app.add_subcommand("keys", "个人信息的密钥：增加、换用、停用");
  keys->require_subcommand(1);
  CLI::App* status = keys->add_subcommand("status", "各密钥之下还有多少行");
  status->callback([&] { code = RunKeysRotate(suite, /*rotate=*/false, std::cout, std::cerr); });
  CLI::App* add = keys->add_subcommand("add", "加一把新密钥；重新启动后用它加密");
  add->callback([&] { code = RunKeysAdd(suite, std::cout, std::cerr); });
  CLI::App* rotate = keys->add_subcommand("rotate", "把旧密钥之下的都用现用密钥重新加密；可中断、可重复");
  rotate->callback([&] { code = RunKeysRotate(suite, /*rotate=*/true, std::cout, std::cerr); });
  CLI::App* retire = keys->add_subcommand("retire", "停用一把旧密钥；还有内容在它之下时拒绝（KEY_IN_USE）");
  retire->add_option("KEY", key, "密钥的编号")->required()->check(CLI::Range(1, 65535));
  retire->callback([&] { code = RunKeysRetire(suite, key, std::cout, std::cerr); });
}

void AddRetention(CLI::App& app, const Suite& suite, RetentionOptions& o, int& code) {
  CLI::App* retention = app.add_subcommand("retention", "保存期限（data/request/retention.csv）");
  retention->require_subcommand(1);
  CLI::App* run = retention->add_subcommand("run", "把过了保存期限的申请匿名化，删除过期的访问记录");
  run->add_flag("--dry-run", o.dry_run, "只列出，不改动");
  run->add_option("--until", o.until, "按这一天计算，不晚于今天");
  run->callback([&] { code = RunRetention(suite, o, std::cout, std::cerr); });
}

void AddBulletin(CLI::App& app, const Suite& suite, BulletinOptions& o, int& code) {
  CLI::App* bulletin = app.add_subcommand("reviews-bulletin", "行政复议、行政诉讼月度通报");
  CLI::Option* organ = bulletin->add_option("--organ", o.organ, "机关代码，如 330108-jyj");
  bulletin->add_option("--division", o.division, "区划代码，如 330108：其全部机关合计并分机关列出，含街道")->excludes(organ);
  bulletin->add_option("--month", o.month, "月份，如 2026-09")->required();
  bulletin->add_flag("--json", o.json, "输出 JSON，含每个数字对应的案件名单");
  bulletin->footer("例：\n  disclosurectl reviews-bulletin --division 330108 --month 2026-09");
  bulletin->callback([&] { code = RunReviewsBulletin(suite, o, std::cout, std::cerr); });
}

void AddMedia(CLI::App& app, const Suite& suite, AccountsOptions& o, int& code) {
  CLI::App* import = app.add_subcommand("accounts-import", "导入政务新媒体台账（CSV、XLSX），一行一个账号");
  import->add_option("FILE", o.file, "文件")->required();
  import->add_option("--division", o.division, "区划代码：哪个区划的名录")->default_val("330108");
  import->add_flag("--dry-run", o.dry_run, "只核对，不写入");
  import->add_flag("--json", o.json, "输出 JSON");
  import->footer("例：\n  disclosurectl accounts-import 台账.xlsx --division 330108 --dry-run\n"
                 "可以重复运行；退出码：0 完成，1 出错，2 完成但有行被隔离");
  import->callback([&] { code = RunAccountsImport(suite, o, std::cout, std::cerr); });
  CLI::App* verify = app.add_subcommand("accounts-verify", "核对一个网址是不是在册的政务新媒体账号");
  verify->add_option("URL", o.url, "账号主页的网址")->required();
  verify->add_flag("--json", o.json, "输出 JSON");
  verify->footer("例：\n  disclosurectl accounts-verify https://weibo.com/u/1749127163\n退出码：0 在册，1 出错，2 不在册或者已关停");
  verify->callback([&] { code = RunAccountsVerify(suite, o, std::cout, std::cerr); });
}

void AddMediaBulletin(CLI::App& app, const Suite& suite, MediaBulletinOptions& o, int& code) {
  CLI::App* bulletin = app.add_subcommand("bulletin", "政务新媒体检查季度通报：合计和各平台、各层级的合格率");
  bulletin->add_option("--division", o.division, "区划代码，如 330108")->required();
  bulletin->add_option("--quarter", o.quarter, "季度，如 2026Q3")->required();
  bulletin->add_flag("--json", o.json, "输出 JSON，含问题清单和不合格名单");
  bulletin->footer("例：\n  disclosurectl bulletin --division 330108 --quarter 2026Q3 --json");
  bulletin->callback([&] { code = RunMediaBulletin(suite, o, std::cout, std::cerr); });
}

absl::StatusOr<Calendar> LoadCalendar() {
  const std::string directory = ReferenceDirectory() + "/calendar/";
  ASSIGN_OR_RETURN(const std::string holidays_csv, ReadFile(directory + "holidays.csv"));
  ASSIGN_OR_RETURN(const std::string overlays_csv, ReadFile(directory + "local_overlays.csv"));
  ASSIGN_OR_RETURN(auto holidays, ParseHolidays(holidays_csv));
  ASSIGN_OR_RETURN(auto overlays, ParseLocalOverlays(overlays_csv));
  return Calendar::Make(std::move(holidays), std::move(overlays));
}

void AddPure(CLI::App& app, DueDateOptions& o, std::string& text, bool& json, int& code) {
  CLI::App* due = app.add_subcommand("due-date", "计算工作日期限（含调休和本地安排）");
  due->add_option("--received", o.received, "收到之日，如 2026-09-18；不计入")->required();
  due->add_option("--working-days", o.working_days, "工作日数")->required();
  due->add_option("--division", o.division, "区划代码，用本地安排");
  due->add_flag("--explain", o.explain, "逐日说明");
  due->add_flag("--json", o.json, "输出 JSON");
  due->footer("例：\n  disclosurectl due-date --received 2026-09-18 --working-days 20 --division 330108 --explain");
  due->callback([&] {
    const absl::StatusOr<Calendar> calendar = LoadCalendar();
    if (!calendar.ok()) {
      std::cerr << Explain(calendar.status()) << "\n";
      code = 1;
      return;
    }
    code = RunDueDate(o, *calendar, std::cout, std::cerr);
  });
  CLI::App* check = app.add_subcommand("check-id", "校验统一社会信用代码、居民身份证号、组织机构代码");
  check->add_option("CODE", text, "代码")->required();
  check->add_flag("--json", json, "输出 JSON");
  check->callback([&] { code = RunCheckId(text, json, std::cout); });
  CLI::App* limit = app.add_subcommand("time-limit", "把公开时限的文字化为标准式");
  limit->add_option("PHRASE", text, "如：信息形成或者变更之日起20个工作日内")->required();
  limit->add_flag("--json", json, "输出 JSON");
  limit->footer("例：\n  disclosurectl time-limit \"信息形成或者变更之日起20个工作日内\"\n  → wd:20@formed|changed");
  limit->callback([&] { code = RunTimeLimit(text, json, std::cout, std::cerr); });
}

void AddToken(CLI::App& app, const Suite& suite, TokenOptions& o, int& hours, int& code) {
  CLI::App* token = app.add_subcommand("token", "由内置签发者签发访问令牌");
  token->add_option("--organ", o.organ, "机关代码，如 330108-jyj")->required();
  token->add_option("--role", o.roles, "角色，可多个：reader editor approver supervisor operator …")->required();
  token->add_option("--name", o.name, "姓名或岗位");
  token->add_option("--subject", o.subject, "用户标识");
  token->add_option("--hours", hours, "有效小时数，至多 12")->check(CLI::Range(1, 12))->default_val(8);
  token->footer("例：\n  disclosurectl token --organ 330108-jyj --role editor");
  token->callback([&] {
    o.directory = suite.data + "/issuer";
    o.ttl = absl::Hours(hours);
    code = RunToken(o, SystemClock(), std::cout, std::cerr);
  });
  CLI::App* init = app.add_subcommand("issuer-init", "生成内置签发者的密钥（./disclosure up 会代为运行）");
  init->callback([&] { code = RunIssuerInit(suite.data + "/issuer", std::cout, std::cerr); });
}

void AddOfficers(CLI::App& app, const Suite& suite, OfficerOptions& o, int& code) {
  const auto command = [&](const char* name, const char* what, bool named, auto run) {
    CLI::App* c = app.add_subcommand(name, what);
    if (named) c->add_option("--account", o.account.account, "账号：小写字母、数字、点、横线或下划线，登录和留痕都用它")->required();
    c->callback([&suite, &o, &code, run] {
      o.data = suite.data;
      code = run(o);
    });
    return c;
  };
  const auto linked = [&](CLI::App* c) { c->add_option("--url", o.url, "网关对浏览器的地址，如 https://zwgk.example.gov.cn；不给用正在运行的"); };
  CLI::App* add = command("officer-add", "增加一个本地账户，打印设置密码的一次性链接", true,
                          [](const OfficerOptions& given) { return RunOfficerAdd(given, SystemClock(), std::cout, std::cerr); });
  add->add_option("--name", o.account.name, "姓名")->required();
  add->add_option("--organ", o.account.organ, "机关代码，如 330108-jyj")->required();
  add->add_option("--role", o.account.roles, "角色，可多次：clerk、handler、reviewer、approver 等")->required();
  linked(add);
  add->footer("例：\n  disclosurectl officer-add --account jyj-ceshi-jia --name 测试甲 --organ 330108-jyj --role clerk --role handler\n"
              "没有默认账户和默认口令；密码由本人设置。用统一身份认证的不需要本地账户。");
  linked(command("officer-reset", "作废密码，打印新的一次性链接", true,
                 [](const OfficerOptions& given) { return RunOfficerReset(given, SystemClock(), std::cout, std::cerr); }));
  command("officer-remove", "删除一个本地账户", true, [](const OfficerOptions& given) { return RunOfficerRemove(given, std::cout, std::cerr); });
  command("officers", "列出本地账户", false, [](const OfficerOptions& given) { return RunOfficerList(given, std::cout, std::cerr); });
}

int Main(int argc, char** argv) {
  CLI::App app("disclosurectl：基层政务公开系统的命令行工具", "disclosurectl");
  app.get_formatter()->label("Usage", "用法");
  app.get_formatter()->label("OPTIONS", "选项");
  app.get_formatter()->label("SUBCOMMAND", "命令");
  app.get_formatter()->label("Positionals", "参数");
  app.get_formatter()->label("REQUIRED", "必填");
  app.get_formatter()->label("TEXT", "文字");
  app.get_formatter()->label("INT", "整数");
  app.option_defaults()->group("选项");  // inherited by the commands
  app.set_help_flag("-h,--help", "显示帮助");
  app.require_subcommand(1);
  app.fallthrough();  // --data may stand behind the command too
  Suite suite;
  app.add_option("--data", suite.data, "系统的数据目录")->default_val("var");
  app.add_option("--target", suite.target, "catalog-service 的地址，代替数据目录里的端口文件");

  int code = 0, hours = 8;
  bool json = false;
  std::string text, division, directory;
  ImportOptions import_options;
  PublishOptions publish_options;
  EditionOptions edition_options;
  ExportOptions export_options;
  DueDateOptions due_options;
  FeeOptions fee_options;
  TokenOptions token_options;
  LedgerOptions ledger_options;
  ReportOptions report_options;
  BulletinOptions bulletin_options;
  AddImport(app, suite, import_options, code);
  AddPublish(app, suite, publish_options, code);
  AddEditions(app, suite, edition_options, export_options, code);
  AddLists(app, suite, division, directory, json, code);
  AddPure(app, due_options, text, json, code);
  AddRequests(app, suite, directory, fee_options, code);
  AddReports(app, suite, ledger_options, report_options, code);
  AccountsOptions accounts_options;
  MediaBulletinOptions media_bulletin_options;
  AddMedia(app, suite, accounts_options, code);
  AddMediaBulletin(app, suite, media_bulletin_options, code);
  AuditOptions audit_options;
  RetentionOptions retention_options;
  int key = 0;
  AddAudit(app, suite, audit_options, code);
  AddKeys(app, suite, key, code);
  AddRetention(app, suite, retention_options, code);
  AddBulletin(app, suite, bulletin_options, code);
  AddToken(app, suite, token_options, hours, code);
  OfficerOptions officer_options;
  AddOfficers(app, suite, officer_options, code);
  for (CLI::App* command : app.get_subcommands({})) {
    command->group("命令");
    command->get_help_ptr()->group("选项");
    for (CLI::App* part : command->get_subcommands({})) {
      part->group("命令");
      part->get_help_ptr()->group("选项");
    }
  }
  app.get_help_ptr()->group("选项");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    // Help is no error; every other fault of the call is one.
    return app.exit(e) == 0 ? 0 : 1;
  }
  return code;
}

}  // namespace
}  // namespace disclosure::ctl

int main(int argc, char** argv) { return disclosure::ctl::Main(argc, argv); }
