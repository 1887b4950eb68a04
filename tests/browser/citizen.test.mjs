// A citizen's own business with the portal, from the search to the served reply.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { checkAccessible, desktop, isWiderThanWindow, open, phone, portal, shoot, shots, test } from './harness.mjs';
import { act, call, publishReport, registerAccount, reply } from './office.mjs';

const organ = '330108-jyj';
const person = { name: '测试甲', number: '33010819000101001X', phone: '0571-00000000' };
const hostile = '"><img src=x onerror="document.title=\'owned\'"><script>document.title=\'owned\'</script>';

// A civil date in Shanghai.
const inDays = (days) => new Date(Date.now() + (8 + 24 * days) * 3600e3).toISOString().slice(0, 10);
const next = (page) => page.getByRole('button', { name: '下一步' }).click();
const heading = (page, name) => page.getByRole('heading', { name, level: 2 }).waitFor();

async function fillWanted(page, subject) {
  await heading(page, '需要什么信息');
  await page.getByLabel('所需信息的名称、文号或者特征描述').fill(subject);
  await next(page);
}

async function fillApplicant(page, name = person.name) {
  await heading(page, '申请人');
  await page.getByLabel('姓名').fill(name);
  await page.getByLabel('证件号码').fill(person.number);
  await page.getByLabel('电话').fill(person.phone);
  await next(page);
}

// To the receipt; its number and code.
async function fileRequest(page, subject) {
  await open(page, `/requests/new?organ=${organ}`);
  await fillWanted(page, subject);
  await fillApplicant(page);
  await heading(page, '附件');
  await next(page);
  await page.getByRole('button', { name: '提交申请' }).click();
  return receiptOf(page);
}

async function receiptOf(page) {
  await heading(page, '申请已经提交');
  return { number: await page.locator('#receipt-number').innerText(), code: await page.locator('#receipt-code').innerText() };
}

async function track(page, { number, code }) {
  await open(page, '/requests/track');
  await page.getByLabel('申请编号').fill(number);
  await page.getByLabel('查询码').fill(code);
  await page.getByRole('button', { name: '查询', exact: true }).click();
  await heading(page, number);
}

const leave = (page) => page.on('dialog', (dialog) => dialog.accept());

test('what is already public is offered before a request is filed, and counted when it helps', { viewport: desktop }, async (page) => {
  leave(page);
  await open(page, `/requests/new?organ=${organ}`);
  await heading(page, '需要什么信息');
  await page.getByLabel('所需信息的名称、文号或者特征描述').fill('想了解义务教育学校名录');
  const suggested = page.locator('.suggestions li').filter({ hasText: '义务教育学校名录' }).first();
  await suggested.waitFor();
  await shoot(page, 'request-suggested');
  await checkAccessible(page, 'suggestions');
  const avoided = page.waitForResponse((response) => response.url().endsWith(':avoided'));
  await suggested.getByRole('button').click();
  assert.equal((await avoided).status(), 200);
  await page.goto(portal + (await suggested.getByRole('link').getAttribute('href')));
  await page.locator('.fields').waitFor();
});

