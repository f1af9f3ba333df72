import { NumberInput, SegmentedControl } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AssetPicker, assetSource } from '@/entities/asset';
import { CategoryPicker } from '@/entities/category';
import { LocationPicker } from '@/entities/location';
import type { FieldErrors } from '@/shared/dialog';
import { cx } from '@/shared/lib/cx';
import { formatNumber } from '@/shared/lib/format';
import { usePermission } from '@/shared/store/store';
import { Badge, IconButton, Plate } from '@/shared/ui';
import { useFree } from '../calendar/queries';
import classes from '../loans.module.css';
import { hasItems, type Items } from './wishes';

const KINDS: Items['kind'][] = ['category', 'assets'];
const MOST = 100;

interface ItemFieldsProps {
  value: Items;
  onChange: (value: Items) => void;
  start: string | null;
  due: string | null;
  own: boolean;
  errors: FieldErrors;
  strict: boolean;
}

/** What is reserved: any of a category, of which it is said how many are free, or assets by their tags. */
export function ItemFields({ value, onChange, start, due, own, errors, strict }: ItemFieldsProps) {
  const { t } = useTranslation('loans');
  const seesCategories = usePermission('catalogue.read');
  const seesPlaces = usePermission('locations.read');
  const change = (patch: Partial<Items>) => onChange({ ...value, ...patch });
  const missing = strict && !hasItems(value);
  return (
    <>
      {seesCategories && <SegmentedControl className={classes.types} aria-label={t('reservation.what')} value={value.kind} onChange={(kind) => change({ kind: kind })} data={KINDS.map((kind) => ({ value: kind, label: t(`reservation.kind.${kind}`) }))} />}
      {value.kind === 'category' ? (
        <>
          <CategoryPicker label={t('reservation.category')} required value={value.category} onChange={(category) => change({ category })} error={missing && value.category === null ? t('reservation.categoryMissing') : null} />
          <div className={cx(classes.two, classes.stacked)}>
            <NumberInput label={t('reservation.count')} required allowDecimal={false} allowNegative={false} min={1} max={MOST} value={value.count ?? ''} onChange={(count) => change({ count: typeof count === 'number' ? count : null })} error={errors.items ?? (missing && value.count === null ? t('rules.missing') : null)} />
            {seesPlaces && <LocationPicker label={t('reservation.place')} description={t('reservation.placeHint')} value={value.place} onChange={(place) => change({ place })} />}
          </div>
          <Free items={value} start={start} due={due} own={own} />
        </>
      ) : (
        <Assets value={value} onChange={change} error={errors.items ?? (missing ? t('reservation.assetsMissing') : null)} />
      )}
    </>
  );
}

/** How many are free on these days, told again with every change of them. */
function Free({ items, start, due, own }: { items: Items; start: string | null; due: string | null; own: boolean }) {
  const { t } = useTranslation('loans');
  const asked = items.category !== null && start !== null && due !== null && start <= due;
  const free = useFree(asked ? { start, end: due, category_id: String(items.category), ...(items.place === null ? {} : { location_id: String(items.place) }), reach: own ? 'self' : 'lend' } : null);
  if (!asked) return null;
  const total = free.data?.total;
  return (
    <p role="status" className={classes.free}>
      {free.isError ? t('reservation.freeFailed') : total === undefined ? t('reservation.counting') : <Badge tone={total >= (items.count ?? 1) ? 'success' : 'danger'} icon={total >= (items.count ?? 1) ? <IconCheck size={13} stroke={2} /> : <IconX size={13} stroke={2} />}>{t('reservation.free', { count: total, formatted: formatNumber(total) })}</Badge>}
    </p>
  );
}

/** Assets chosen one after the other. */
function Assets({ value, onChange, error }: { value: Items; onChange: (patch: Partial<Items>) => void; error: string | null }) {
  const { t } = useTranslation('loans');
  return (
    <>
      <AssetPicker
        label={t('reservation.addAsset')}
        required={value.assets.length === 0}
        value={null}
        exclude={value.assets.map(({ id }) => id)}
        onChange={(id, option) => id !== null && onChange({ assets: [...value.assets, { id, tag: option?.name ?? '' }] })}
        error={error}
      />
      {value.assets.length > 0 && (
        <ul className={classes.picked} aria-label={t('create.assets')}>
          {value.assets.map((asset) => (
            <li key={asset.id}>
              <Picked id={asset.id} tag={asset.tag} onRemove={() => onChange({ assets: value.assets.filter(({ id }) => id !== asset.id) })} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Picked({ id, tag, onRemove }: { id: number; tag: string; onRemove: () => void }) {
  const { t } = useTranslation('loans');
  const { data } = useQuery({ queryKey: [assetSource.key, 'picker-one', id], queryFn: ({ signal }) => assetSource.one(id, signal), staleTime: 60_000 });
  const code = data?.name ?? (tag || '…');
  return (
    <>
      <Plate code={code} />
      <span className={classes.name}>{data?.hint}</span>
      <IconButton label={t('reservation.remove', { tag: code })} onClick={onRemove}>
        <IconX size={16} aria-hidden />
      </IconButton>
    </>
  );
}
