import { SegmentedControl } from '@mantine/core';
import { IconScan } from '@tabler/icons-react';
import { Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import type { Id } from '@/api/types';
import type { Matches } from '@/entities/asset';
import { usePageTitle } from '@/shared/hooks';
import { formatNumber } from '@/shared/lib/format';
import type { BulkAction } from '@/shared/list';
import { Scanner, type Reading } from '@/shared/scanner';
import { hasPermission, useStore } from '@/shared/store/store';
import { Button, EmptyState } from '@/shared/ui';
import { MatchChoice } from './MatchChoice';
import classes from './scan.module.css';
import { useLookup } from './useLookup';

type Mode = 'um' | 'varios';
const MODES: Mode[] = ['um', 'varios'];

/** Read a code to open its asset, or read many and act on all of them. */
export function ScanScene({ bulk }: { bulk: BulkAction[] }) {
  const { t } = useTranslation('scan');
  usePageTitle(t('title'));
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const mode: Mode = params.get('modo') === 'varios' ? 'varios' : 'um';
  const many = mode === 'varios';
  const read = useLookup();
  const onReading = useCallback(
    (reading: Reading<Matches>) => {
      if (!many && reading.data?.length === 1) void navigate(`/ativos/${reading.data[0]!.id}`);
    },
    [many, navigate],
  );
  const detail = useCallback(
    (reading: Reading<Matches>) => (reading.data && reading.data.length > 1 ? <MatchChoice matches={reading.data} label={t('verdict.several', { count: reading.data.length })} /> : null),
    [t],
  );
  const toolbar = useCallback((readings: Reading<Matches>[]) => <Collected readings={readings} bulk={bulk} />, [bulk]);
  return (
    <div className={classes.scene}>
      <header className={classes.head}>
        <h1 tabIndex={-1}>{t('title')}</h1>
        <span className="grow" />
        <SegmentedControl size="xs" aria-label={t('mode.label')} value={mode} onChange={(next) => setParams(next === 'varios' ? { modo: 'varios' } : {}, { replace: true })} data={MODES.map((value) => ({ value, label: t(`mode.${value}`) }))} />
      </header>
      <Scanner<Matches>
        key={mode}
        label={t('field')}
        hint={t(many ? 'hint.varios' : 'hint.um')}
        empty={<EmptyState icon={<IconScan size={28} stroke={1.5} />} title={t(`begin.${mode}.title`)} text={t(`begin.${mode}.text`)} />}
        read={read}
        onReading={onReading}
        continuous={many}
        undo={many ? () => undefined : undefined}
        detail={detail}
        toolbar={many ? toolbar : undefined}
      />
    </div>
  );
}

/** The assets read so far, and what can be done with all of them. */
function Collected({ readings, bulk }: { readings: Reading<Matches>[]; bulk: BulkAction[] }) {
  const { t } = useTranslation('scan');
  const user = useStore((state) => state.user);
  const [open, setOpen] = useState<BulkAction | null>(null);
  const ids = useMemo(() => collectedIds(readings), [readings]);
  if (ids.length === 0) return null;
  return (
    <div className={classes.collected} role="region" aria-label={t('collected.label')}>
      <b aria-live="polite">{t('collected.count', { count: ids.length, formatted: formatNumber(ids.length) })}</b>
      <span className="grow" />
      {bulk
        .filter((action) => hasPermission(user, action.permission))
        .map((action) => (
          <Button key={action.id} size="sm" icon={action.icon} onClick={() => setOpen(action)}>
            {t(action.label)}
          </Button>
        ))}
      {open && (
        <Suspense fallback={null}>
          <open.Dialog selection={{ ids }} count={ids.length} onClose={() => setOpen(null)} onDone={() => setOpen(null)} />
        </Suspense>
      )}
    </div>
  );
}

/** Each asset once, however often its code was read; what was taken back no longer counts. */
export function collectedIds(readings: Reading<Matches>[]): Id[] {
  const ids = new Set<Id>();
  for (const reading of [...readings].reverse()) {
    if (reading.state === 'done' && reading.data?.length === 1) ids.add(reading.data[0]!.id);
  }
  return [...ids];
}
