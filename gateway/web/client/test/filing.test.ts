import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { test } from 'node:test';
import { Failure } from '../src/api';
import { type Filed, Filing } from '../src/request/filing';

// Node.js 18 has it under another name.
globalThis.crypto ??= webcrypto as Crypto;

// A desk that files by key as the service does, over a network that breaks as told.
class Desk {
  readonly filed = new Map<string, { body: string; answer: Filed }>();
  readonly keys: string[] = [];
  breaks: ('before' | 'after' | Failure)[] = [];

  send = async (_: string, body: unknown, key: string): Promise<Filed> => {
    this.keys.push(key);
    const fault = this.breaks.shift();
    if (fault === 'before') throw new Failure(0);
    if (fault instanceof Failure) throw fault;
    const text = JSON.stringify(body);
    const known = this.filed.get(key);
    if (known && known.body !== text) throw new Failure(400, 'REQUEST_ID_REUSED');
    const number = `330108-jyj-2026-${this.filed.size + (known ? 0 : 1)}`;
    const answer = known?.answer ?? { request: { name: '', number, arrivedOn: '2026-09-18' }, accessCode: 'abcd-efgh-jkmn-pqrs' };
    this.filed.set(key, { body: text, answer });
    if (fault === 'after') throw new Failure(0);
    return answer;
  };
}

test('a try that broke on the way back is repeated with its key and files once', async () => {
  const desk = new Desk();
  desk.breaks = ['after'];
  const filing = new Filing(desk.send);
  await assert.rejects(filing.file('a', { x: 1 }));
  const { earlier, filed } = await filing.file('a', { x: 1 });
  assert.equal(earlier, false);
  assert.equal(filed.request.number, '330108-jyj-2026-1');
  assert.equal(desk.filed.size, 1);
  assert.equal(new Set(desk.keys).size, 1);
});

test('what was changed after an unknown outcome is sent only if the earlier try did not arrive', async () => {
  const desk = new Desk();
  desk.breaks = ['after'];
  const filing = new Filing(desk.send);
  await assert.rejects(filing.file('a', { x: 1 }));
  const { earlier } = await filing.file('a', { x: 2 });
  assert.equal(earlier, true);
  assert.equal(desk.filed.size, 1);
});

test('an earlier try that is refused when asked again makes way for the new content', async () => {
  const desk = new Desk();
  desk.breaks = ['before', new Failure(400, 'BAD_REQUEST')];
  const filing = new Filing(desk.send);
  await assert.rejects(filing.file('a', { x: 1 }));
  const { earlier } = await filing.file('a', { x: 2 });
  assert.equal(earlier, false);
  assert.equal(desk.filed.size, 1);
  assert.equal(desk.keys[0], desk.keys[1]);
  assert.notEqual(desk.keys[1], desk.keys[2]);
});

test('a refusal is certain: the corrected form goes under a key of its own', async () => {
  const desk = new Desk();
  desk.breaks = [new Failure(400, 'BAD_REQUEST')];
  const kept: string[] = [];
  const filing = new Filing(desk.send, '', (key) => kept.push(key));
  await assert.rejects(filing.file('a', { x: 1 }));
  await filing.file('a', { x: 2 });
  assert.notEqual(desk.keys[0], desk.keys[1]);
  assert.deepEqual(kept, [desk.keys[0], '', desk.keys[1]]);
});

test('too many calls is no answer: the key stays', async () => {
  const desk = new Desk();
  desk.breaks = [new Failure(429, 'RATE_LIMITED')];
  const filing = new Filing(desk.send);
  await assert.rejects(filing.file('a', { x: 1 }));
  await filing.file('a', { x: 1 });
  assert.equal(desk.keys[0], desk.keys[1]);
});

test('what was turned away may be corrected: only the corrected content is filed', async () => {
  const desk = new Desk();
  desk.breaks = [new Failure(429, 'RATE_LIMITED')];
  const filing = new Filing(desk.send);
  await assert.rejects(filing.file('a', { x: 1 }));
  const { earlier } = await filing.file('a', { x: 2 });
  assert.equal(earlier, false);
  assert.equal(desk.filed.size, 1);
});

test('after a reload the same content goes under the key of before', async () => {
  const desk = new Desk();
  desk.breaks = ['after'];
  let kept = '';
  await assert.rejects(new Filing(desk.send, '', (key) => { kept = key; }).file('a', { x: 1 }));
  const { filed } = await new Filing(desk.send, kept).file('a', { x: 1 });
  assert.equal(filed.accessCode, 'abcd-efgh-jkmn-pqrs');
  assert.equal(desk.filed.size, 1);
});
