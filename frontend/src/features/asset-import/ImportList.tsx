import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ImportRow } from '@/api/imports';
import { formatDateTime, formatMoney, formatNumber } from '@/shared/lib/format';
import { ErrorState, IconButton, SkeletonRows } from '@/shared/ui';
import classes from './list.module.css';
import { LIST_SIZE, useImports } from './queries';
import { StateBadge } from './StateBadge';

/** Files sent before, with where each stands: one that was left is found again here. */
export function ImportList() {
  const { t } = useTranslation('asset-import');
  const [page, setPage] = useState(1);
  const query = useImports(page);
  const items = query.data?.items ?? [];
  const total = query.data?.total ?? 0;
  const pages = Math.max(1, Math.ceil(total / LIST_SIZE));
  return (
    <section className={classes.earlier} aria-labelledby="earlier-imports">
      <h2 id="earlier-imports">
        {t('earlier.title')} {total > 0 && <span className="t3">{formatNumber(total)}</span>}
      </h2>
      {query.isPending ? (
        <SkeletonRows rows={3} />
      ) : query.isError && items.length === 0 ? (
        <ErrorState error={query.error} title={t('earlier.failed')} onRetry={() => void query.refetch()} retrying={query.isFetching} />
      ) : items.length === 0 ? (
        <p className="t2">{t('earlier.empty')}</p>
      ) : (
        <ul className={classes.imports}>
          {items.map((item) => (
            <Earlier key={item.id} item={item} />
          ))}
        </ul>
      )}
      {pages > 1 && (
        <div className={classes.pager}>
          <IconButton label={t('earlier.newer')} size="sm" disabled={page <= 1} onClick={() => setPage(page - 1)}>
            <IconChevronLeft size={16} />
          </IconButton>
          <span>
            {formatNumber(page)} / {formatNumber(pages)}
          </span>
          <IconButton label={t('earlier.older')} size="sm" disabled={page >= pages} onClick={() => setPage(page + 1)}>
            <IconChevronRight size={16} />
          </IconButton>
        </div>
      )}
    </section>
  );
}

function Earlier({ item }: { item: ImportRow }) {
  const { t } = useTranslation('asset-import');
  return (
    <li>
      <Link to={`/ativos/importacoes/${item.id}`} className={classes.importLink}>
        <b className="ell">{item.filename}</b>
        <StateBadge state={item.state} />
        <span className="cap">
          {item.created_by ? t('earlier.by', { name: item.created_by, when: formatDateTime(item.created_at) }) : formatDateTime(item.created_at)}
        </span>
        <span className={classes.importFigures}>
          <Figures item={item} />
        </span>
      </Link>
    </li>
  );
}

function Figures({ item }: { item: ImportRow }) {
  const { t } = useTranslation('asset-import');
  if (!item.summary) return null;
  const { applied } = item.summary;
  const count = applied ? applied.created : item.summary.valid_rows;
  const sum = applied ? applied.total_purchase_value : item.summary.total_purchase_value;
  const words = t(applied ? 'earlier.created' : 'earlier.ready', { count, formatted: formatNumber(count) });
  return <>{count > 0 ? `${words} · ${formatMoney(sum)}` : words}</>;
}
