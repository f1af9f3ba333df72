import type { ComponentType } from 'react';
import { loadTexts } from '../i18n/i18n';

/**
 * Code and texts of a page, fetched together when its route is first opened:
 * `lazy: lazyPage(() => import('./X'), ['x'])`. `more` names namespaces that are only known later.
 */
export function lazyPage(load: () => Promise<{ default: ComponentType }>, namespaces: string[] = [], more?: () => Promise<string[]>) {
  return async () => {
    const texts = more ? more().then((late) => loadTexts([...namespaces, ...late])) : loadTexts(namespaces);
    const [module] = await Promise.all([load(), texts]);
    return { Component: module.default };
  };
}
