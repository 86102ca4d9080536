import i18next, { type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';

type Words = { readonly [key: string]: string | Words };

// Each topic is a file of its own and becomes the first part of the key: `worklist.title`, `failures.DiskFull`.
const files = import.meta.glob<Words>('../../resources/locales/*/*.json', { eager: true, import: 'default' });

/** The words of every language, by topic. */
export function readWords(): Readonly<Record<string, Record<string, Words>>> {
  const languages: Record<string, Record<string, Words>> = {};
  for (const [path, words] of Object.entries(files)) {
    const [, language = '', topic = ''] = /\/([^/]+)\/([^/]+)\.json$/.exec(path) ?? [];
    languages[language] = { ...languages[language], [topic]: words };
  }
  return languages;
}

/** Starts the interface's words. Nothing is loaded later: a missing word would be an empty button. */
export function startI18n(language = 'en'): i18n {
  const resources = Object.fromEntries(
    Object.entries(readWords()).map(([code, topics]) => [code, { translation: topics }]),
  );
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources,
    initAsync: false,
    // React escapes; i18next would escape twice and show "&amp;".
    interpolation: { escapeValue: false },
    returnNull: false,
    // A word may be empty on purpose: a length from the image's own geometry needs no basis named.
    returnEmptyString: true,
  });
  return i18next;
}
