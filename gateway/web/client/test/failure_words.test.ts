import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure, failureOf } from '../src/api';
import { zh } from '../src/lang/zh';
import { adviceOf, fieldOf } from '../src/request/failure_words';
import { emptyForm } from '../src/request/model';

const form = { ...emptyForm('330108-jyj'), subject: '方案', displayName: '测试甲', identityNumber: '33010819000101001X', phone: '1' };
const envelope = (reason: string, fieldViolations: unknown[] = []) => ({
  error: {
    code: 400,
    details: [
      { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, metadata: { a: 'b' } },
      { '@type': 'type.googleapis.com/google.rpc.BadRequest', fieldViolations },
      { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '3.5s' },
    ],
  },
});

test('the envelope is read with all its details', () => {
  const failure = failureOf(400, envelope('BAD_REQUEST', [{ field: 'wanted.subject', description: 'x' }]));
  assert.equal(failure.reason, 'BAD_REQUEST');
  assert.equal(failure.retrySeconds, 4);
  assert.deepEqual(failure.violations, [{ field: 'wanted.subject', description: 'x' }]);
  assert.deepEqual(failure.metadata, { a: 'b' });
  assert.equal(failureOf(502, '<html>', '7').retrySeconds, 7);
});

test('fields of the interface are fields of the form', () => {
  assert.equal(fieldOf('applicant.identity_number', form), 'identityNumber');
  assert.equal(fieldOf('applicant.identityNumber', form), 'identityNumber');
  assert.equal(fieldOf('parent', form), 'organ');
  assert.equal(fieldOf('request_id', form), null);
});

test('each violation is a Chinese sentence at its field', () => {
  const { faults, text } = adviceOf(
    failureOf(400, envelope('BAD_REQUEST', [
      { field: 'applicant.display_name', description: 'must not have emoji or other signs that a printed document cannot show: leave them out' },
      { field: 'applicant.identity_number', description: '第18位校验码为“1”，应为“X”' },
      { field: 'wanted.subject', description: 'must be given (条例 art. 29)' },
    ])),
    form,
    zh,
  );
  assert.match(text, /改正/);
  assert.match(faults.displayName ?? '', /表情/);
  assert.match(faults.identityNumber ?? '', /第18位/);
  assert.match(faults.subject ?? '', /请填写/);
});

test('a merged organ is a fault of the organ, in the words of the service', () => {
  const { faults } = adviceOf(failureOf(400, envelope('ORGAN_MERGED', [{ field: 'parent', description: '甲局已并入乙局，请向乙局提出申请' }])), form, zh);
  assert.equal(faults.organ, '甲局已并入乙局，请向乙局提出申请');
});

test('whatever breaks, the applicant learns that nothing is lost and what to do', () => {
  for (const status of [0, 500, 503, 504, 408]) assert.match(adviceOf(new Failure(status), form, zh).text, /还在.*再次提交/);
  assert.match(adviceOf(new Failure(429, 'RATE_LIMITED', [], 12), form, zh).text, /12秒/);
  assert.match(adviceOf(new Failure(400, 'REQUEST_ID_REUSED'), form, zh).text, /打电话/);
  assert.match(adviceOf(new TypeError('x'), form, zh).text, /还在/);
});
