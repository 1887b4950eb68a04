// Text becomes text: no script of the portal turns what it is given into markup, code or the address of a link.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const sinks = [
  /dangerouslySetInnerHTML/, /\b(inner|outer)HTML\b/, /insertAdjacentHTML/, /createContextualFragment/, /DOMParser/, /document\.write/,
  /\bsrcdoc\b/,
  /\beval\s*\(/, /new\s+Function\b/, /\bset(Timeout|Interval)\s*\(\s*['"`]/, /javascript:/i, /\bimport\s*\(\s*[^'"\s)]/,
  /\b(window\.open|location\.(assign|replace))\s*\(/, /\blocation(\.href)?\s*=[^=]/, /postMessage\s*\([^)]*['"]\*['"]/,
  /addEventListener\s*\(\s*['"]message['"]/,
];
// A link leads to a path of this host, to a place on the page, or to what is named here: `address` of a suggestion is made of the
// name of an item (suggestions.ts), that of a file is made by the browser (files.ts).
const ownAddress = /^(["'`]([/#])(?![/\\])|\{(`[#/](?![/\\])|address\}))/;

const sourcesIn = (directory: string): string[] =>
  readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(directory, entry.name);
    if (entry.isDirectory()) return sourcesIn(file);
    return /\.(tsx?|js)$/.test(entry.name) ? [file] : [];
  });

const faultsOf = (source: string): string[] => [
  ...sinks.filter((sink) => sink.test(source)).map(String),
  ...[...source.matchAll(/\s(?:href|src|action|formaction)=(.{0,40})/gi)]
    .map(([, value]) => value ?? '')
    .filter((value) => !ownAddress.test(value)),
];

test('no script makes markup, code or links of what it is given', () => {
  const files = [...sourcesIn('src'), '../web/static/api.js'];
  assert.ok(files.length > 20, 'the sources were not found');
  for (const file of files) assert.deepEqual(faultsOf(readFileSync(file, 'utf8')), [], file);
});

test('what would do so is noticed', () => {
  for (const bad of [
    '<p dangerouslySetInnerHTML={{ __html: text }} />', 'node.innerHTML = text', 'node.insertAdjacentHTML("beforeend", text)',
    'eval(text)', 'new Function(text)()', 'setTimeout("run()", 1)', 'location.href = next', 'location = next', 'window.open(next)',
    '<a href={item.url}>', '<a href="//evil.example/">',
    '<a href={`//${host}`}>',
    '<a href="javascript:x">', '<form action={target}>', '<img src={picture} />', 'parent.postMessage(x, "*")',
  ]) {
    assert.notDeepEqual(faultsOf(bad), [], bad);
  }
  for (const good of [
    '<a href="/search">', '<a href={`#${id}`}>', '<a href={address}>', 'node.textContent = text', 'setTimeout(() => run(), 1)',
    "import('./charts')",
  ]) {
    assert.deepEqual(faultsOf(good), [], good);
  }
});
