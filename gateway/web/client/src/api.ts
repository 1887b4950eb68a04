// Calls of the suite's own HTTP interface (docs/api.md).

export interface Violation {
  field: string; // applicant.identity_number
  description: string;
}

// Why a call failed. `settled`: it is certain that nothing was done.
export class Failure extends Error {
  constructor(
    readonly status: number, // 0: the server was not reached
    readonly reason = '',
    readonly violations: Violation[] = [],
    readonly retrySeconds = 0,
    readonly metadata: Record<string, string> = {},
  ) {
    super(reason || `HTTP ${status}`);
  }
  get settled(): boolean {
    return this.status >= 400 && this.status < 500 && this.status !== 408 && this.status !== 499;
  }
}

interface Detail {
  '@type'?: string;
  reason?: string;
  metadata?: Record<string, string>;
  fieldViolations?: Violation[];
  retryDelay?: string; // "3.5s"
}

// The envelope {"error": {"details": […]}}; a Failure without reason for anything else.
export function failureOf(status: number, body: unknown, retryAfter = ''): Failure {
  const details = (body as { error?: { details?: Detail[] } } | null)?.error?.details ?? [];
  let reason = '';
  let violations: Violation[] = [];
  let seconds = Number.parseInt(retryAfter, 10) || 0;
  let metadata: Record<string, string> = {};
  for (const detail of details) {
    const type = detail['@type'] ?? '';
    if (type.endsWith('google.rpc.ErrorInfo')) {
      reason = detail.reason ?? '';
      metadata = detail.metadata ?? {};
    }
    if (type.endsWith('google.rpc.BadRequest')) violations = detail.fieldViolations ?? [];
    if (type.endsWith('google.rpc.RetryInfo')) seconds = Math.ceil(Number.parseFloat(detail.retryDelay ?? '0')) || seconds;
  }
  return new Failure(status, reason, violations, seconds, metadata);
}

async function send(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, { ...init, credentials: 'omit', cache: 'no-store' });
  } catch {
    throw new Failure(0);
  }
  if (response.ok) return response;
  const body: unknown = await response.json().catch(() => null);
  throw failureOf(response.status, body, response.headers.get('Retry-After') ?? '');
}

async function jsonOf<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch {
    throw new Failure(0); // cut off on the way
  }
}

export async function get<T>(path: string): Promise<T> {
  return jsonOf<T>(await send(path, { headers: { Accept: 'application/json' } }));
}

const json = (key?: string): Record<string, string> => ({
  'Content-Type': 'application/json',
  ...(key ? { 'Idempotency-Key': key } : {}),
});

// `key` makes a repetition safe: the same key with the same content is done once.
export async function post<T>(path: string, body: unknown, key?: string): Promise<T> {
  return jsonOf<T>(await send(path, { method: 'POST', headers: json(key), body: JSON.stringify(body) }));
}

// A document as the file that it is.
export async function postForFile(path: string, body: unknown): Promise<Blob> {
  const response = await send(path, { method: 'POST', headers: json(), body: JSON.stringify(body) });
  return response.blob();
}

// 128 random bits; crypto.randomUUID is for secure contexts only.
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