test('a citizen finds an item, asks for more, prints the receipt and follows it to the reply', { viewport: desktop, acceptDownloads: true }, async (page) => {
  leave(page);
  await open(page, '/');
  await page.getByLabel('查询公开事项').fill('招生');
  await page.getByRole('button', { name: '查询' }).click();
  await page.locator('.found li a').first().click();
  await page.locator('.fields').waitFor();
  await open(page, `/organs/${organ}`);
  await page.getByRole('link', { name: '向本机关申请公开' }).click();

  await heading(page, '需要什么信息');
  await shoot(page, 'request-wanted');
  await checkAccessible(page, 'the step of the information');
  await fillWanted(page, '2025年学区划分方案及其依据');
  await heading(page, '申请人');
  await page.getByLabel('姓名').fill(person.name);
  await page.getByLabel('证件号码').fill(person.number);
  await page.getByLabel('电话').fill(person.phone);
  await shoot(page, 'request-applicant');
  await checkAccessible(page, 'the step of the applicant');
  await next(page);
  await heading(page, '附件');
  await page.locator('#attachments').setInputFiles({ name: '说明.txt', mimeType: 'text/plain', buffer: Buffer.from('测试附件') });
  await shoot(page, 'request-files');
  await checkAccessible(page, 'the step of the attachments');
  await next(page);
  await heading(page, '核对后提交');
  await shoot(page, 'request-review');
  await checkAccessible(page, 'the review');
  await page.getByRole('button', { name: '提交申请' }).click();
  const receipt = await receiptOf(page);
  assert.match(receipt.number, /^330108-jyj-\d{4}-\d+$/);
  assert.match(receipt.code, /^[a-z0-9]{4}(-[a-z0-9]{4}){3}$/);
  await page.locator('.uploads .uploaded').waitFor();
  await shoot(page, 'request-receipt');
  await checkAccessible(page, 'the receipt');
  await page.emulateMedia({ media: 'print' });
  assert.ok(await page.locator('#receipt-code').isVisible(), 'the code is printed');
  assert.equal(await page.getByRole('button').first().isVisible(), false, 'no button is printed');
  await writeFile(path.join(shots, 'receipt.pdf'), await page.pdf());
  await page.emulateMedia({ media: 'screen' });

  await page.getByRole('link', { name: '查询办理进度' }).last().click();
  await page.getByRole('button', { name: '查询', exact: true }).click(); // the receipt of this tab fills the form
  await heading(page, receipt.number);
  assert.match(await page.locator('.tracked').innerText(), /待确认收到[\s\S]*机关确认收到以后开始计算/);

  await act(receipt.number, 'confirmReceipt', { act: '电话联系申请人确认' });
  await act(receipt.number, 'requireCorrection', { items: ['请写明学区划分方案的名称'], guidance: '请查看学校招生公告上的文件名称', deadline: inDays(15) });
  await page.getByRole('button', { name: '刷新' }).click();
  await page.locator('#correction').fill('《2025年滨江区公办小学学区划分方案》');
  await shoot(page, 'track-correction');
  await page.getByRole('button', { name: '补正', exact: true }).click();
  await page.locator('.state-now', { hasText: '办理中' }).waitFor();
  const { dueOn } = await call('POST', '/v1/requests:track', { number: receipt.number, accessCode: receipt.code });
  if (dueOn) {
    await page.getByText('为什么是这一天').click();
    await page.locator('.days li.counted').nth(19).waitFor();
    assert.equal(await page.locator('.days li.counted').count(), 20, 'twenty working days are counted');
    assert.match(await page.locator('.why').innerText(), /收到补正之日/);
  } else {
    // At the end of a year, before the holidays of the next are announced.
    assert.match(await page.locator('.tracked').innerText(), /放假安排公布后才能确定/);
  }
  await shoot(page, 'track-due');
  await checkAccessible(page, 'a request under way');

  await reply(receipt.number);
  await page.getByRole('button', { name: '刷新' }).click();
  await page.locator('.state-now', { hasText: '已送达' }).waitFor();
  assert.match(await page.locator('.timeline').innerText(), /提交申请[\s\S]*确认收到[\s\S]*补正告知[\s\S]*送达/);
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /下载DOCX.*答复书/ }).click()]);
  assert.match(download.suggestedFilename(), /答复书\.docx$/);
  await shoot(page, 'track-served');
  await checkAccessible(page, 'a request that was served');
});

test('an applicant withdraws his request himself', { viewport: desktop }, async (page) => {
  leave(page);
  const receipt = await fileRequest(page, '2024年学校预算');
  await track(page, receipt);
  await page.locator('summary', { hasText: '撤回申请' }).click();
  await page.locator('#withdraw').fill('已经找到');
  await page.getByRole('button', { name: '撤回申请' }).click();
  await page.locator('.state-now', { hasText: '已撤回' }).waitFor();
});

test('the finder finds an organ by the domain it works in', { viewport: desktop }, async (page) => {
  leave(page);
  await open(page, '/requests/new');
  await heading(page, '向哪个机关申请');
  const all = await page.locator('.organ-list .option').count();
  assert.ok(all > 20);
  await page.getByLabel('查找机关').fill('义务教育');
  await page.locator('.organ-list', { hasText: '杭州市滨江区教育局' }).waitFor();
  assert.ok((await page.locator('.organ-list .option').count()) < all);
  await shoot(page, 'request-organ');
  await checkAccessible(page, 'the organ finder');
  await next(page);
  assert.match(await page.locator('.errors').innerText(), /请选择受理机关/);
  await page.locator('.organ-list .option', { hasText: '杭州市滨江区教育局' }).click();
  await next(page);
  await heading(page, '需要什么信息');
  await page.goBack();
  await heading(page, '向哪个机关申请');
});

