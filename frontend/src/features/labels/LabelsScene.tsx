import { IconX } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { assetsApi } from '@/api/assets';
import type { FilterQuery, Selection } from '@/api/types';
import { CategoryPicker } from '@/entities/category';
import { LocationPicker } from '@/entities/location';
import { PersonPicker } from '@/entities/person';
import { usePageTitle } from '@/shared/hooks';
import { formatNumber } from '@/shared/lib/format';
import { ErrorState, IconButton, LinkButton, PageFrame } from '@/shared/ui';
import { LabelPanel } from './LabelPanel';
import classes from './labels.module.css';

const PARAMS = ['location_id', 'category_id', 'responsible_id', 'import_id'] as const;
type Param = (typeof PARAMS)[number];

/** The page of labels: which assets (held by the address), which sheet, the PDF. */
export function LabelsScene() {
  const { t } = useTranslation('labels');
  usePageTitle(t('title'));
  const [params, setParams] = useSearchParams();
  const search = params.toString();
  const filter = useMemo<FilterQuery>(() => {
    const all = new URLSearchParams(search);
    return Object.fromEntries(PARAMS.map((name) => [name, positive(all.get(name))]).filter(([, value]) => value !== null)) as FilterQuery;
  }, [search]);
  const selection = useMemo<Selection>(() => ({ filter, exclude_ids: [] }), [filter]);
  const summary = useQuery({ queryKey: ['assets', 'summary', filter], queryFn: ({ signal }) => assetsApi.summary(filter, signal), placeholderData: keepPreviousData });
  const count = summary.data?.count ?? 0;
  const set = (name: Param, value: number | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === null) next.delete(name);
        else next.set(name, String(value));
        return next;
      },
      { replace: true },
    );
  const picker = (name: Exclude<Param, 'import_id'>) => ({ value: (filter[name] as number | undefined) ?? null, onChange: (id: number | null) => set(name, id) });
  return (
    <PageFrame className={classes.scene} title={t('title')} headClass={classes.head} beside={<span className="t3">{t('lead')}</span>}>
      <LabelPanel key={search} selection={selection} count={count}>
        <section className={classes.which} aria-labelledby="labels-which">
          <h2 id="labels-which">{t('which.title')}</h2>
          {filter.import_id !== undefined && (
            <div className={classes.importChip}>
              <span>{t('which.import', { number: String(filter.import_id as number) })}</span>
              <IconButton label={t('which.dropImport')} size="sm" onClick={() => set('import_id', null)}>
                <IconX size={14} />
              </IconButton>
            </div>
          )}
          <LocationPicker label={t('which.location')} {...picker('location_id')} />
          <CategoryPicker label={t('which.category')} {...picker('category_id')} />
          <PersonPicker label={t('which.responsible')} {...picker('responsible_id')} />
          {summary.isError && !summary.data ? (
            <ErrorState error={summary.error} onRetry={() => void summary.refetch()} />
          ) : (
            <p className={classes.counted} role="status">
              <b>{summary.data ? t('which.count', { count, formatted: formatNumber(count) }) : t('which.counting')}</b>
            </p>
          )}
          <LinkButton to={`/ativos${search ? `?${search}` : ''}`} variant="link" size="sm">
            {t('which.list')}
          </LinkButton>
        </section>
      </LabelPanel>
    </PageFrame>
  );
}

function positive(text: string | null): number | null {
  const value = Number(text);
  return text && Number.isInteger(value) && value > 0 ? value : null;
}
