import { IconFilterOff } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { exportTrail, trail } from '@/api/misc';
import type { FilterQuery } from '@/api/types';
import { useTrailWords } from '@/entities/trail';
import { Timeline } from '@/shared/detail';
import { usePageTitle } from '@/shared/hooks';
import { ExportMenu, Filters, useExport, useListState, type ListExport } from '@/shared/list';
import { usePermission } from '@/shared/store/store';
import { Button, EmptyState } from '@/shared/ui';
import { trailFilters } from './definition';
import { EntryDetails, Subject } from './EntryDetails';
import { SealPanel } from './SealPanel';
import classes from './trail.module.css';

const FILE: ListExport = { permission: 'history.export', formats: ['xlsx', 'csv'], run: exportTrail };

/** A group is told as one line, until one asks for what is in it. */
const isGrouped = ({ entity_id, entity, action, request_id }: FilterQuery) => !entity_id && !(entity && action && request_id);

/** Who did what, over everything, newest first. */
export function Trail() {
  const { t } = useTranslation('trail');
  const { t: entities } = useTranslation('entities');
  const verifies = usePermission('history.verify');
  const filters = useMemo(() => trailFilters(t, entities), [t, entities]);
  const state = useListState({ id: 'trail', filters });
  const words = useTrailWords();
  const file = useExport(FILE, state.filter);
  usePageTitle(t('title'));
  const query = useInfiniteQuery({
    queryKey: ['trail', 'list', state.filter],
    queryFn: ({ pageParam, signal }) => trail({ ...state.filter, grouped: isGrouped(state.filter), cursor: pageParam ?? undefined }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });
  const nothing = query.isSuccess && state.hasFilter && query.data.pages.every((page) => page.items.length === 0);
  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1 tabIndex={-1}>{t('title')}</h1>
        <span className="cap">{t('newest')}</span>
        <span className="grow" />
        <ExportMenu file={file} />
      </header>
      {verifies && <SealPanel />}
      <Filters filters={filters} state={state} name={t('title')} />
      <div className={classes.body}>
        <div className={classes.inner}>
          {nothing ? (
            <EmptyState
              icon={<IconFilterOff size={28} stroke={1.5} />}
              title={t('noMatch')}
              text={t('noMatchText')}
              actions={
                <Button variant="primary" onClick={state.clearFilters}>
                  {t('clear')}
                </Button>
              }
            />
          ) : (
            <Timeline query={query} verb={words.verb} fieldName={words.fieldName} showValue={words.showValue} Subject={Subject} Details={EntryDetails} />
          )}
        </div>
      </div>
    </div>
  );
}
