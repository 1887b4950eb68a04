import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seriesOf, shortened } from '../src/report/tables';

const row = (label: string, first: number) => ({ label, cells: [first, 2, 3, 4, 5, 6, first + 20] });

test('labels are short enough to stand beside a bar, and differ', () => {
  assert.equal(shortened('（二）部分公开（区分处理的，只计这一情形，不计其他情形）'), '部分公开');
  assert.equal(shortened('1.属于国家秘密'), '属于国家秘密');
  const long = ['1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请', '2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请'].map(shortened);
  assert.equal(new Set(long).size, 2);
  for (const label of long) assert.ok(label.length <= 14, label);
});

test('the charts take the first row, the outcomes down to the total, and the results of all routes', () => {
  const rows = [row('一、本年新收政府信息公开申请数量', 7), row('二、上年结转政府信息公开申请数量', 1), row('（一）予以公开', 5), { label: '1.属于国家秘密', cells: [0, 0, 0, 0, 0, 0, 0] }, row('（七）总计', 5), row('四、结转下年度继续办理', 3)];
  const reviews = [{ label: '行政复议', cells: [1, 2, 3, 4, 10] }, { label: '复议后起诉', cells: [5, 6, 7, 8, 26] }];
  const { applicants, outcomes, results } = seriesOf(rows, reviews);
  assert.deepEqual(applicants.map(({ value }) => value), [7, 2, 3, 4, 5, 6]);
  assert.deepEqual(outcomes, [{ name: '予以公开', value: 25 }]);
  assert.deepEqual(results.map(({ value }) => value), [6, 8, 10, 12]);
});
