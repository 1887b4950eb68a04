import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zh } from '../src/lang/zh';
import { codeText, periodOf, reasonsOf, type Tracked } from '../src/track/explain';

const tracked = (steps: Tracked['steps'], dueOn = '2026-10-22'): Tracked => ({
  number: '330108-jyj-2026-1', organ: 'organs/330108-jyj', state: 'HANDLING', stateLabel: '办理中', receivedOn: '2026-09-18', dueOn, steps: steps ?? [],
});
const filed = { label: '提交申请', date: '2026-09-17' };
const confirmed = { label: '确认收到', date: '2026-09-18' };

test('the period runs from receipt, 20 working days', () => {
  const period = periodOf(tracked([filed, confirmed]), zh);
  assert.deepEqual(period, { startOn: '2026-09-18', startText: '机关确认收到之日', workingDays: 20, extension: 0 });
});

test('an extension adds its days and a correction begins anew', () => {
  assert.equal(periodOf(tracked([filed, confirmed, { label: '延长答复期限', date: '2026-10-10', text: '延长15个工作日：资料较多' }]), zh)?.workingDays, 35);
  const anew = periodOf(tracked([filed, confirmed, { label: '补正告知', date: '2026-09-20' }, { label: '补正', date: '2026-09-25' }]), zh);
  assert.deepEqual([anew?.startOn, anew?.workingDays], ['2026-09-25', 20]);
});

test('nothing runs before receipt or after the end', () => {
  assert.equal(periodOf({ ...tracked([filed]), receivedOn: '' }, zh), null);
  assert.equal(periodOf(tracked([filed, confirmed], ''), zh), null);
});

test('a day later than the calendar gives is explained by consultations', () => {
  const period = periodOf(tracked([filed, confirmed]), zh);
  assert.ok(period);
  assert.equal(reasonsOf(period, '2026-10-22', { dueOn: '2026-10-22' }, zh).length, 1);
  assert.match(reasonsOf(period, '2026-11-05', { dueOn: '2026-10-22' }, zh)[1] ?? '', /征求意见/);
  assert.equal(reasonsOf(period, '2026-11-05', null, zh).length, 1);
});

test('an access code is read as it is copied', () => {
  assert.equal(codeText(' ABCD-efgh-JKMN-pqrs '), 'abcd-efgh-jkmn-pqrs');
  assert.equal(codeText('ａｂｃｄ－efgh—jkmn pqrs'), 'abcd-efgh-jkmn-pqrs');
});
