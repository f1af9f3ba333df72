import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SeriesConflict } from '@/api/reservations';
import { formatDate } from '@/shared/lib/format';
import { Button, Notice } from '@/shared/ui';
import classes from '../loans.module.css';

interface ConflictsProps {
  conflicts: SeriesConflict[];
  skip: string[];
  onSkip: () => void;
  onUndo: () => void;
}

/** The days that cannot be, each with its reason, and the way to leave them out; then what is left out. */
export function Conflicts({ conflicts, skip, onSkip, onUndo }: ConflictsProps) {
  const { t } = useTranslation('loans');
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (conflicts.length > 0) box.current?.scrollIntoView?.({ block: 'nearest' });
  }, [conflicts]);
  if (conflicts.length > 0)
    return (
      <div ref={box}>
        <Notice tone="warning" title={t('reservation.conflicts', { count: conflicts.length })}>
          <ul className={classes.conflicts}>
            {conflicts.map((one) => (
              <li key={one.start_date}>
                <b>{formatDate(one.start_date)}</b> {t(`reservation.reason.${one.reason}`, { about: one.about })}
              </li>
            ))}
          </ul>
          <Button size="sm" onClick={onSkip}>
            {t('reservation.skip', { count: conflicts.length })}
          </Button>
        </Notice>
      </div>
    );
  if (skip.length === 0) return null;
  return (
    <Notice tone="info" title={t('reservation.skipped', { count: skip.length })}>
      {[...skip].sort().map(formatDate).join(', ')}{' '}
      <Button variant="link" size="sm" onClick={onUndo}>
        {t('reservation.undoSkip')}
      </Button>
    </Notice>
  );
}
