// Officers at the desk in Debian's Chromium: from the one-time link to a served reply, without JavaScript.
//
//   DISCLOSURE_PORTAL      address of the gateway (needed)
//   DISCLOSURE_SCRIPT      the script ./disclosure, which makes the officers' accounts (needed)
//   DISCLOSURE_SUITE       data directory of the suite (needed)
//   DISCLOSURE_SHOTS       directory for the screenshots (default: shots)
//   DISCLOSURE_CHROMIUM    browser (default: /usr/bin/chromium)
//
// Exit code 0: all passed; 1: something failed, each failure on a line of its own.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { checkAccessible } from './harness.mjs';

const { DISCLOSURE_PORTAL: address, DISCLOSURE_SCRIPT: script, DISCLOSURE_SUITE: suite } = process.env;
if (!address || !script || !suite) {
  console.error('DISCLOSURE_PORTAL, DISCLOSURE_SCRIPT and DISCLOSURE_SUITE must be set');
  process.exit(1);
}
const portal = address.replace(/\/$/, '');
const shots = process.env.DISCLOSURE_SHOTS ?? 'shots';
const desktop = { width: 1280, height: 900 };
const phone = { width: 390, height: 844 };
const organ = '330108-jyj';
const run = randomBytes(3).toString('hex'); // accounts of this run: a suite may be walked through twice
const password = randomBytes(12).toString('base64url');

const tests = [];
const test = (name, options, body) => tests.push({ name, options, body });

const shoot = (page, name) => page.screenshot({ path: path.join(shots, `desk-${name}.png`), fullPage: true });
// The rules of axe need scripts, which the page has been denied: they look at a copy of it.
const look = async (page, name) => {
  await shoot(page, name);
  const context = await browser.newContext({ locale: 'zh-CN', viewport: page.viewportSize(), bypassCSP: true });
  const copy = await context.newPage();
  await copy.goto(`${portal}/robots.txt`);
  await copy.setContent(await page.content());
  await checkAccessible(copy, `the desk: ${name}`);
  await context.close();
};

// A day in Beijing, `days` from today.
const day = (days) => new Date(Date.now() + (8 * 3600 + days * 86400) * 1000).toISOString().slice(0, 10);

function officer(account, name, ...roles) {
  return officerOf(organ, account, name, ...roles);
}
function officerOf(its, account, name, ...roles) {
  const words = ['ctl', '--data', suite, 'officer-add', '--account', account, '--name', name, '--organ', its];
  for (const role of roles) words.push('--role', role);
  return execFileSync(script, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
}

async function post(where, body) {
  const answer = await fetch(portal + where, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': randomBytes(12).toString('hex') },
    body: JSON.stringify(body),
  });
  assert.equal(answer.status, 200, `${where} answers ${answer.status}`);
  return answer.json();
}

const file = (subject) => post(`/v1/organs/${organ}/requests`, {
  applicant: { applicantClass: 'NATURAL_PERSON', displayName: '测试甲', identityKind: 'RESIDENT_ID',
    identityNumber: '33010819000101001X', phone: '0571-00000000' },
  wanted: { subject, form: 'ELECTRONIC', route: 'ONLINE' },
});

async function setPassword(page, link) {
  await page.goto(link.replace(/^https?:\/\/[^/]+/, portal));
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByLabel('再输一遍').fill(password);
  await page.getByRole('button', { name: '保存' }).click();
  await page.getByRole('heading', { name: '密码已设好' }).waitFor();
}

async function signIn(page, account, where = '/desk') {
  await page.goto(portal + where);
  await page.getByLabel('账号').fill(account);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('button', { name: '退出' }).waitFor();
  assert.equal(new URL(page.url()).pathname, where.replace(/\?.*/, ''));
}

async function signOut(page) {
  await page.getByRole('button', { name: '退出' }).click();
  await page.getByRole('heading', { name: '已经退出' }).waitFor();
}

// Does an act of the case: opens its form, fills it in, submits it, and is back at the case.
async function act(page, label, fill = async () => {}) {
  await page.locator('.acts').getByRole('link', { name: label, exact: true }).click();
  assert.equal(await page.locator('h1').innerText(), label);
  await fill();
  await page.locator('.buttons button').first().click();
  const fault = page.locator('[role=alert]');
  if (await fault.count()) assert.fail(`${label}: ${(await page.locator('.fault, [role=alert]').allInnerTexts()).join(' | ')}`);
  assert.equal(await page.locator('[role=status]').innerText(), `已办理：${label}。`);
}
const stateOf = (page) => page.locator('h1 .tag').first().innerText();

const clerk = `jyj-cheng-${run}`;
const approver = `jyj-pi-${run}`;
const linkOfClerk = officer(clerk, '测试乙', 'clerk', 'handler');
const supervisor = `qfb-zhuguan-${run}`;
const linkOfSupervisor = officerOf('330108-qfb', supervisor, '测试丁', 'supervisor');
const linkOfApprover = officer(approver, '测试丙', 'approver');

