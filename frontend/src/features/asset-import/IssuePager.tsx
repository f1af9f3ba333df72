import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '@/shared/lib/format';
import { IconButton } from '@/shared/ui';
import classes from './list.module.css';

interface IssuePagerProps {
  page: number;
  pages: number;
  total: number;
  onPage: (page: number) => void;
}

/** The way through many findings. */
export function IssuePager({ page, pages, total, onPage }: IssuePagerProps) {
  const { t } = useTranslation('asset-import');
  const { t: ts } = useTranslation('shared');
  return (
    <div className={classes.pager}>
      <span>{t('issues.total', { count: total, formatted: formatNumber(total) })}</span>
      <span className="grow" />
      <IconButton label={ts('list.previousPage')} size="sm" disabled={page <= 1} onClick={() => onPage(page - 1)}>
        <IconChevronLeft size={16} />
      </IconButton>
      <span role="status" aria-label={ts('list.page', { page, pages })}>
        {formatNumber(page)} / {formatNumber(pages)}
      </span>
      <IconButton label={ts('list.nextPage')} size="sm" disabled={page >= pages} onClick={() => onPage(page + 1)}>
        <IconChevronRight size={16} />
      </IconButton>
    </div>
  );
}
