import { en } from './en';
import { zh, type Words } from './zh';

export type { Words };
export const isEnglish = typeof document !== 'undefined' && document.documentElement.lang === 'en';
export const words: Words = isEnglish ? en : zh;
// Texts of the services and names of organs are Chinese in either language.
export const chinese = isEnglish ? 'zh-CN' : undefined;