test('an officer walks a case to a served reply, without JavaScript', { viewport: desktop, javaScriptEnabled: false }, async (page) => {
  const subject = `2025年学区划分方案（${run}）`;
  const { request, accessCode } = await file(subject);
  await setPassword(page, linkOfClerk);
  await page.goto(`${portal}/desk`);
  await look(page, 'login');
  await signIn(page, clerk);
  await page.locator('.states').getByRole('link', { name: /待确认收到/ }).click();
  await look(page, 'list');
  await page.getByLabel('所需信息或编号').fill(run);
  await page.getByLabel('状态', { exact: true }).selectOption({ label: '待确认收到' });
  await page.getByRole('button', { name: '查找' }).click();
  await page.getByRole('link', { name: request.number, exact: true }).click();
  assert.equal(await stateOf(page), '待确认收到');
  const where = new URL(page.url()).pathname;

  await act(page, '确认收到', () => page.getByLabel('确认方式').fill('电话联系申请人确认'));
  assert.equal(await stateOf(page), '办理中');
  assert.match(await page.locator('.due').innerText(), /^20\d\d-\d\d-\d\d/);
  assert.ok((await page.locator('.days tbody tr').count()) >= 20, 'each day of the period is explained');
  await act(page, '分办', () => page.getByLabel('承办人').fill(clerk));

  await act(page, '要求补正', async () => {
    await page.getByLabel('需要补正的内容').fill('所需方案的学年\n所需方案的学区');
    await page.getByLabel('指导和释明').fill('请写明学年和学区的名称');
    await page.getByLabel('补正期限').fill(day(10));
    await look(page, 'correction');
  });
  assert.equal(await stateOf(page), '待补正');
  assert.ok(await page.getByRole('link', { name: /补正告知书/ }).count(), 'the notice was issued');
  await act(page, '收到补正', () => page.getByLabel('补正后的申请内容').fill('2025学年，滨江区全部学区'));
  assert.equal(await stateOf(page), '办理中');

  await act(page, '拟办答复', async () => {
    await page.getByLabel('答复类型').selectOption({ label: '予以公开' });
    await page.getByLabel('检索、审查、征求意见的情况').fill('经检索，本机关制作了该方案。');
    await page.getByRole('button', { name: '更新表格' }).click();
    assert.equal(await page.getByLabel('检索、审查、征求意见的情况').inputValue(), '经检索，本机关制作了该方案。');
    await page.getByLabel('所公开的信息，或者获取的方式、途径和时间').fill('《2025年学区划分方案》1份，随本答复书提供');
    await look(page, 'draft');
  });
  assert.equal(await stateOf(page), '待审批');
  const preview = await page.context().newPage();
  await preview.goto(`${portal}${where}/preview`);
  assert.match(await preview.locator('body').innerText(), /2025年学区划分方案/);
  await shoot(preview, 'preview');
  await preview.close();
  assert.equal(await page.locator('.acts').getByRole('link', { name: '审批', exact: true }).count(), 0, 'not by the drafter');
  await signOut(page);

  await setPassword(page, linkOfApprover);
  await signIn(page, approver, where);
  await act(page, '延长答复期限', async () => {
    await page.getByLabel('延长的工作日数').fill('5');
    await page.getByLabel('延长的理由').fill('所需信息较多，需要整理');
  });
  await act(page, '审批', () => page.getByLabel('审批意见').fill('同意'));
  assert.equal(await stateOf(page), '待制发');
  await signOut(page);

  await signIn(page, clerk, where);
  await act(page, '制发');
  assert.equal(await stateOf(page), '已答复，待送达');
  await act(page, '登记送达', async () => {
    await page.getByLabel('送达方式').selectOption({ label: '电子送达' });
    await page.getByLabel('送达凭证').fill('系统送达');
  });
  assert.equal(await stateOf(page), '已送达');
  await look(page, 'served');
  const [document] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('link', { name: /答复书|告知书/ }).last().click()]);
  await document.waitForLoadState();
  assert.match(await document.locator('body').innerText(), /滨江区教育局/);
  const tracked = await post('/v1/requests:track', { number: request.number, accessCode });
  assert.equal(tracked.state, 'SERVED', 'the applicant sees the same');
  await signOut(page);
});

test('a refusal stands beside its field and keeps what was typed', { viewport: desktop }, async (page) => {
  const { request } = await file(`退回的例子（${run}）`);
  const where = `/desk/requests/${organ}/${request.name.split('/').pop()}`;
  await signIn(page, clerk, where);
  await act(page, '确认收到', () => page.getByLabel('确认方式').fill('电话确认'));
  await page.locator('.acts').getByRole('link', { name: '要求补正' }).click();
  await page.getByLabel('指导和释明').fill('写了很久的释明');
  await page.getByLabel('补正期限').fill(day(-3));
  await page.locator('.buttons button').first().click();
  assert.ok(await page.locator('[aria-invalid=true]').count(), 'a field is marked');
  for (const fault of await page.locator('.entry .fault').allInnerTexts()) assert.doesNotMatch(fault, /[A-Za-z]{3}/, 'in the words of the desk');
  assert.equal(await page.getByLabel('指导和释明').inputValue(), '写了很久的释明');
  await look(page, 'refused');
  // Somebody else changes the request meanwhile.
  await page.getByLabel('需要补正的内容').fill('学年');
  await page.getByLabel('补正期限').fill(day(10));
  const other = await page.context().newPage();
  await other.goto(`${portal}${where}`);
  await act(other, '分办', () => other.getByLabel('承办人').fill(clerk));
  await page.locator('.buttons button').first().click();
  assert.match(await page.locator('[role=alert]').innerText(), /刚刚有了变化/);
  assert.equal(await page.getByLabel('指导和释明').inputValue(), '写了很久的释明');
  await page.locator('.buttons button').first().click();
  assert.equal(await stateOf(page), '待补正', 'and the second time it is done');
});

