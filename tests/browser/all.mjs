// Every browser test, one after the other.
import './portal.test.mjs';
import './citizen.test.mjs';
import { runAll } from './harness.mjs';

await runAll();
