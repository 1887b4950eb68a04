// Filing once, however often it is tried. A try whose outcome is unknown (the network broke, the server fell over) is
// repeated with its own key and content before anything else is sent, so that a second request is never made of a first
// that did arrive.
import { Failure, newKey, post } from '../api';

export interface Filed {
  request: { name: string; number: string; arrivedOn: string };
  accessCode: string;
  receiptHtml?: string;
}
export interface Outcome {
  filed: Filed;
  earlier: boolean; // it is the earlier try that was kept, not what was sent now
}

type Send = (path: string, body: unknown, key: string) => Promise<Filed>;

interface Try {
  key: string;
  path: string;
  body: string; // JSON
}

export class Filing {
  private unsettled: Try | null = null;

  // `key`: of a try of this content before the page was left; "" if there was none.
  constructor(
    private readonly send: Send = post,
    private key = '',
    private readonly keep: (key: string) => void = () => {},
  ) {}

  // Throws Failure.
  async file(organ: string, body: unknown): Promise<Outcome> {
    const now: Try = { key: '', path: `/v1/organs/${encodeURIComponent(organ)}/requests`, body: JSON.stringify(body) };
    const before = this.unsettled;
    if (before && (before.body !== now.body || before.path !== now.path)) {
      const kept = await this.settle(before);
      if (kept) return { filed: kept, earlier: true };
    }
    now.key = this.key || newKey();
    this.setKey(now.key);
    return { filed: await this.attempt(now), earlier: false };
  }

  // What became of an earlier try; null if it is certain that nothing did.
  private async settle(earlier: Try): Promise<Filed | null> {
    try {
      return await this.attempt(earlier);
    } catch (failure) {
      if (failure instanceof Failure && failure.settled && failure.status !== 429) return null;
      throw failure;
    }
  }

  private async attempt(one: Try): Promise<Filed> {
    const doubtful = this.unsettled !== null; // an earlier sending of it may have arrived
    this.unsettled = one;
    try {
      const filed = await this.send(one.path, JSON.parse(one.body), one.key);
      this.unsettled = null;
      return filed;
    } catch (failure) {
      if (failure instanceof Failure && failure.settled && failure.status !== 429) {
        this.unsettled = null;
        this.setKey(''); // the next try is another one
      } else if (failure instanceof Failure && failure.status === 429 && !doubtful) {
        this.unsettled = null; // it was turned away before anything was done: what is corrected now may take its place
      }
      throw failure;
    }
  }

  private setKey(key: string): void {
    this.key = key;
    this.keep(key);
  }
}
