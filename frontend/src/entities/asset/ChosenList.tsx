import { IconX } from '@tabler/icons-react';
import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Id } from '@/api/types';
import { Button, IconButton, Notice, Plate } from '@/shared/ui';
import type { ChosenAsset } from './chosen';
import classes from './chosen.module.css';

interface ChosenListProps {
  /** Those that cannot be had: their rows say why. */
  stopping?: Id[];
  onRemove?: (ids: Id[]) => void;
  children: ReactNode;
}

/** The assets of a document that is written; those that stop it are taken off by one act. */
export function ChosenList({ stopping = [], onRemove, children }: ChosenListProps) {
  const { t } = useTranslation('entities');
  const list = useRef<HTMLUListElement>(null);
  const count = stopping.length;
  const remove = () => {
    onRemove?.(stopping);
    list.current?.focus(); // what was clicked goes with them
  };
  return (
    <>
      {count > 0 && onRemove && (
        <Notice tone="warning">
          {t('asset.chosen.stopping', { count })}
          <Button size="sm" className={classes.removeAll} icon={<IconX size={14} aria-hidden />} onClick={remove}>
            {t('asset.chosen.removeStopping', { count })}
          </Button>
        </Notice>
      )}
      <ul ref={list} tabIndex={-1} className={classes.list}>
        {children}
      </ul>
    </>
  );
}

interface ChosenRowProps {
  asset: ChosenAsset;
  /** What is wrong with it, and under which id what is said of it besides is described by that. */
  wrong?: string | null;
  wrongId?: string;
  marked?: boolean;
  /** What is said of it stands beside its name where there is room. */
  beside?: boolean;
  onRemove?: (id: Id) => void;
  children?: ReactNode;
}

/** One asset of a document that is written, and what is said of it. */
export function ChosenRow({ asset: { id, tag, name }, wrong, wrongId, marked = Boolean(wrong), beside, onRemove, children }: ChosenRowProps) {
  const { t } = useTranslation('entities');
  return (
    <li className={classes.row} data-wrong={marked || undefined} data-beside={beside || undefined}>
      <Plate code={tag} />
      {onRemove ? (
        <Link to={`/ativos/${id}`} className={classes.name}>
          {name}
        </Link>
      ) : (
        <span className={classes.name}>{name}</span>
      )}
      {children && <span className={classes.said}>{children}</span>}
      {onRemove && (
        <IconButton label={t('asset.chosen.remove', { tag })} onClick={() => onRemove(id)}>
          <IconX size={16} />
        </IconButton>
      )}
      {wrong && (
        <p id={wrongId} className={classes.wrong}>
          {wrong}
        </p>
      )}
    </li>
  );
}
