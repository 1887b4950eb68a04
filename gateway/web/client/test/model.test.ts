import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zh } from '../src/lang/zh';
import { bodyOf, emptyForm, faultsOf, type Form, kindsFor } from '../src/request/model';

const whole = (changes: Partial<Form> = {}): Form => ({
  ...emptyForm('330108-jyj'),
  subject: '2025年学区划分方案',
  displayName: '测试甲',
  identityNumber: '33010819000101001X',
  phone: '0571-00000000',
  ...changes,
});

test('a whole form has no fault in any step', () => {
  for (const step of ['organ', 'wanted', 'applicant'] as const) assert.deepEqual(faultsOf(step, whole(), zh), {});
});

test('what is missing is named by field', () => {
  const faults = faultsOf('applicant', emptyForm(''), zh);
  assert.deepEqual(Object.keys(faults).sort(), ['displayName', 'identityNumber', 'phone']);
  assert.match(faults.phone ?? '', /至少填一项/);
  assert.ok(faultsOf('organ', emptyForm(''), zh).organ);
  assert.ok(faultsOf('wanted', whole({ subject: '  ' }), zh).subject);
});

test('the way of getting it asks for its address', () => {
  assert.ok(faultsOf('applicant', whole({ route: 'BY_POST' }), zh).address);
  assert.ok(faultsOf('applicant', whole({ route: 'BY_EMAIL' }), zh).email);
  assert.deepEqual(faultsOf('applicant', whole({ route: 'BY_EMAIL', email: 'a@example.cn' }), zh), {});
});

test('limits count characters, rare ideographs stay and emoji do not', () => {
  assert.deepEqual(faultsOf('wanted', whole({ subject: '𠮷'.repeat(2000) }), zh), {});
  assert.match(faultsOf('wanted', whole({ subject: '字'.repeat(2001) }), zh).subject ?? '', /2000/);
  assert.match(faultsOf('wanted', whole({ subject: '方案😀' }), zh).subject ?? '', /表情/);
  assert.match(faultsOf('wanted', whole({ subject: '1️⃣' }), zh).subject ?? '', /表情/);
});

test('an organisation proves itself with its code', () => {
  assert.deepEqual(kindsFor(whole({ applicantClass: 'BUSINESS' })), ['USCC', 'OTHER_IDENTITY']);
  const faults = faultsOf('applicant', whole({ applicantClass: 'BUSINESS', identityKind: 'USCC', identityNumber: '91110000600037341M' }), zh);
  assert.match(faults.identityNumber ?? '', /校验码/);
});

test('the body has what was given, trimmed, and nothing empty', () => {
  assert.deepEqual(bodyOf(whole({ displayName: ' 测试甲 ', identityNumber: '33010819000101001x' })), {
    applicant: { applicantClass: 'NATURAL_PERSON', displayName: '测试甲', identityKind: 'RESIDENT_ID', identityNumber: '33010819000101001X', phone: '0571-00000000' },
    wanted: { subject: '2025年学区划分方案', form: 'ELECTRONIC', route: 'ONLINE' },
  });
});
