import i18next, { type BackendModule, type ResourceKey } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { setRequestLanguage } from '@/api/http';
import { useStore, type Language } from '../store/store';
import shared from '../locales/pt-BR.json';

type Loader = () => Promise<{ default: ResourceKey }>;

/**
 * Texts lie beside the code that shows them: `<folder>/locales/<language>.json` is the namespace `<folder>`.
 * pt-BR of `shared` is in the first bundle; everything else is loaded when a page that uses it is opened.
 */
const FILES = import.meta.glob<{ default: ResourceKey }>('/src/**/locales/*.json') as Record<string, Loader>;
const FALLBACK: Language = 'pt-BR';

const loaders = new Map<string, Loader>();
for (const [path, loader] of Object.entries(FILES)) {
  const match = /([^/]+)\/locales\/([^/]+)\.json$/.exec(path);
  if (match) loaders.set(`${match[2]}:${match[1]}`, loader);
}

const backend: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language, namespace, done) => {
    const loader = loaders.get(`${language}:${namespace}`);
    if (!loader) return done(new Error(`No texts for ${language}:${namespace}`), null);
    loader().then(
      (module) => done(null, module.default),
      (error: unknown) => done(error as Error, null),
    );
  },
};

/** Start the translations in the language of the preferences and follow its changes. */
export async function startI18n(namespaces: string[] = []): Promise<void> {
  const language = useStore.getState().preferences.language;
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: language,
      fallbackLng: FALLBACK,
      ns: ['shared', ...namespaces],
      defaultNS: 'shared',
      fallbackNS: 'shared',
      partialBundledLanguages: true,
      resources: { 'pt-BR': { shared } },
      interpolation: { escapeValue: false }, // React escapes
      returnEmptyString: false,
      react: { useSuspense: true },
    });
  countZeroAsMany();
  apply(language);
  useStore.subscribe((state, before) => {
    if (state.preferences.language === before.preferences.language) return;
    const next = state.preferences.language;
    void i18next.changeLanguage(next).then(() => apply(next));
  });
}

/** "0 bens", as in "0 assets": the plural rule of pt counts zero as one, which nobody in Brazil does. */
function countZeroAsMany(): void {
  const plurals = i18next.services.pluralResolver as { getSuffix: (code: string, count: number, options?: object) => string };
  const suffixOf = plurals.getSuffix.bind(plurals);
  plurals.getSuffix = (code, count, options) => suffixOf(code, count || 2, options);
}

function apply(language: Language): void {
  setRequestLanguage(language);
  document.documentElement.lang = language;
  document.querySelector('[data-mantine-shared-portal-node]')?.setAttribute('aria-label', i18next.t('shared:layer'));
}

/** Load namespaces while the code of a page is on its way. */
export function loadTexts(namespaces: string[]): Promise<void> {
  return i18next.loadNamespaces(namespaces);
}
