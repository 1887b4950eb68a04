// A quarter as an office works it, on a running suite, and its bulletin reckoned once more from what was put in:
// node media_bulletin.mjs DISCLOSURE DATA_DIRECTORY WORK_DIRECTORY
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import assert from "node:assert/strict";

const [disclosure, data, work] = process.argv.slice(2);
const portal = `http://127.0.0.1:${readFileSync(`${data}/run/gateway.port`, "utf8").trim()}`;
const division = "330108003"; // a street of its own: other tests use the district
const ctl = (...words) => execFileSync(disclosure, ["ctl", "--data", data, ...words], { encoding: "utf8" });
const token = ctl("token", "--organ", "330108-qfb", "--role", "supervisor", "--subject", "bulletin-office").trim();

async function call(method, path, body) {
  const answer = await fetch(portal + path, {
    method,
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const json = await answer.json();
  assert.equal(answer.status, 200, `${method} ${path}: ${JSON.stringify(json)}`);
  return json;
}

// ---- the constructed quarter: what each account is, and what is seen of it today
const now = new Date();
const shanghai = new Date(now.getTime() + 8 * 3600e3); // civil fields by getUTC*
const today = shanghai.toISOString().slice(0, 10);
const quarter = `${shanghai.getUTCFullYear()}Q${Math.floor(shanghai.getUTCMonth() / 3) + 1}`;
const stamp = Date.now() % 1e8;
const platforms = ["新浪微博", "微信公众号", "抖音", "今日头条"];
const accounts = Array.from({ length: 60 }, (_, i) => ({
  name: `通报测试${stamp}第${i}号`,
  platform: platforms[i % platforms.length],
  host: i % 3 === 0 ? "杭州市滨江区教育局" : "杭州市滨江区人民政府浦沿街道办事处",
  level: i % 3 === 0 ? "县级" : "乡级",
  silent: [0, 3, 14, 15, 40, 120][i % 6], // calendar days
  interactive: i % 10 !== 7,
  found: i % 17 === 5 ? "V1.1" : "", // by a person
}));

writeFileSync(`${work}/accounts.csv`, "平台,账号名称,主办单位,状态\n" + accounts.map((a) => `${a.platform},${a.name},${a.host},正常\n`).join(""));
const imported = JSON.parse(ctl("accounts-import", `${work}/accounts.csv`, "--division", division, "--json"));
assert.equal(imported.rowsRead, accounts.length);
assert.equal(imported.imported + imported.warned, accounts.length, JSON.stringify(imported));

const uids = new Map();
for (let page = ""; ; ) {
  const list = await call("GET", `/v1/accounts?division=divisions/${division}&pageSize=1000&pageToken=${encodeURIComponent(page)}`);
  for (const account of list.accounts) uids.set(account.displayName, account.name);
  page = list.nextPageToken ?? "";
  if (!page) break;
}
const at = (daysAgo) => new Date(now.getTime() - daysAgo * 24 * 3600e3).toISOString();
await call("POST", `/v1/divisions/${division}/observations:report`, {
  observations: accounts.map((a) => ({
    account: uids.get(a.name),
    observeTime: at(0),
    source: "通报测试",
    lastPostTime: at(a.silent),
    interactive: a.interactive,
  })),
});

const round = await call("POST", `/v1/divisions/${division}/inspectionRounds`, { quarter, monitorOn: today, coverage: "FULL" });
for (const a of accounts.filter((one) => one.found)) {
  await call("POST", `/v1/${round.name}/inspections:record`, {
    account: uids.get(a.name),
    findings: [{ rule: a.found, evidence: "截图", observedOn: today }],
  });
}
await call("POST", `/v1/${round.name}:close`, { rectifyBy: today });
const bulletin = JSON.parse(ctl("bulletin", "--division", division, "--quarter", quarter, "--json"));

// ---- reckoned once more, from the construction alone
const fails = (a) => a.silent > 14 || !a.interactive || a.found !== "";
const percent = (part, whole) => (Math.round((part * 10000) / whole) / 100).toFixed(2);
function line(some) {
  const failed = some.filter(fails).length;
  return { registered: some.length, checked: some.length, passed: some.length - failed, failed, passRate: percent(some.length - failed, some.length) };
}
const shown = ({ registered = 0, checked = 0, passed = 0, failed = 0, passRate }) => ({ registered, checked, passed, failed, passRate });
assert.deepEqual(shown(bulletin), line(accounts));
assert.equal(bulletin.coverage, "100.00");
for (const [lines, key] of [[bulletin.platforms, "platform"], [bulletin.levels, "level"]]) {
  const groups = [...new Set(accounts.map((a) => a[key]))];
  assert.equal(lines.length, groups.length);
  for (const group of groups) {
    const found = lines.find((one) => one.displayName === group);
    assert.ok(found, `${group} is missing in ${JSON.stringify(lines)}`);
    assert.deepEqual(shown(found), line(accounts.filter((a) => a[key] === group)), group);
  }
}
const expected = accounts.filter(fails).map((a) => a.name).sort();
assert.deepEqual(bulletin.annex.map((one) => one.displayName).sort(), expected);
const named = (rule) => (bulletin.problems.find((one) => one.rule === rule)?.names ?? []).slice().sort();
assert.deepEqual(named("V2.1"), accounts.filter((a) => a.silent > 14).map((a) => a.name).sort());
assert.deepEqual(named("V3.1"), accounts.filter((a) => !a.interactive).map((a) => a.name).sort());
assert.deepEqual(named("V1.1"), accounts.filter((a) => a.found).map((a) => a.name).sort());
console.log(`通报与另行计算的一致：${accounts.length} 个账号，不合格 ${expected.length} 个，合格率 ${bulletin.passRate}%`);
