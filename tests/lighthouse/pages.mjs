// Lighthouse over the public pages of a running suite, on a phone and on a desktop: a table, and exit code 1 if a page is below
// the limits.
//
//   DISCLOSURE_PORTAL, DISCLOSURE_SCRIPT, DISCLOSURE_DATA   the suite: see ../browser/suite.mjs
//   DISCLOSURE_REPORTS     directory for what Lighthouse says of each page (default: reports)
//   DISCLOSURE_CHROMIUM    browser (default: /usr/bin/chromium)
//   DISCLOSURE_ONLY        pages whose name contains this
import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import path from 'node:path';
import { launch } from 'chrome-launcher';
import lighthouse, { desktopConfig } from 'lighthouse';
import { publishReport } from './office.mjs';
import { portal } from './suite.mjs';

const reports = process.env.DISCLOSURE_REPORTS ?? 'reports';
const limits = { performance: 95, accessibility: 100, scripts: 150_000 };
const categories = ['performance', 'accessibility', 'best-practices', 'seo'];
// Work of other processes only ever lowers the figure of performance: the best of a few runs is the nearest to the page's own.
const mostRuns = 3;

async function addresses() {
  await publishReport('330108-tjj', 2024);
  const catalogue = await (await fetch(`${portal}/v1/divisions/330108/catalogues/03`)).json();
  return [
    ['首页', '/'],
    ['区划：区', '/divisions/330108'],
    ['区划：街道', '/divisions/330108001'],
    ['目录', '/divisions/330108/catalogues/03'],
    ['事项', `/${catalogue.items[0].name}`],
    ['机关', '/organs/330108-jyj'],
    ['查询结果', `/search?q=${encodeURIComponent('招生')}`],
    ['申请公开', '/requests/new?organ=330108-jyj'],
    ['办理进度', '/requests/track'],
    ['账号核验', '/accounts/verify'],
    ['年度报告一览', '/organs/330108-tjj/annualReports'],
    ['年度报告', '/organs/330108-tjj/annualReports/2024'],
    ['首页（英文）', '/?lang=en'],
    ['开放接口', '/api'],
    ['登录', '/desk'],
  ].filter(([name]) => name.includes(process.env.DISCLOSURE_ONLY ?? ''));
}

function measured({ categories: scores, audits }) {
  const scripts = audits['network-requests'].details.items.filter(({ resourceType }) => resourceType === 'Script');
  return {
    ...Object.fromEntries(categories.map((id) => [id, Math.round(scores[id].score * 100)])),
    scripts: scripts.reduce((sum, { transferSize }) => sum + transferSize, 0),
  };
}

// What kept a category from 100.
function faults({ categories: scores, audits }) {
  const lines = [];
  for (const id of categories.slice(1)) {
    for (const { id: audit, weight } of scores[id].auditRefs) {
      if (weight > 0 && audits[audit].score !== null && audits[audit].score < 1) lines.push(`${id}: ${audit} (${audits[audit].title})`);
    }
  }
  return lines;
}

async function measure(browser, address, config) {
  let best, failure;
  for (let run = 0; run < mostRuns && (best === undefined || measured(best.lhr).performance < 100); ++run) {
    const flags = { port: browser.port, onlyCategories: categories, output: 'html', logLevel: 'error' };
    const result = await lighthouse(portal + address, flags, config);
    failure = result.lhr.runtimeError;
    if (failure) continue; // a trace that was not recorded whole: the next run
    if (best === undefined || result.lhr.categories.performance.score > best.lhr.categories.performance.score) best = result;
  }
  if (best === undefined) throw new Error(`${address}: ${failure.message}`);
  return best;
}

const isBelow = (figures) =>
  figures.performance < limits.performance || figures.accessibility < limits.accessibility || figures.scripts > limits.scripts;

mkdirSync(reports, { recursive: true });
const browser = await launch({
  chromePath: process.env.DISCLOSURE_CHROMIUM ?? '/usr/bin/chromium',
  chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
});
let below = 0;
try {
  console.log(`机器的负载：${loadavg().map((load) => load.toFixed(1)).join('、')}（1、5、15 分钟）`);
  console.log('| 页面 | 屏幕 | 性能 | 无障碍 | 最佳做法 | 搜索引擎 | 脚本 kB（gzip） | |');
  console.log('|---|---|---|---|---|---|---|---|');
  for (const [name, address] of await addresses()) {
    for (const [screen, config] of [['手机', undefined], ['桌面', desktopConfig]]) {
      const { lhr, report } = await measure(browser, address, config);
      const figures = measured(lhr);
      if (isBelow(figures)) ++below;
      console.log(`| ${name} | ${screen} | ${categories.map((id) => figures[id]).join(' | ')} | ${(figures.scripts / 1000).toFixed(1)} | ${
        isBelow(figures) ? '**未达到**' : ''} |`);
      for (const fault of faults(lhr)) console.log(`    ${fault}`);
      writeFileSync(path.join(reports, `${name}-${screen}.html`), report);
    }
  }
} finally {
  browser.kill();
}
console.log(below === 0 ? '各页都达到：性能 95、无障碍 100、脚本 150 kB' : `${below} 个没有达到：性能 95、无障碍 100、脚本 150 kB；详见 ${reports}`);
process.exit(below === 0 ? 0 : 1);
