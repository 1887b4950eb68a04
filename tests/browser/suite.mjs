// The suite that is tested.
//
//   DISCLOSURE_PORTAL      address of the portal, http://127.0.0.1:8080 (needed)
//   DISCLOSURE_SCRIPT      ./disclosure, for tokens and imports (needed)
//   DISCLOSURE_DATA        data directory of the suite (needed)
import { execFileSync } from 'node:child_process';

function needed(name) {
  if (process.env[name]) return process.env[name].replace(/\/$/, '');
  console.error(`${name} is not set: see suite.mjs`);
  process.exit(1);
}

export const portal = needed('DISCLOSURE_PORTAL');

export const ctl = (...words) =>
  execFileSync(needed('DISCLOSURE_SCRIPT'), ['ctl', '--data', needed('DISCLOSURE_DATA'), ...words], { encoding: 'utf8' }).trim();
