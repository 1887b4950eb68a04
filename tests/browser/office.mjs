// What the offices do in a test, by the interface that their own systems use.
import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ctl, portal } from './suite.mjs';

const tokens = new Map();
function tokenOf(organ, roles) {
  const key = `${organ} ${roles}`;
  if (!tokens.has(key)) {
    tokens.set(key, ctl('token', '--organ', organ, ...roles.split(',').flatMap((role) => ['--role', role]), '--subject', `browser-${roles.replaceAll(',', '-')}`));
  }
  return tokens.get(key);
}

export async function call(method, address, body, organ, roles) {
  const answer = await fetch(portal + address, {
    method,
    headers: { 'Content-Type': 'application/json', ...(roles ? { Authorization: `Bearer ${tokenOf(organ, roles)}` } : {}) },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const json = await answer.json();
  assert.equal(answer.status, 200, `${method} ${address}: ${JSON.stringify(json)}`);
  return json;
}

// 330108-jyj-2026-12 → /v1/organs/330108-jyj/requests/2026-12
const addressOf = (number) => number.replace(/^(.+)-(\d{4}-\d+)$/, '/v1/organs/$1/requests/$2');
const organOf = (number) => number.replace(/-\d{4}-\d+$/, '');

export const act = (number, verb, body = {}, roles = 'clerk,handler') => call('POST', `${addressOf(number)}:${verb}`, body, organOf(number), roles);

export async function reply(number) {
  await act(number, 'draftReply', {
    reply: { parts: [{ leaf: 'granted', elements: { information_or_way: '随本答复书附送', delivery_form: '电子文件', attachment_list: '无' } }] },
  });
  await act(number, 'approveReply', {}, 'approver');
  await act(number, 'issueReply');
  await act(number, 'recordService', { method: 'ELECTRONIC_SERVICE', evidence: '申请人在本系统下载' });
}

// A published report of a year that is over; once for each data directory.
export async function publishReport(organ, year) {
  const address = `/v1/organs/${organ}/annualReports/${year}`;
  const already = await fetch(portal + address);
  if (already.status === 200) return;
  const fees = '本年度没有收取信息处理费。';
  await call('PATCH', address, {
    texts: { general: '主动公开不断深化。\n依申请公开更加规范。', problems: '政策解读的形式还比较单一。', others: '无。', feeStatement: fees },
    section2: { rules: { made: 0 }, normativeDocuments: { made: 3, inForce: 21 }, licences: 120, penalties: 8, charges: '0' },
  }, organ, 'handler');
  await call('POST', `${address}:finalise`, {}, organ, 'handler');
  await call('POST', `${address}:publish`, {}, organ, 'approver');
}

// An account in force, with an id of its own.
export function registerAccount() {
  const id = String(1_000_000_000 + Math.floor(Math.random() * 8_999_999_999));
  const name = `门户测试${id}`;
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'accounts-')), 'accounts.csv');
  writeFileSync(file, `平台,账号名称,账号ID,主办单位,状态\n新浪微博,${name},${id},杭州市滨江区教育局,正常\n`);
  ctl('accounts-import', file, '--division', '330108');
  return { id, name };
}
