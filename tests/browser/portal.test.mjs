// Walks through the portal's content pages in Debian's Chromium, as a reader would.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { desktop, isWiderThanWindow, open, phone, portal, shoot, shots, test } from './harness.mjs';

const district = '/divisions/330108';
const catalogue = `${district}/catalogues/03`;

// From the domains to a catalogue to an item and back.
async function walk(page) {
  await open(page, '/');
  assert.match(await page.title(), /基层政务公开标准目录/);
  assert.ok((await page.locator('.cards li').count()) >= 26, 'the portal shows the 26 domains');
  await page.getByRole('link', { name: '义务教育', exact: true }).click();
  assert.equal(new URL(page.url()).pathname, catalogue);
  assert.match(await page.locator('h1').innerText(), /义务教育/);
  const first = page.locator('.catalogue .name a').first();
  const name = await first.innerText();
  await first.click();
  assert.match(new URL(page.url()).pathname, new RegExp(`^${catalogue}/items/`));
  assert.equal(await page.locator('h1').innerText(), name);
  await page.locator('.crumbs a').last().click();
  assert.equal(new URL(page.url()).pathname, catalogue);
}

test('a reader goes from the domains to a catalogue to an item', { viewport: desktop }, async (page) => {
  await walk(page);
  for (const [name, address] of [['portal', '/'], ['division', district], ['catalogue', catalogue], ['search', '/search?q=招生'],
    ['help', '/help'], ['organ', '/organs/330108-jyj'], ['editions', `${catalogue}/editions`]]) {
    await open(page, address);
    await shoot(page, name);
  }
  await open(page, catalogue);
  await page.locator('.catalogue .name a').first().click();
  await shoot(page, 'item');
});

test('the same without JavaScript', { viewport: desktop, javaScriptEnabled: false }, walk);

test('the same on a phone', { viewport: phone, isMobile: true, hasTouch: true }, walk);

test('nothing is wider than a phone', { viewport: phone, isMobile: true, hasTouch: true }, async (page) => {
  for (const [name, address] of [['portal', '/'], ['division', district], ['catalogue', catalogue], ['search', '/search?q=招生'],
    ['help', '/help'], ['organ', '/organs/330108-jyj'], ['editions', `${catalogue}/editions`]]) {
    await open(page, address);
    assert.equal(await isWiderThanWindow(page), false, `${address} scrolls sideways`);
    await shoot(page, `phone-${name}`, false);
  }
  await open(page, catalogue);
  assert.equal(await page.locator('.catalogue tbody tr').first().evaluate((row) => getComputedStyle(row).display), 'block');
  await page.locator('.catalogue .name a').first().click();
  assert.equal(await isWiderThanWindow(page), false, 'an item scrolls sideways');
  await shoot(page, 'phone-item');
});

test('the window between phone and desktop scrolls the table only', { viewport: { width: 900, height: 800 } }, async (page) => {
  await open(page, catalogue);
  assert.equal(await isWiderThanWindow(page), false);
  assert.ok(await page.locator('.sheet').evaluate((sheet) => sheet.scrollWidth > sheet.clientWidth));
});

test('the header of the table stays in sight', { viewport: desktop }, async (page) => {
  await open(page, `${district}/catalogues/08`);
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight / 2));
  const box = await page.locator('.catalogue thead').boundingBox();
  assert.ok(box.y >= -1 && box.y < 40, `the header is at ${box.y}`);
});

test('the keyboard reaches everything and its focus is seen', { viewport: desktop }, async (page) => {
  await open(page, '/');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), '#main');
  for (let i = 0; i < 15; ++i) {
    const outline = await page.evaluate(() => {
      const focused = document.activeElement;
      const drawn = [getComputedStyle(focused), getComputedStyle(focused, '::after')];
      return drawn.some((style) => style.outlineStyle === 'solid' && parseFloat(style.outlineWidth) >= 2);
    });
    const what = await page.evaluate(() => document.activeElement.outerHTML.slice(0, 80));
    assert.ok(outline, `no visible focus on ${what}`);
    await page.keyboard.press('Tab');
  }
  await page.focus('.cards a');
  await page.keyboard.press('Tab');
  await shoot(page, 'focus', false);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/catalogues\//);
});

