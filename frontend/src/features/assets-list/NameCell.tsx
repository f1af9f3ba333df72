import { IconArchive } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AssetRow } from '@/api/types';
import classes from './assets.module.css';

/** Name of an asset as a link to its page; an archived one is marked. */
export function NameCell({ row }: { row: AssetRow }) {
  const { t } = useTranslation('entities');
  return (
    <span className={classes.name}>
      <Link to={`/ativos/${row.id}`} title={row.name}>
        {row.name}
      </Link>
      {row.archived_at && <IconArchive size={14} aria-label={t('asset.archived')} role="img" />}
    </span>
  );
}
