// What the form holds, and what is wrong with it (条例第二十九条第二款). The service checks the same and more.
import type { Words } from '../lang';
import { creditCodeFault, type IdFault, normalNumber, residentIdFault } from './identity_number';

export interface Form {
  organ: string; // 330108-jyj
  subject: string;
  purpose: string;
  form: string; // ELECTRONIC, of request.v1.Form
  route: string; // ONLINE, of request.v1.Route
  applicantClass: string;
  displayName: string;
  identityKind: string;
  identityNumber: string;
  identityKindText: string;
  phone: string;
  email: string;
  address: string;
  postcode: string;
  agentName: string;
}
export type Field = keyof Form;
export type Faults = Partial<Record<Field, string>>;
export type StepName = 'organ' | 'wanted' | 'applicant' | 'files' | 'review';

export const stepNames: readonly StepName[] = ['organ', 'wanted', 'applicant', 'files', 'review'];
export const fieldsOf: Record<StepName, readonly Field[]> = {
  organ: ['organ'],
  wanted: ['subject', 'purpose', 'form', 'route'],
  applicant: ['applicantClass', 'displayName', 'agentName', 'identityKind', 'identityKindText', 'identityNumber', 'phone', 'email', 'address', 'postcode'],
  files: [],
  review: [],
};
// Code points, as the service counts them.
export const mostOf: Partial<Record<Field, number>> = {
  subject: 2000,
  purpose: 500,
  displayName: 100,
  identityKindText: 50,
  identityNumber: 50,
  phone: 50,
  email: 100,
  address: 200,
  postcode: 10,
  agentName: 100,
};

export const emptyForm = (organ: string): Form => ({
  organ,
  subject: '',
  purpose: '',
  form: 'ELECTRONIC',
  route: 'ONLINE',
  applicantClass: 'NATURAL_PERSON',
  displayName: '',
  identityKind: 'RESIDENT_ID',
  identityNumber: '',
  identityKindText: '',
  phone: '',
  email: '',
  address: '',
  postcode: '',
  agentName: '',
});

export const isPerson = (form: Form): boolean => form.applicantClass === 'NATURAL_PERSON';

// A person proves who he is with his own number; an organisation with its code.
export function kindsFor(form: Form): readonly string[] {
  return isPerson(form) ? ['RESIDENT_ID', 'OTHER_IDENTITY'] : ['USCC', 'OTHER_IDENTITY'];
}

export function stepOf(field: Field): StepName {
  return stepNames.find((step) => fieldsOf[step].includes(field)) ?? 'review';
}

export function labelOf(field: Field, form: Form, words: Words): string {
  const { applicant, wanted, organ } = words;
  const labels: Record<Field, string> = {
    organ: organ.unit,
    subject: wanted.subject,
    purpose: wanted.purpose,
    form: wanted.form,
    route: wanted.route,
    applicantClass: applicant.class,
    displayName: isPerson(form) ? applicant.name : applicant.organisation,
    identityKind: applicant.kind,
    identityNumber: applicant.number,
    identityKindText: applicant.kindText,
    phone: applicant.phone,
    email: applicant.email,
    address: applicant.address,
    postcode: applicant.postcode,
    agentName: applicant.agent,
  };
  return labels[field];
}

const length = (text: string): number => [...text].length;
// Emoji, and what turns a plain sign into one; rare ideographs stay. As request-service's written_text.h.
const unprintable = /[\u{FE0F}\u{20E3}]|[\u{10000}-\u{1FFFF}]|[\u{3FFFE}-\u{10FFFF}]/u;

function idFaultText(fault: IdFault, words: Words): string {
  switch (fault?.kind) {
    case 'length': return words.errors.idLength(fault.have, fault.want);
    case 'character': return words.errors.idCharacter;
    case 'date': return words.errors.idDate;
    case 'check': return words.errors.idCheck;
    default: return '';
  }
}

function identityFault(form: Form, words: Words): string {
  if (form.identityKind === 'RESIDENT_ID') return idFaultText(residentIdFault(form.identityNumber), words);
  if (form.identityKind === 'USCC') return idFaultText(creditCodeFault(form.identityNumber), words);
  return '';
}

function faultOf(field: Field, form: Form, words: Words): string {
  const text = form[field].trim();
  const label = labelOf(field, form, words);
  const required: Field[] = ['subject', 'displayName', 'identityNumber'];
  if (form.identityKind === 'OTHER_IDENTITY') required.push('identityKindText');
  if (required.includes(field) && !text) return words.errors.required(label);
  if (['organ', 'form', 'route', 'applicantClass', 'identityKind'].includes(field) && !text) return words.errors.choose(label);
  const most = mostOf[field];
  if (most !== undefined && length(text) > most) return words.errors.tooLong(most);
  if (unprintable.test(text)) return words.errors.printable;
  if (field === 'identityNumber') return identityFault(form, words);
  if (field === 'email' && text && !/^[^@\s]+@[^@\s]+$/.test(text)) return words.errors.email;
  if (field === 'email' && !text && form.route === 'BY_EMAIL') return words.errors.emailForEmail;
  if (field === 'address' && !text && form.route === 'BY_POST') return words.errors.addressForPost;
  if (field === 'phone' && !text && !form.email.trim() && !form.address.trim()) return words.errors.contact;
  return '';
}

export function faultsOf(step: StepName, form: Form, words: Words): Faults {
  const faults: Faults = {};
  for (const field of fieldsOf[step]) {
    const fault = faultOf(field, form, words);
    if (fault) faults[field] = fault;
  }
  return faults;
}

// The body of POST /v1/organs/{organ}/requests. Empty fields are left out.
export function bodyOf(form: Form): unknown {
  const some = (values: Record<string, string>): Record<string, string> =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.trim()]).filter(([, value]) => value !== '')) as Record<string, string>;
  const number = form.identityKind === 'OTHER_IDENTITY' ? form.identityNumber : normalNumber(form.identityNumber);
  return {
    applicant: some({
      applicantClass: form.applicantClass,
      displayName: form.displayName,
      identityKind: form.identityKind,
      identityNumber: number,
      identityKindText: form.identityKind === 'OTHER_IDENTITY' ? form.identityKindText : '',
      phone: form.phone,
      email: form.email,
      address: form.address,
      postcode: form.postcode,
      agentName: form.agentName,
    }),
    wanted: some({ subject: form.subject, purpose: form.purpose, form: form.form, route: form.route }),
  };
}
