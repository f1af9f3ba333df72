import { IconFilterOff } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useIsPhone, usePageTitle } from '../hooks';
import { formatNumber } from '../lib/format';
import { useStore } from '../store/store';
import { Button } from '../ui/Button';
import { EmptyState, ErrorState } from '../ui/states';
import { Cards } from './Cards';
import { arrangeColumns, fitColumns } from './columns';
import { Filters } from './Filters';
import { Grid } from './Grid';
import classes from './list.module.css';
import { ListHead } from './ListHead';
import { Pager } from './Pager';
import { PreviewDrawer } from './PreviewDrawer';
import { SelectionBar } from './SelectionBar';
import type { ListDefinition } from './types';
import { useListState } from './useListState';
import { useRowKeys } from './useRowKeys';
import { useSelection } from './useSelection';
import { Views } from './Views';

const SKELETON_ROWS = 20;

/** The list page of every module: give it a definition (see README, "A list"). */
export function ListPage<Row extends { id: number }>({ resource }: { resource: ListDefinition<Row> }) {
  const { t } = useTranslation('shared');
  const navigate = useNavigate();
  const phone = useIsPhone();
  const state = useListState(resource);
  const preferences = useStore((store) => store.preferences.lists[resource.id]);
  const density = useStore((store) => store.preferences.density);
  const remember = useStore((store) => store.setListPreferences);
  const [selecting, setSelecting] = useState(false);
  const container = useRef<HTMLDivElement>(null);
  const searchRef = useRef<HTMLInputElement>(null);
  usePageTitle(t(resource.title));

  const list = useQuery({ queryKey: [resource.id, 'list', state.query], queryFn: ({ signal }) => resource.fetch(state.query, signal), placeholderData: keepPreviousData });
  const summary = useQuery({
    queryKey: [resource.id, 'summary', state.filter],
    queryFn: ({ signal }) => resource.summary!(state.filter, signal),
    enabled: resource.summary !== undefined,
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => list.data?.items ?? [], [list.data]);
  const total = list.data?.total ?? null;
  const exact = list.data?.total_is_estimate ? (summary.data?.count ?? total) : total;
  const sum = summary.data?.total_value ?? null;
  const selection = useSelection<Row>({ filter: state.filter, total: exact ?? 0, totalSum: sum, amount: resource.amount });
  const visible = useMemo(() => fitColumns(arrangeColumns(resource.columns, preferences).visible, rows, preferences?.widths), [resource.columns, preferences, rows]);

  const opened = state.previewId !== null && resource.Preview && !phone ? rows.find((row) => row.id === state.previewId) : undefined;
  const openPage = (row: Row) => resource.href && void navigate(resource.href(row));
  const preview = (row: Row) => (resource.Preview && !phone ? state.setPreview(row.id) : openPage(row));
  const keys = useRowKeys({
    rows,
    container,
    searchRef,
    openId: opened?.id ?? null,
    onPreview: preview,
    onOpen: openPage,
    onToggle: (row) => resource.bulk && selection.toggle(row),
    onEscape: () => (opened ? state.setPreview(null) : selection.count > 0 && selection.clear()),
  });

  const counted = t(resource.counted, { count: exact ?? 0, formatted: formatNumber(exact ?? 0) });
  const selectable = resource.bulk !== undefined && (!phone || selecting);
  const skeleton = list.isPending ? Math.min(state.pageSize, SKELETON_ROWS) : null;
  const caption = `${t(resource.title)}: ${counted}`;

  return (
    <div className={classes.page} data-density={density} ref={container} onKeyDown={keys.onKeyDown}>
      <ListHead resource={resource} state={state} total={exact} counted={counted} phone={phone} selecting={selecting} onSelecting={() => (setSelecting(!selecting), selection.clear())} />
      {resource.views && <Views views={resource.views} state={state} name={t(resource.title)} />}
      <Filters filters={resource.filters ?? []} state={state} name={t(resource.title)} searchRef={searchRef} />
      {resource.Above && list.data && <resource.Above page={list.data} />}
      <div className={classes.body}>
        {list.isError && rows.length === 0 ? (
          <div className={classes.fill}>
            <ErrorState
              error={list.error}
              title={t('list.failed')}
              kept={selection.count > 0 ? t('list.keptSelection', { count: selection.count, formatted: formatNumber(selection.count) }) : t('list.kept')}
              onRetry={() => void list.refetch()}
              retrying={list.isFetching}
            />
          </div>
        ) : list.isSuccess && rows.length === 0 ? (
          <div className={classes.fill}>{state.hasFilter ? <NoMatch onClear={state.clearFilters} /> : <resource.Empty />}</div>
        ) : phone ? (
          <Cards definition={resource} rows={rows} skeleton={skeleton} caption={caption} selection={selectable ? selection : null} />
        ) : (
          <Grid
            columns={visible}
            rows={rows}
            skeleton={skeleton}
            caption={caption}
            sort={state.sort}
            onSort={state.setSort}
            onWidth={(column, width) => remember(resource.id, { widths: { ...preferences?.widths, [column]: width } })}
            rowName={resource.rowName}
            openId={opened?.id ?? null}
            cursorId={keys.cursor}
            onRow={resource.Preview || resource.href ? (row) => (keys.setCursor(row.id), preview(row)) : undefined}
            selection={selectable ? selection : null}
            refreshing={list.isPlaceholderData}
          />
        )}
        {opened && (
          <PreviewDrawer
            definition={resource}
            row={opened}
            position={(state.page - 1) * state.pageSize + rows.indexOf(opened) + 1}
            total={exact ?? 0}
            onStep={keys.step}
            onClose={() => state.setPreview(null)}
          />
        )}
      </div>
      {resource.bulk && <SelectionBar listId={resource.id} selection={selection} total={exact ?? 0} pageCount={rows.length} actions={resource.bulk} />}
      <Pager
        page={state.page}
        pageSize={state.pageSize}
        total={exact}
        estimate={list.data?.total_is_estimate === true && summary.data === undefined}
        counted={counted}
        sum={sum}
        phone={phone}
        onPage={state.setPage}
        onPageSize={state.setPageSize}
      />
    </div>
  );
}

/** Filters that match nothing: the way back is to drop them. */
function NoMatch({ onClear }: { onClear: () => void }) {
  const { t } = useTranslation('shared');
  return (
    <EmptyState
      icon={<IconFilterOff size={28} stroke={1.5} />}
      title={t('list.noMatch.title')}
      text={t('list.noMatch.text')}
      actions={
        <Button variant="primary" onClick={onClear}>
          {t('list.clearFilters')}
        </Button>
      }
    />
  );
}
