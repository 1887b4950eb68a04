// Every browser test, one after the other.
import './portal.test.mjs';
import './citizen.test.mjs';
import './every_page.test.mjs';
import { runAll } from './harness.mjs';

await runAll();
