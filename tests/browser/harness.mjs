// What the browser tests share: the browser and the list of tests; the suite they test is in suite.mjs.
//
//   DISCLOSURE_SHOTS       directory for the screenshots and what is printed (default: shots)
//   DISCLOSURE_CHROMIUM    browser (default: /usr/bin/chromium)
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { portal } from './suite.mjs';

export { ctl, portal } from './suite.mjs';

export const shots = process.env.DISCLOSURE_SHOTS ?? 'shots';
export const desktop = { width: 1280, height: 900 };
export const phone = { width: 390, height: 844 };
mkdirSync(shots, { recursive: true });

const tests = [];
export const test = (name, options, run) => tests.push({ name, options, run });

export async function shoot(page, name, fullPage = true) {
  await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage });
}

export async function open(page, address) {
  const response = await page.goto(portal + address);
  assert.equal(response.status(), 200, `${address} answers ${response.status()}`);
  assert.equal(await page.locator('h1').count(), 1, `${address} has one h1`);
  return response;
}

export async function isWiderThanWindow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}

// The accessibility rules of WCAG 2.1 A and AA, on the page as it stands. Evaluated by the browser's debugger, which the
// Content-Security-Policy of the page does not stop.
const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
export async function checkAccessible(page, what) {
  await page.addInitScript({ path: axeFile });
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate((await import('node:fs')).readFileSync(axeFile, 'utf8'));
  const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'] }));
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).slice(0, 5).join(' | ')}`);
  assert.deepEqual(found, [], `axe on ${what}`);
}

// Runs all; exit code 0: all passed, 1: something failed, each failure on a line of its own.
export async function runAll() {
  const browser = await chromium.launch({
    executablePath: process.env.DISCLOSURE_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
  const only = process.env.DISCLOSURE_ONLY; // part of a name
  const chosen = tests.filter(({ name }) => !only || name.includes(only));
  let failed = 0;
  for (const { name, options, run } of chosen) {
    const context = await browser.newContext({ locale: 'zh-CN', ...options });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    // What the policy of a page stops, and what its scripts throw, fails the test.
    const broken = [];
    page.on('pageerror', (error) => broken.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error' && /Content Security Policy|Uncaught/.test(message.text())) broken.push(message.text());
    });
    try {
      await run(page);
      assert.deepEqual(broken, []);
      console.log(`ok      ${name}`);
    } catch (error) {
      ++failed;
      console.log(`FAILED  ${name}: ${error.message}`);
      await shoot(page, `failed-${failed}`).catch(() => {});
    }
    await context.close();
  }
  await browser.close();
  console.log(`${chosen.length - failed} of ${chosen.length} passed; screenshots in ${shots}`);
  process.exit(failed === 0 && chosen.length > 0 ? 0 : 1);
}
