import '@testing-library/jest-dom/vitest';
import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { startI18n } from '@/shared/i18n/i18n';
import { server } from './server';

configure({ asyncUtilTimeout: 8000 }); // the machine of the tests may be busy

class NoResizeObserver {
  observe() {}
  unobserve() {}
  disconnect() {}
}

beforeAll(async () => {
  vi.stubGlobal('ResizeObserver', NoResizeObserver);
  Object.defineProperty(window, 'matchMedia', {
    writable: true,
    value: (query: string) => ({ matches: false, media: query, addEventListener: () => undefined, removeEventListener: () => undefined, addListener: () => undefined, removeListener: () => undefined, onchange: null, dispatchEvent: () => false }),
  });
  Object.defineProperty(document, 'fonts', { value: new EventTarget() }); // text areas measure themselves again when fonts arrive
  Element.prototype.scrollIntoView = () => undefined;
  window.scrollTo = () => undefined;
  await startI18n(['app', 'entities', 'assets-list', 'asset-detail', 'sign-in', 'command-palette']);
  server.listen({ onUnhandledRequest: 'error' });
});

afterEach(() => {
  cleanup();
  server.resetHandlers();
  localStorage.clear();
});

afterAll(() => server.close());
