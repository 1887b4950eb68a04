import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findOrgans, type Organ } from '../src/organs';

const organ = (code: string, name: string, short: string, domains: string): Organ => ({ code, name, short, domains, office: '', phone: '', address: '', hours: '', fax: '' });
const organs = [
  organ('1', '杭州市滨江区民政局', '区民政局', '社会救助、养老服务'),
  organ('2', '杭州市滨江区教育局', '区教育局', '义务教育'),
  organ('3', '杭州市滨江区人民政府浦沿街道办事处', '浦沿街道', '义务教育、养老服务'),
];
const codes = (text: string) => findOrgans(organs, text).map(({ code }) => code);

test('organs are found by name, short name and domain, names first', () => {
  assert.deepEqual(codes('教育'), ['2', '3']);
  assert.deepEqual(codes('养老'), ['1', '3']);
  assert.deepEqual(codes('浦沿 养老'), ['3']);
  assert.deepEqual(codes('  '), ['1', '2', '3']);
  assert.deepEqual(codes('没有'), []);
});
