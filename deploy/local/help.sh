# shellcheck shell=bash disable=SC1111,SC2153
# ./disclosure help [command]

command_help() {
  case ${1:-} in
    up) cat <<'TEXT' ;;
./disclosure up [--data DIR] [--port 8080] [--detach] [--demo]

安装缺少的 Debian 软件包，编译，启动私有数据库、目录服务、申请服务、新媒体服务和网关；首次启动时装载基础数据和示例目录。
就绪后打印门户地址，留在前台，按 Ctrl-C 有序停止。对同一数据目录再次运行，只会告诉您它已在运行。

  --data DIR    数据目录，默认 var/（或环境变量 DISCLOSURE_DATA）。数据库、证书、密钥、日志都在里面
  --port N      门户端口，默认 8080；0 表示任选空闲端口
  --detach      就绪后转入后台
  --demo        演示：另装入滨江区一年多的虚构申请，申请服务的“今天”固定在 2026-09-18；须用新的数据目录

退出码：0 正常停止或已在运行；1 出错或有进程意外退出；2 用法不对
环境变量：DISCLOSURE_BIN=目录 使用现成的程序，不编译；DISCLOSURE_JOBS=N 编译并行数；NO_COLOR=1 不用颜色
TEXT
    down) cat <<'TEXT' ;;
./disclosure down [--data DIR]

有序停止：网关、各服务、数据库。没有在运行时也算成功。
退出码：0 已停止；1 停不下来；2 用法不对
TEXT
    status) cat <<'TEXT' ;;
./disclosure status [--data DIR] [--json]

列出各进程的进程号、端口、内存和运行时间，以及网关给部门系统用的 gRPC 端口。
退出码：0 全部在运行；1 只有一部分在运行；2 用法不对；3 没有运行
TEXT
    logs) cat <<'TEXT' ;;
./disclosure logs [supervisor|mariadbd|catalog-service|request-service|media-service|gateway] [-f] [--data DIR]

显示日志的末尾 100 行（环境变量 DISCLOSURE_LOG_LINES 可改）；-f 持续显示。
TEXT
    certificate) cat <<'TEXT' ;;
./disclosure certificate 机关 [--out 目录] [--data DIR]

为一个机关自己的系统签发客户端证书：凭它调用网关的 gRPC 端口（./disclosure status 列出），收取、答复发给本机关的征求意见。
目录里写三个文件：机关.pem、机关-key.pem（只有本人可读）、ca.pem。一年有效，到期前重新运行。

  --out 目录    写到哪里，默认当前目录；已有同名文件的不覆盖
例如：./disclosure certificate 330108-tjj --out 统计局
退出码：0 已签发；1 出错；2 用法不对
TEXT
    test) cat <<'TEXT' ;;
./disclosure test [--quick] [ctest 参数…]

安装缺少的软件包，编译，运行全部测试：先在内存检查（ASan、UBSan）下运行 unit 和 service 两类，再运行发布版的
全部测试；最后几行是 ctest 的总计。--quick 只运行发布版的 unit 和 layers 两类。
例如：./disclosure test --quick -R calendar
退出码：0 全部通过；非 0 有失败
TEXT
    bench) cat <<'TEXT' ;;
./disclosure bench [秒数]
./disclosure bench requests [--stored=件数]
./disclosure bench media
./disclosure bench search [--items=项数]
./disclosure bench gateway
./disclosure bench pages

安装 nginx-light 和 wrk，编译发布版，运行 tests/benchmark/run，打印与裸 gRPC 服务、nginx、LOAD DATA 的比值。
pages 用 Lighthouse 看门户的每一种页面，手机和桌面，性能不到 95、无障碍不到 100、脚本超过 150 kB 的退出码为 1。
requests 只测依申请公开：提交申请与裸驱动循环之比，存 1,000 件和 100 万件时各种调用的开销（生成约需几分钟）。
TEXT
    ctl) cat <<'TEXT' ;;
./disclosure ctl [--data DIR] 命令…

即 disclosurectl，自动带上数据目录。例如：
  ./disclosure ctl import 我的目录.xlsx --division 330108 --dry-run
  ./disclosure ctl officer-add --account jyj-ceshi-jia --name 测试甲 --organ 330108-jyj --role clerk --role handler   # 登录工作台的账户
  ./disclosure ctl due-date --received 2026-09-18 --working-days 20 --explain
  ./disclosure ctl --help
退出码：0 完成；1 出错；2 完成，但有的行被隔离
TEXT
    '' | help) cat <<'TEXT' ;;
政务公开系统

  ./disclosure up        安装、编译、启动，打印门户地址
  ./disclosure down      停止
  ./disclosure status    各进程的状态
  ./disclosure logs      日志
  ./disclosure ctl …     管理命令（导入、发布、令牌、期限计算）
  ./disclosure certificate 机关   给一个机关的系统签发证书
  ./disclosure test      运行全部测试
  ./disclosure bench     性能对比
  ./disclosure help 命令 某个命令的用法
TEXT
    *) misuse "没有“${1}”这个命令" ;;
  esac
}
