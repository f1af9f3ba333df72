import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatMoney, formatNumber } from '../lib/format';
import { IconButton } from '../ui/Button';
import classes from './list.module.css';
import { PAGE_SIZES } from './useListState';

interface PagerProps {
  page: number;
  pageSize: number;
  total: number | null;
  estimate: boolean;
  /** "12.480 ativos". */
  counted: string;
  sum: string | null;
  phone: boolean;
  onPage: (page: number) => void;
  onPageSize: (size: number) => void;
}

/** Where one is in the list, the sum of what matches, and the way on. Keeps its height while loading. */
export function Pager({ page, pageSize, total, estimate, counted, sum, phone, onPage, onPageSize }: PagerProps) {
  const { t } = useTranslation('shared');
  const pages = Math.max(1, Math.ceil((total ?? 0) / pageSize));
  const from = total ? (page - 1) * pageSize + 1 : 0;
  const to = Math.min(page * pageSize, total ?? 0);
  return (
    <footer className={classes.pager}>
      {total !== null && (
        <span>
          {total > 0 ? t('list.range_of', { from: formatNumber(Math.min(from, to)), to: formatNumber(to) }) : ''} <b>{estimate ? t('list.about', { total: counted }) : counted}</b>
        </span>
      )}
      {!phone && sum !== null && total !== null && (
        <span>
          · {t('list.sum')} <b>{formatMoney(sum)}</b>
        </span>
      )}
      <span className="grow" />
      {!phone && (
        <select aria-label={t('list.pageSize')} value={pageSize} onChange={(event) => onPageSize(Number(event.currentTarget.value))}>
          {PAGE_SIZES.map((size) => (
            <option key={size} value={size}>
              {t('list.perPage', { count: size })}
            </option>
          ))}
        </select>
      )}
      <IconButton label={t('list.previousPage')} size="sm" disabled={page <= 1} onClick={() => onPage(page - 1)}>
        <IconChevronLeft size={16} />
      </IconButton>
      <span aria-label={t('list.page', { page, pages })} role="status">
        {formatNumber(page)} / {formatNumber(pages)}
      </span>
      <IconButton label={t('list.nextPage')} size="sm" disabled={page >= pages} onClick={() => onPage(page + 1)}>
        <IconChevronRight size={16} />
      </IconButton>
    </footer>
  );
}
