// The pages under /api in Debian's Chromium: read, and tried. Settings as in portal.test.mjs.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';

const portal = process.env.DISCLOSURE_PORTAL.replace(/\/$/, '');
const shots = process.env.DISCLOSURE_SHOTS ?? 'shots';
await mkdir(shots, { recursive: true });
const browser = await chromium.launch({ executablePath: process.env.DISCLOSURE_CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
const complaints = [];
page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
page.on('pageerror', (error) => complaints.push(String(error)));

const shoot = (name) => page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: true });
const status = page.locator('.api-status');
const answer = page.locator('.api-answer code');
const send = async () => {
  await page.getByRole('button', { name: '发送' }).click();
};

try {
  // From the help to an operation.
  await page.goto(`${portal}/help`);
  await page.getByRole('link', { name: '全部接口的说明和试用' }).click();
  assert.equal(new URL(page.url()).pathname, '/api');
  assert.ok((await page.locator('.api-list li').count()) > 150, 'all operations are listed');
  await shoot('api');
  await page.locator('a[href="/api/CatalogService_ListCatalogues"]').click();
  assert.match(await page.locator('h1').innerText(), /ListCatalogues/);
  await shoot('api-operation');

  // Reads, with the parameter that stands there.
  await page.goto(`${portal}/api/CatalogService_GetDivision`);
  assert.equal(await page.getByLabel('division').inputValue(), '330108');
  await send();
  await status.filter({ hasText: '200' }).waitFor();
  assert.match(await answer.innerText(), /"name": "divisions\/330108"/);

  // An error shows its envelope; what was typed cannot leave its place in the path.
  await page.getByLabel('division').fill('../organs');
  await send();
  await status.filter({ hasText: /^4\d\d/ }).waitFor();
  assert.match(await answer.innerText(), /"reason": "/);

  // A post with a body.
  await page.goto(`${portal}/api/RequestService_TrackRequest`);
  await page.locator('#body').fill('{"number": "330108-jyj-2026-999", "accessCode": "abcd-efgh-jkmn-pqrs"}');
  await send();
  await status.filter({ hasText: '404' }).waitFor();
  assert.match(await answer.innerText(), /NO_SUCH_REQUEST/);

  // A watch goes on until it is stopped.
  await page.goto(`${portal}/api/CatalogService_WatchCatalogues`);
  await send();
  await answer.filter({ hasText: 'data: {' }).waitFor();
  await page.getByRole('button', { name: '停止' }).click();
  await status.filter({ hasText: '已停止' }).waitFor();

  // On a phone nothing is wider than the screen.
  await page.setViewportSize({ width: 390, height: 844 });
  for (const address of ['/api', '/api/RequestService_FileRequest']) {
    await page.goto(portal + address);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth), false, `${address} is wider than a phone`);
  }
  await shoot('api-phone');

  // The errors above are answers that were wanted; anything else (a policy that was broken, a script that failed) is a fault.
  assert.deepEqual(complaints.filter((text) => !/status of 4/.test(text)), []);
  console.log('ok   the pages under /api can be read and tried');
} catch (error) {
  console.error(`FAIL the pages under /api: ${error.stack}`);
  await shoot('api-failed');
  process.exitCode = 1;
} finally {
  await browser.close();
}