test('the search finds by form, and shows hostile words as text', { viewport: desktop, javaScriptEnabled: false }, async (page) => {
  await open(page, '/');
  await page.getByLabel('查询公开事项').fill('招生');
  await page.getByRole('button', { name: '查询' }).click();
  assert.ok((await page.locator('.found li').count()) > 0);
  await open(page, '/search?q=' + encodeURIComponent('<script>document.title="x"</script>'));
  assert.match(await page.locator('.result').innerText(), /<script>/);
});

test('what is searched for is marked, narrowed down and paged through', { viewport: desktop, javaScriptEnabled: false }, async (page) => {
  await open(page, '/search');
  await page.getByLabel('要找什么').fill('教育經費'); // in traditional characters
  await page.getByText('缩小范围').click();
  await page.getByLabel('区划').selectOption('330108');
  await page.getByRole('button', { name: '查询' }).click();
  assert.ok((await page.locator('.hits mark').allInnerTexts()).some((text) => text.includes('教育')));
  assert.equal(await page.locator('.hits .where a', { hasText: '街道' }).count(), 0);
  assert.equal(new URL(page.url()).searchParams.get('division'), '330108');
  await open(page, '/search?q=公开&division=330108');
  const first = await page.locator('.hits .name a').evaluateAll((links) => links.map((link) => link.href));
  assert.equal(first.length, 20);
  await page.getByRole('link', { name: '下一页' }).click();
  const second = await page.locator('.hits .name a').evaluateAll((links) => links.map((link) => link.href));
  assert.equal(second.length, 20);
  assert.ok(second.every((link) => !first.includes(link)), 'no item is on two pages');
  assert.equal(await page.getByLabel('区划').inputValue(), '330108');
  await page.getByRole('link', { name: '回到第一页' }).click();
  assert.deepEqual(await page.locator('.hits .name a').evaluateAll((links) => links.map((link) => link.href)), first);
});

test('a search without findings leads to a request to the organ that was chosen', { viewport: desktop }, async (page) => {
  await open(page, '/organs/330108-jyj');
  await page.getByRole('link', { name: '在本机关公开的事项里查询' }).click();
  await page.getByLabel('要找什么').fill('zzz');
  await page.getByRole('button', { name: '查询' }).click();
  await page.getByRole('main').getByRole('link', { name: '申请公开' }).click();
  assert.equal(new URL(page.url()).searchParams.get('organ'), '330108-jyj');
});

test('no script is on any page, and none that a cell contains runs', { viewport: desktop }, async (page) => {
  page.on('dialog', () => assert.fail('a script of a cell has run'));
  for (const address of ['/', district, catalogue]) {
    const response = await open(page, address);
    assert.match(response.headers()['content-security-policy'] ?? '', /default-src 'none'/);
    assert.equal(await page.locator('script').count(), 0);
  }
  const hostile = page.locator('.catalogue td', { hasText: '<script' });
  if ((await hostile.count()) > 0) assert.match(await hostile.first().innerText(), /<script/);
});

test('a page that is not there says so in the same style', { viewport: desktop }, async (page) => {
  for (const address of ['/divisions/999999', `${catalogue}/items/none`]) {
    const response = await page.goto(portal + address);
    assert.equal(response.status(), 404);
    assert.equal(await page.locator('header.site').count(), 1);
  }
  await shoot(page, 'not-found');
});

test('every link of the main pages leads somewhere', { viewport: desktop }, async (page) => {
  const seen = new Set();
  for (const address of ['/', district, catalogue]) {
    await open(page, address);
    const links = await page.locator('a[href^="/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
    // The interface of the suite is tested elsewhere.
    for (const link of links) if (!link.startsWith('/v1/')) seen.add(link.replace(/#.*/, ''));
  }
  for (const link of seen) {
    const response = await page.request.get(portal + link);
    assert.equal(response.status(), 200, `${link} answers ${response.status()}`);
  }
});

test('a catalogue is printed in landscape, without navigation', { viewport: desktop }, async (page) => {
  await open(page, catalogue);
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: false });
  assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
  assert.ok(pdf.length > 10_000);
  await writeFile(path.join(shots, 'catalogue.pdf'), pdf);
  await page.emulateMedia({ media: 'print' });
  for (const hidden of ['header.site', 'nav.crumbs', 'form', 'footer.site']) {
    assert.equal(await page.locator(hidden).first().isVisible(), false, `${hidden} is printed`);
  }
});
