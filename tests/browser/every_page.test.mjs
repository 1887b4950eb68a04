// What holds for every page: the accessibility rules, the width of a phone, the weight of the scripts.
import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { checkAccessible, desktop, isWiderThanWindow, open, phone, portal, shoot, test } from './harness.mjs';
import { publishReport } from './office.mjs';

const organ = '330108-jyj';
// Addresses of every kind of page.
const everyPage = ['/', '/search?q=招生', '/search?q=公开&division=330108', `/search?q=zzz&organ=${organ}`,
  '/help', '/api', '/divisions/330108', '/divisions/330108/catalogues/03', '/divisions/330108/catalogues/03/editions',
  `/organs/${organ}`, '/requests/new', `/requests/new?organ=${organ}`, '/requests/track', '/accounts', '/accounts/verify', `/organs/${organ}/annualReports`,
  '/?lang=en', '/requests/track?lang=en', '/accounts/verify?lang=en', '/?type=large', '/requests/new?type=large', '/help?type=large'];

test('axe finds nothing on any page', { viewport: desktop }, async (page) => {
  for (const address of everyPage) {
    await page.context().clearCookies();
    await open(page, address);
    if (address.startsWith('/requests')) await page.locator('#client form').waitFor();
    await checkAccessible(page, address);
  }
  const item = await page.goto(`${portal}/divisions/330108/catalogues/03`).then(() => page.locator('.catalogue .name a').first().getAttribute('href'));
  await open(page, item);
  await checkAccessible(page, 'an item');
  await page.goto(`${portal}/nowhere`);
  await checkAccessible(page, 'a page that is not there');
});

test('nor on a phone, where nothing is wider than it', { viewport: phone, isMobile: true, hasTouch: true }, async (page) => {
  for (const address of everyPage) {
    await page.context().clearCookies();
    await open(page, address);
    if (address.startsWith('/requests')) await page.locator('#client form').waitFor();
    assert.equal(await isWiderThanWindow(page), false, `${address} scrolls sideways`);
    await checkAccessible(page, `${address} on a phone`);
    await shoot(page, `phone${address.replaceAll(/[^a-z0-9]+/gi, '-')}`, false);
  }
});

test('scripts of a page are at most 150 kB, compressed beforehand', { viewport: desktop }, async (page) => {
  await publishReport('330108-tjj', 2024);
  for (const address of ['/', `/requests/new?organ=${organ}`, '/requests/track', '/organs/330108-tjj/annualReports/2024']) {
    const scripts = new Set();
    const note = (request) => request.resourceType() === 'script' && scripts.add(request.url());
    page.on('request', note);
    await open(page, address);
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    await page.waitForLoadState('networkidle');
    page.off('request', note);
    let bytes = 0;
    for (const script of scripts) {
      const response = await page.request.get(script, { headers: { 'Accept-Encoding': 'gzip' } });
      assert.equal(response.headers()['content-encoding'], 'gzip', script);
      bytes += gzipSync(await response.body(), { level: 9 }).length;
    }
    assert.ok(bytes <= 150_000, `${address} loads ${bytes} bytes of scripts`);
    assert.equal(scripts.size > 0, address !== '/');
  }
});
