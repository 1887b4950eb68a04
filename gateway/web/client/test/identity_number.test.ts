import assert from 'node:assert/strict';
import { test } from 'node:test';
import { creditCodeFault, normalNumber, residentIdFault } from '../src/request/identity_number';

test('a resident id is taken as people write it', () => {
  for (const id of ['33010819000101001X', '33010819000101001x', ' 330108 19000101 001X ', '３３０１０８１９０００１０１００１Ｘ']) assert.equal(residentIdFault(id), null, id);
  assert.equal(normalNumber('33010819000101001x '), '33010819000101001X');
});

test('a resident id says what is wrong with it', () => {
  assert.deepEqual(residentIdFault('3301081900010100'), { kind: 'length', have: 16, want: 18 });
  assert.deepEqual(residentIdFault('330108190001010O1X'), { kind: 'character' });
  assert.deepEqual(residentIdFault('330108190013010018'), { kind: 'date' });
  assert.deepEqual(residentIdFault('330108190002300018'), { kind: 'date' });
  assert.deepEqual(residentIdFault('330108190001010011'), { kind: 'check' });
});

test('a credit code is checked by its last character', () => {
  assert.equal(creditCodeFault('91110000600037341L'), null);
  assert.equal(creditCodeFault('52330108000000094K'), null);
  assert.deepEqual(creditCodeFault('91110000600037341M'), { kind: 'check' });
  assert.deepEqual(creditCodeFault('9111000060003734IL'), { kind: 'character' });
  assert.deepEqual(creditCodeFault('1234'), { kind: 'length', have: 4, want: 18 });
});
