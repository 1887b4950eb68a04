// Opens many idle SSE watches of the catalogue feed, each as another client, and prints what they cost the gateway:
//   node watchers.mjs PORT PID [COUNT]
import { readFileSync, readdirSync } from 'node:fs';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const [port, pid, count = '2000'] = process.argv.slice(2);
const rssKb = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
const threads = () => readdirSync(`/proc/${pid}/task`).length;

// Resolves once the snapshot has come to its end.
const watch = (i) =>
  new Promise((resolve, reject) => {
    const socket = net.connect(Number(port), '127.0.0.1');
    let seen = '';
    socket.on('data', (bytes) => {
      seen = (seen + bytes.toString('latin1')).slice(-4096);
      if (seen.includes('"current":true')) resolve(socket);
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error(`watch ${i} ended: ${seen.slice(0, 300)}`)));
    socket.write(`GET /v1/catalogues:watch HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\nX-Forwarded-For: 10.${i >> 14}.${(i >> 7) & 127}.${i & 127}\r\n\r\n`);
  });

const before = { rss: rssKb(), threads: threads() };
const sockets = [];
for (let i = 0; i < Number(count); i += 20) {
  sockets.push(...(await Promise.all(Array.from({ length: Math.min(20, count - i) }, (_, j) => watch(i + j)))));
}
await sleep(35_000); // two heartbeats: all have joined the shared feed
const after = { rss: rssKb(), threads: threads() };
const open = sockets.filter((socket) => !socket.destroyed).length;
console.log(`空闲的 SSE 订阅者 ${open} 个：网关常驻内存 ${Math.round(before.rss / 1024)} → ${Math.round(after.rss / 1024)} MiB，` +
  `每个 ${((after.rss - before.rss) / open).toFixed(1)} KiB；线程 ${before.threads} → ${after.threads}`);
for (const socket of sockets) {
  socket.removeAllListeners('close');
  socket.destroy();
}
process.exit(open === Number(count) ? 0 : 1);
