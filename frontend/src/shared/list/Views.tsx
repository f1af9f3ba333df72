import { useTranslation } from 'react-i18next';
import type { FilterValues, ListView } from './types';
import type { ListState } from './useListState';
import classes from './views.module.css';

const written = (values: FilterValues) => JSON.stringify(Object.entries(values).sort(([a], [b]) => a.localeCompare(b)));

/** The few selections that a list is mostly looked at by; the one that the filters make is marked. */
export function Views({ views, state, name }: { views: ListView[]; state: ListState; name: string }) {
  const { t } = useTranslation('shared');
  const isShown = (view: ListView) => state.q === '' && written(state.values) === written(view.values);
  return (
    <div className={classes.views} role="group" aria-label={t('list.views', { name })}>
      {views.map((view) => (
        <button key={view.id} type="button" aria-pressed={isShown(view)} onClick={() => state.showOnly(view.values)}>
          {t(view.label)}
        </button>
      ))}
    </div>
  );
}
