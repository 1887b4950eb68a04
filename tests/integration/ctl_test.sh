#!/usr/bin/env bash
# disclosurectl as an office uses it, on a running suite: ctl_test.sh DATA_DIRECTORY
set -uo pipefail
data=$1
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

ctl() { "$root/disclosure" ctl --data "$data" "$@" >"$work/out" 2>"$work/err"; }
# expect CODE TEXT: of the last call. TEXT may be anywhere in its output.
expect() {
  if [[ $code != "$1" ]] || { [[ $2 ]] && ! cat "$work/out" "$work/err" | grep -qF -- "$2"; }; then
    printf '失败：%s\n  退出码 %s，应为 %s；输出应有“%s”：\n' "$call" "$code" "$1" "$2"
    sed 's/^/    /' "$work/out" "$work/err"
    failed=1
  fi
}
run() { call="ctl $*"; ctl "$@"; code=$?; }

# The five real files: every row accounted for, without a division every level kept.
samples=$root/data/catalogue/raw_samples
for sample in 01_saihan_merged_tongshang.html=3 02_suixi_traditional_level_village.html=4 03_xilinhot_pdf_ocr.csv=2 \
  05_pingwu_reordered_phone.csv=3 08_chongming_flat_combined.csv=3; do
  run import --dry-run --json "$samples/${sample%=*}"
  items=$(grep -o '"serial":' "$work/out" | wc -l)
  [[ $code == 0 && $items == "${sample#*=}" ]] || { echo "失败：$call：$items 项，应为 ${sample#*=}；退出码 $code"; failed=1; }
done

# One good row, one that is quarantined: done, but 2.
header=$(head -1 "$root"/data/catalogue/items/03-*.csv)
row=$(sed -n 2p "$root"/data/catalogue/items/03-*.csv)
printf '%s\n%s\n%s\n' "$header" "$row" "${row%%,*},,,,,,,,,,,,,," >"$work/mixed.csv"
run import "$work/mixed.csv" --division 330108 --domain 03 --dry-run
expect 2 "隔离 1"
run import "$work/nothing.csv" --division 330108
expect 1 "nothing.csv"
run import "$work/mixed.csv"
expect 1 "--division"

run catalogues --division 330108
expect 0 "滨江区义务教育领域基层政务公开标准目录"
run drafts --division 330108001
expect 0 ""
run export --division 330108 --domain 03 --format csv --output "$work/03.csv"
expect 0 ""
run import "$work/03.csv" --division 330108 --domain 03 --dry-run
expect 0 "隔离 0"
run publish-due --json
expect 0 '"editions":'
run jobs
expect 0 ""
run time-limit "信息形成或者变更之日起20个工作日内"
expect 0 "wd:20@formed|changed"
run due-date --received 2026-09-18 --working-days 20
expect 0 "2026-10-22"
run due-date --received 2026-11-23 --working-days 40
expect 1 "2027"
run audit verify
expect 0 "个新媒体账号"
run audit verify --json
expect 0 '"breaks":[]'
run keys status
expect 0 "新媒体："
run keys retire 1
expect 1 "KEY_IN_USE"
run fee --items 45 --pages 101
expect 0 "5500元"
run calendar-import "$root/data/calendar"
expect 0 "2026"
run calendar-import "$work"
expect 1 "holidays.csv"
# A ledger: one good row, one of an unknown organ; again, nothing is new; then the report counts it.
columns=number,organ,applicant_class,applicant_name,id_type,id_number,channel,received_on,subject,outcome,replied_on
printf '%s\n' "$columns" '甲1,330108-tjj,business,测试公司,uscc,91330108MA0000015G,email,2012-03-01,"统计,数据",partial,2012-03-20' \
  '甲2,330108-nobody,business,测试公司,uscc,91330108MA0000015G,email,2012-03-01,统计数据,,' >"$work/ledger.csv"
run requests-import "$work/ledger.csv" --dry-run
expect 2 "导入 1"
run requests-import "$work/ledger.csv"
expect 2 "隔离 第3行「organ」：没有这个机关"
run requests-import "$work/ledger.csv" --json
expect 2 '"unchanged":1'
printf 'request_number,route,result,filed_on,closed_on\n甲1,reconsideration,upheld,2012-05-01,2012-06-20\n' >"$work/reviews.csv"
run reviews-import "$work/reviews.csv"
expect 0 "读 1 行"
run annual-report --organ 330108-tjj --year 2012 --form 2021 --json
expect 0 '{"format":2021,"section3":[[0,1,0,0,0,0,1],[0,0,0,0,0,0,0],[0,0,0,0,0,0,0],[0,1,0,0,0,0,1],'
expect 0 '"section4":[1,0,0,0,1,0,0,0,0,0,0,0,0,0,0]}'
run annual-report --division 330108 --year 2012
expect 0 "杭州市滨江区人民政府 2012年"
run annual-report --organ 330108-tjj --year 2012 --format xlsx -o "$work/report.xlsx"
expect 0 ""
[[ $(head -c 2 "$work/report.xlsx") == PK ]] || { echo "失败：$call 没有写出工作簿"; failed=1; }
run annual-report --year 2012
expect 1 "--organ"
run reviews-import "$work/ledger.csv"
expect 1 "route"
# The real rows of new media: every one accounted for, none new the second time.
run accounts-import "$root/media-service/testdata/accounts.csv" --dry-run
expect 2 "读 178 行 = 导入 0 + 有提示 158 + 未变 0 + 隔离 1 + 不属政务新媒体 19"
run accounts-import "$root/media-service/testdata/accounts.csv" --division 330109
expect 2 "有提示 158"
run accounts-import "$root/media-service/testdata/accounts.csv" --division 330109 --json
expect 2 '"unchanged":158'
run accounts-verify "https://weibo.com@example.org/u/1749127163"
expect 2 "URL_USERINFO"
run accounts-verify "not an address"
expect 1 "不是网址"
run accounts-import "$work/ledger.csv"
expect 1 "NO_HEADER"
run check-id 91330108MA0000015G
expect 0 "有效"
run publish --division 330108 --domain 99
expect 1 "99"
run nonsense
[[ $code != 0 ]] || { echo "失败：$call 应出错"; failed=1; }

"$root/disclosure" logs --data "$data" gateway >"$work/out" 2>&1 || { echo "失败：logs"; failed=1; }
grep -q '"msg"\|"message"' "$work/out" || { echo "失败：logs 没有日志"; failed=1; }
exit "$failed"