test('faults are told in words at their fields, and are reached by the keyboard', { viewport: desktop }, async (page) => {
  leave(page);
  await open(page, `/requests/new?organ=${organ}`);
  await heading(page, '需要什么信息');
  await next(page);
  await page.locator('.errors').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.classList.contains('errors')), true, 'the summary has the focus');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'subject');
  assert.equal(await page.locator('#subject').getAttribute('aria-invalid'), 'true');
  await shoot(page, 'request-faults');
  await checkAccessible(page, 'a step with faults');
  await fillWanted(page, '学区划分方案');
  await page.getByLabel('姓名').fill('测试甲');
  await page.getByLabel('证件号码').fill('330108190001010011');
  await next(page);
  const said = await page.locator('.errors').innerText();
  assert.match(said, /校验码/);
  assert.match(said, /至少填一项/);
});

test('a fault that only the service finds comes back to its field with nothing lost', { viewport: desktop }, async (page) => {
  leave(page);
  await open(page, `/requests/new?organ=${organ}`);
  await fillWanted(page, '学区划分方案');
  await fillApplicant(page);
  await next(page);
  await page.route('**/v1/organs/*/requests', (route) =>
    route.fulfill({
      status: 400,
      contentType: 'application/json',
      body: JSON.stringify({ error: { code: 400, status: 'INVALID_ARGUMENT', details: [
        { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'BAD_REQUEST' },
        { '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations: [{ field: 'applicant.identity_number', description: '第7位起的日期不对' }] }] } }),
    }), { times: 1 });
  await page.getByRole('button', { name: '提交申请' }).click();
  await heading(page, '申请人');
  assert.match(await page.locator('#identityNumber-fault').innerText(), /第7位起的日期不对/);
  assert.equal(await page.getByLabel('姓名').inputValue(), person.name);
});

test('a submit that breaks on the way is repeated and files once', { viewport: desktop }, async (page) => {
  leave(page);
  await open(page, `/requests/new?organ=${organ}`);
  const subject = `断线重试${Date.now()}`;
  await fillWanted(page, subject);
  await fillApplicant(page);
  await next(page);
  const keys = [];
  page.on('request', (request) => {
    if (request.method() === 'POST' && /\/requests$/.test(request.url())) keys.push(request.headers()['idempotency-key']);
  });
  let first = '';
  // The service files it; the answer is lost.
  await page.route('**/v1/organs/*/requests', async (route) => {
    first = (await (await route.fetch()).json()).request.number;
    await route.abort('connectionreset');
  }, { times: 1 });
  await page.getByRole('button', { name: '提交申请' }).click();
  await page.locator('.errors', { hasText: '没有连上服务器' }).waitFor();
  await shoot(page, 'request-offline');
  await page.getByRole('button', { name: '再次提交' }).click();
  const { number } = await receiptOf(page);
  assert.equal(number, first, 'the receipt is that of the first try');
  assert.equal(new Set(keys).size, 1);
});

test('what was typed is there after a reload, but for the identity number', { viewport: desktop }, async (page) => {
  leave(page);
  await open(page, `/requests/new?organ=${organ}`);
  await fillWanted(page, '重新加载后还在');
  await page.getByLabel('姓名').fill('测试乙');
  await page.getByLabel('证件号码').fill(person.number);
  const kept = await page.evaluate(() => JSON.stringify({ ...sessionStorage }));
  assert.ok(!kept.includes(person.number), 'the number is not kept');
  await page.reload();
  await page.getByText('已经恢复您上次填写的内容').waitFor();
  assert.equal(await page.getByLabel('所需信息的名称、文号或者特征描述').inputValue(), '重新加载后还在');
  await next(page);
  assert.equal(await page.getByLabel('姓名').inputValue(), '测试乙');
  assert.equal(await page.getByLabel('证件号码').inputValue(), '');
});

test('leaving with something typed is asked about', { viewport: desktop }, async (page) => {
  await open(page, `/requests/new?organ=${organ}`);
  // A browser asks only of a page that was touched.
  await page.getByLabel('所需信息的名称、文号或者特征描述').click();
  await page.keyboard.type('还没有提交');
  await page.getByRole('button', { name: '清空重填' }).waitFor();
  const asked = page.waitForEvent('dialog');
  const left = page.goto(`${portal}/help`).catch(() => null);
  const dialog = await asked;
  assert.equal(dialog.type(), 'beforeunload');
  await dialog.accept();
  await left;
});

test('hostile text in every field is text, in the form, the receipt and the tracking', { viewport: desktop }, async (page) => {
  leave(page);
  await open(page, `/requests/new?organ=${organ}`);
  await heading(page, '需要什么信息');
  await page.getByLabel('用途').fill(hostile);
  await fillWanted(page, hostile);
  await heading(page, '申请人');
  await page.getByLabel('法定代表人或者代理人').fill(hostile.slice(0, 90));
  await page.getByLabel('通信地址').fill(hostile);
  await fillApplicant(page, hostile.slice(0, 90));
  await heading(page, '附件');
  await page.locator('#attachments').setInputFiles({ name: '<img src=x onerror=alert(1)>.txt', mimeType: 'text/plain', buffer: Buffer.from('x') });
  await next(page);
  assert.match(await page.locator('.guided').innerText(), /<script>/);
  await page.getByRole('button', { name: '提交申请' }).click();
  const receipt = await receiptOf(page);
  assert.match(await page.locator('.receipt').innerText(), /<script>/);
  await act(receipt.number, 'confirmReceipt', { act: '电话' });
  await act(receipt.number, 'requireCorrection', { items: [hostile], guidance: hostile, deadline: inDays(15) });
  await track(page, receipt);
  assert.match(await page.locator('.timeline').innerText(), /<script>/);
  assert.equal(await page.locator('main img').count(), 0);
  assert.notEqual(await page.title(), 'owned');
});

test('a wrong code says what to do, and number and code never stand in an address', { viewport: phone, isMobile: true, hasTouch: true }, async (page) => {
  leave(page);
  const addresses = [];
  page.on('request', (request) => addresses.push(request.url()));
  const receipt = await fileRequest(page, '地址里没有查询码');
  await page.getByRole('button', { name: '我已记下' }).click();
  await open(page, '/requests/track');
  await checkAccessible(page, 'the tracking form');
  await shoot(page, 'phone-track-form');
  await page.getByLabel('申请编号').fill(receipt.number);
  await page.getByLabel('查询码').fill('aaaa-bbbb-cccc-dddd');
  await page.getByRole('button', { name: '查询', exact: true }).click();
  await page.locator('.errors', { hasText: '请对照登记回执' }).waitFor();
  await page.getByLabel('查询码').fill(receipt.code.toUpperCase().replaceAll('-', ' '));
  await page.getByRole('button', { name: '查询', exact: true }).click();
  await heading(page, receipt.number);
  assert.equal(await isWiderThanWindow(page), false);
  await shoot(page, 'phone-track');
  assert.deepEqual(addresses.filter((address) => address.includes(receipt.code) || address.includes(receipt.number)), []);
});

test('without JavaScript the form says how else to apply', { viewport: desktop, javaScriptEnabled: false }, async (page) => {
  await open(page, '/requests/new?organ=330108-zhzfj');
  const text = await page.locator('main').innerText();
  for (const said of ['需要在浏览器中启用 JavaScript', '口头提出', '0571-86688470', '丹枫路275号']) assert.ok(text.includes(said), said);
  await shoot(page, 'request-no-script');
});

test('the whole form is done on a phone, by keyboard only, in large type', { viewport: phone, isMobile: true, hasTouch: true }, async (page) => {
  leave(page);
  await open(page, `/requests/new?organ=${organ}&type=large`);
  await heading(page, '需要什么信息');
  await shoot(page, 'phone-large-wanted');
  const press = async (until, text) => {
    for (let i = 0; i < 80; ++i) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(until)) break;
    }
    assert.ok(await page.evaluate(until), until);
    if (text) await page.keyboard.type(text);
  };
  const onButton = (name) => `document.activeElement.tagName === 'BUTTON' && document.activeElement.textContent.startsWith('${name}')`;
  await press(`document.activeElement.id === 'subject'`, '键盘申请');
  await press(onButton('下一步'));
  await page.keyboard.press('Enter');
  await heading(page, '申请人');
  await press(`document.activeElement.id === 'displayName'`, person.name);
  await press(`document.activeElement.id === 'identityNumber'`, person.number);
  await press(`document.activeElement.id === 'phone'`, person.phone);
  assert.equal(await isWiderThanWindow(page), false);
  await shoot(page, 'phone-large-applicant');
  await press(onButton('下一步'));
  await page.keyboard.press('Enter');
  await heading(page, '附件');
  await press(onButton('下一步'));
  await page.keyboard.press('Enter');
  await heading(page, '核对后提交');
  assert.equal(await isWiderThanWindow(page), false);
  await press(onButton('提交申请'));
  await page.keyboard.press('Enter');
  await receiptOf(page);
  assert.equal(await isWiderThanWindow(page), false);
  await shoot(page, 'phone-large-receipt');
});

test('large type and English stay from page to page, without JavaScript', { viewport: desktop, javaScriptEnabled: false }, async (page) => {
  await open(page, '/');
  await page.getByRole('link', { name: '大字版' }).click();
  await page.getByRole('link', { name: '使用帮助' }).first().click();
  assert.equal(await page.evaluate(() => document.documentElement.className), 'large');
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('link', { name: 'Request information' }).first().click();
  assert.equal(await page.locator('h1').innerText(), 'Request government information');
  await open(page, '/');
  await shoot(page, 'large-english-portal');
});

test('the form speaks English too', { viewport: desktop }, async (page) => {
  leave(page);
  await open(page, `/requests/new?organ=${organ}&lang=en`);
  await heading(page, 'What you need');
  await checkAccessible(page, 'the form in English');
  await page.getByRole('button', { name: 'Continue' }).click();
  assert.match(await page.locator('.errors').innerText(), /One thing needs to be corrected/);
  await shoot(page, 'request-english');
});

test('an account is told to be official or not', { viewport: desktop, javaScriptEnabled: false }, async (page) => {
  const account = registerAccount();
  await open(page, '/accounts/verify');
  await page.getByLabel('账号主页的网址').fill(`https://weibo.com/u/${account.id}`);
  await page.getByRole('button', { name: '核验' }).first().click();
  assert.match(await page.locator('.verdict').innerText(), new RegExp(`是官方账号[\\s\\S]*${account.name}[\\s\\S]*杭州市滨江区教育局`));
  await shoot(page, 'verify-genuine');
  await open(page, '/accounts/verify?url=' + encodeURIComponent('https://weibo.com/u/1000000001'));
  assert.match(await page.locator('.verdict').innerText(), /不能认定为官方账号/);
  await shoot(page, 'verify-unknown');
  await open(page, '/accounts/verify?platform=weibo&name=' + encodeURIComponent(hostile));
  assert.equal(await page.locator('main img').count(), 0);
  await page.getByRole('link', { name: '全部在册账号' }).click();
  await page.getByLabel('账号名称').fill(account.name);
  await page.getByRole('button', { name: '筛选' }).click();
  assert.equal(await page.locator('tbody tr').count(), 1);
});

test('a published annual report is a table to read and charts to look at', { viewport: desktop }, async (page) => {
  await publishReport('330108-tjj', 2024);
  await open(page, '/organs/330108-tjj/annualReports');
  await page.getByRole('link', { name: '2024年年度报告' }).click();
  assert.equal(await page.locator('#table-three td').count(), 25 * 7);
  assert.equal(await page.locator('#table-four td').count(), 15);
  const figures = await call('GET', '/v1/organs/330108-tjj/annualReports/2024');
  assert.equal(figures.state, 'REPORT_PUBLISHED');
  await shoot(page, 'report');
  await checkAccessible(page, 'an annual report');
});

test('charts show what the tables say, and the page is whole where they cannot be had', { viewport: desktop }, async (page) => {
  await publishReport('330108-tjj', 2024);
  // The numbers of the table as a busier year would have them.
  await page.route('**/organs/330108-tjj/annualReports/2024', async (route) => {
    const response = await route.fetch({ headers: { ...route.request().headers(), 'accept-encoding': 'identity' } });
    let number = 0;
    const body = (await response.text()).replace(/<td>0<\/td>/g, () => `<td>${(number++ * 7) % 23}</td>`);
    await route.fulfill({ response, body });
  });
  await open(page, '/organs/330108-tjj/annualReports/2024');
  await page.locator('#charts').scrollIntoViewIfNeeded();
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await page.locator('figure canvas').first().waitFor();
  const shown = await page.locator('figure .chart').first().getAttribute('aria-label');
  const first = await page.locator('#table-three tbody tr', { has: page.locator('td') }).first().locator('td').allInnerTexts();
  assert.ok(new Set(first).size > 3, 'the numbers differ');
  ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他'].forEach((name, i) => assert.ok(shown.includes(`${name}${first[i]}`), `${name}${first[i]} in ${shown}`));
  await shoot(page, 'report-charts');
  await checkAccessible(page, 'the charts');
  await page.route('**/static/charts*', (route) => route.abort());
  await open(page, '/organs/330108-tjj/annualReports/2024');
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  assert.equal(await page.locator('#table-three td').count(), 25 * 7);
});
