// Attachments of a request: what is taken (docs/requests.md 附件), and the upload with the access code.
import { Failure, post } from './api';
import type { Words } from './lang';

export const mostFiles = 10;
export const mostFileBytes = 20 << 20;
export const mostBytes = 50 << 20;
export const accept = '.pdf,.jpg,.jpeg,.png,.tif,.tiff,.ofd,.doc,.docx,.xls,.xlsx,.wps,.et,.txt';

export interface Access {
  number: string;
  accessCode: string;
}

// Why `file` is not added to `chosen`; "" if it is.
export function fileFault(file: File, chosen: readonly File[], words: Words): string {
  const extension = /\.[^.]+$/.exec(file.name)?.[0]?.toLowerCase() ?? '';
  if (!accept.split(',').includes(extension)) return words.files.type(file.name);
  if (file.size === 0) return words.files.empty(file.name);
  if (file.size > mostFileBytes) return words.files.tooBig(file.name);
  const total = chosen.reduce((sum, one) => sum + one.size, file.size);
  return chosen.length >= mostFiles || total > mostBytes ? words.files.tooMany : '';
}

async function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(new Failure(0));
    reader.readAsDataURL(file);
  });
}

// `key` as in post(). Throws Failure.
export async function upload(file: File, access: Access, key: string): Promise<void> {
  const attachment = { fileName: file.name, content: await base64Of(file) };
  await post('/v1/requests:uploadAttachment', { ...access, attachment }, key);
}

export function uploadFault(failure: unknown, words: Words): string {
  const { files } = words;
  const reason = failure instanceof Failure ? failure.reason : '';
  switch (reason) {
    case 'ATTACHMENT_TYPE_NOT_ALLOWED': return files.refusedType;
    case 'ATTACHMENT_NAME_CONTRADICTS':
    case 'BAD_ATTACHMENT_NAME': return files.refusedName;
    case 'ATTACHMENT_BOMB':
    case 'ATTACHMENT_DAMAGED':
    case 'ATTACHMENT_EMPTY': return files.damaged;
    case 'ATTACHMENT_TOO_LARGE':
    case 'TOO_MANY_ATTACHMENTS': return files.tooManyThere;
    case 'WRONG_STATE': return files.closed;
    default: return words.track.failed;
  }
}
