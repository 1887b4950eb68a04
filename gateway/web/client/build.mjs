// Bundles the scripts of the portal's pages: node build.mjs OUTPUT, or node build.mjs --tests for the tests.
// One file a page; what only some readers need (the charts) is a file of its own, loaded when it is used.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const here = path.dirname(new URL(import.meta.url).pathname);
const mostBytes = 150_000; // gzip, of all that a page loads
const tests = process.argv[2] === '--tests';
const output = tests ? path.join(here, 'build/tests') : path.resolve(process.argv[2] ?? path.join(here, 'build/static'));

const common = { bundle: true, format: 'esm', logLevel: 'warning', jsx: 'automatic', jsxImportSource: 'preact', absWorkingDir: here };
if (tests) {
  const files = readdirSync(path.join(here, 'test')).filter((name) => name.endsWith('.test.ts'));
  await build({ ...common, entryPoints: files.map((name) => `test/${name}`), outdir: output, outExtension: { '.js': '.mjs' }, platform: 'node', target: 'node18' });
} else {
  const result = await build({
    ...common,
    entryPoints: { request: 'src/request/main.tsx', track: 'src/track/main.tsx', report: 'src/report/main.ts' },
    outdir: output,
    chunkNames: '[name]-[hash]',
    splitting: true,
    minify: true,
    legalComments: 'none',
    target: 'es2020',
    metafile: true,
    write: true,
  });
  checkSizes(result.metafile.outputs);
}

// Everything that an entry may ever load counts for its page.
function checkSizes(outputs) {
  const closure = (name, seen = new Set()) => {
    if (seen.has(name)) return seen;
    seen.add(name);
    for (const { path: used, external } of outputs[name].imports) if (!external) closure(used, seen);
    return seen;
  };
  for (const [name, { entryPoint }] of Object.entries(outputs)) {
    if (!entryPoint || !/main\.tsx?$/.test(entryPoint)) continue;
    const bytes = [...closure(name)].reduce((sum, file) => sum + gzipSync(readFile(file), { level: 9 }).length, 0);
    console.log(`${path.basename(name)}: ${(bytes / 1000).toFixed(1)} kB gzip with all it loads`);
    if (bytes > mostBytes) {
      console.error(`${path.basename(name)} is over the ${mostBytes / 1000} kB of a public page`);
      process.exitCode = 1;
    }
  }
}

function readFile(name) {
  return readFileSync(path.join(here, name));
}