test('a page sent twice is done once', { viewport: desktop }, async (page) => {
  const { request } = await file(`重复提交的例子（${run}）`);
  const where = `/desk/requests/${organ}/${request.name.split('/').pop()}`;
  await signIn(page, clerk, `${where}`);
  await page.goto(`${portal}${where}/confirmReceipt`);
  await page.getByLabel('确认方式').fill('电话确认');
  const form = await page.locator('form.act').evaluate((one) => Object.fromEntries(new FormData(one)));
  const send = () => page.request.post(`${portal}${where}/confirmReceipt`, { form, headers: { origin: portal }, maxRedirects: 0 });
  assert.equal((await send()).status(), 303);
  assert.equal((await send()).status(), 303);
  await page.goto(`${portal}${where}`);
  assert.equal(await page.locator('.timeline strong', { hasText: '确认' }).count(), 1);
});

const scriptless = { viewport: desktop, javaScriptEnabled: false };
test('who supervises the division sees its organs, goes into one and reads its case', scriptless, async (page) => {
  const subject = `主管看到的例子（${run}）`;
  const { request } = await file(subject);
  await setPassword(page, linkOfSupervisor);
  await signIn(page, supervisor);
  await page.getByRole('link', { name: '滨江区各机关' }).click();
  assert.ok((await page.locator('.organs li').count()) > 0);
  await look(page, 'division');
  await page.locator('.organs').getByRole('link', { name: '区教育局' }).click();
  assert.match(await page.locator('h1').innerText(), /区教育局/);
  await page.getByLabel('范围').selectOption('all');
  await page.getByLabel('所需信息或编号').fill(subject);
  await page.getByRole('button', { name: '查找' }).click();
  assert.match(await page.locator('h1').innerText(), /区教育局/, 'the search is of the same organ');
  await look(page, 'one-organ');
  await page.getByRole('link', { name: request.number, exact: true }).click();
  assert.match(await page.locator('main').innerText(), new RegExp(`主管看到的例子（${run}）`));
});

test('the desk fits a phone and every control has a name', { viewport: phone, isMobile: true, hasTouch: true }, async (page) => {
  const { request } = await file(`手机的例子（${run}）`);
  const where = `/desk/requests/${organ}/${request.name.split('/').pop()}`;
  await signIn(page, clerk, where);
  for (const [name, one] of [['list', '/desk'], ['case', where], ['act', `${where}/confirmReceipt`], ['assign', `${where}/assign`]]) {
    await page.goto(portal + one);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    assert.equal(wide, false, `${one} scrolls sideways`);
    const nameless = await page.locator('input:not([type=hidden]), select, textarea').evaluateAll((all) => all.filter((each) => !each.labels.length).length);
    assert.equal(nameless, 0, `${one} has a control without a label`);
    await look(page, `phone-${name}`);
  }
});

test('who is not signed in sees nothing, and who is out stays out', { viewport: desktop }, async (page) => {
  await page.goto(`${portal}/desk`);
  assert.equal(await page.locator('h1').innerText(), '工作人员登录');
  await page.getByLabel('账号').fill(clerk);
  await page.getByLabel('密码').fill('wrong password');
  await page.getByRole('button', { name: '登录' }).click();
  assert.match(await page.locator('[role=alert]').innerText(), /账号或者密码不对/);
  await signIn(page, clerk);
  const cookies = await page.context().cookies();
  const session = cookies.find((one) => one.name === 'officer');
  assert.ok(session.httpOnly && session.sameSite === 'Lax', 'the cookie is out of reach of scripts and other sites');
  assert.equal(await page.evaluate(() => document.cookie), '');
  await signOut(page);
  await page.context().addCookies([session]);
  await page.goto(`${portal}/desk`);
  assert.equal(await page.locator('h1').innerText(), '工作人员登录');
});

await mkdir(shots, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.DISCLOSURE_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync'],
});
let failed = 0;
for (const { name, options, body } of tests) {
  const context = await browser.newContext({ locale: 'zh-CN', ...options });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  try {
    await body(page);
    console.log(`ok      ${name}`);
  } catch (error) {
    ++failed;
    console.log(`FAILED  ${name}: ${error.message}`);
    await shoot(page, `failed-${failed}`);
  }
  await context.close();
}
await browser.close();
console.log(`${tests.length - failed} of ${tests.length} passed; screenshots in ${shots}`);
process.exit(failed === 0 ? 0 : 1);
