import { Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { locationsApi } from '@/api/locations';
import type { LocationKind } from '@/api/types';
import { useTypedText, type CustomFieldProps } from '@/shared/form';
import { kindName, useLocationKinds } from './kinds';

const COORDINATE = /^-?\d{1,3}([.,]\d{1,15})?$/;

/** Kinds that may stand below a kind; anything on the first level. */
export function kindsBelow(kinds: LocationKind[], parentType: string | null): LocationKind[] {
  return parentType === null ? kinds : kinds.filter((kind) => kind.allowed_parents.some((code) => code === parentType));
}

/** Kind of a place; only those that fit below the chosen parent. */
export function KindField({ value, onChange, values, onInvalid: _, ...rest }: CustomFieldProps) {
  const { t, i18n } = useTranslation('location');
  const kinds = useLocationKinds();
  const parentId = (values.parent_id as number | null | undefined) ?? null;
  const parent = useQuery({ queryKey: ['locations', 'detail', parentId], queryFn: ({ signal }) => locationsApi.get(parentId!, signal), enabled: parentId !== null });
  const type = (value as string | null | undefined) ?? null;
  const fitting = kindsBelow(kinds.data ?? [], parentId === null ? null : (parent.data?.type ?? null));
  const current = kinds.data?.find((kind) => kind.code === type);
  const offered = current && !fitting.includes(current) ? [...fitting, current] : fitting;
  return (
    <Select
      {...rest}
      value={type}
      onChange={onChange}
      placeholder={t('kindPlaceholder')}
      allowDeselect={false}
      data={offered.map((kind) => ({ value: kind.code, label: kindName(kind, i18n.language) }))}
      comboboxProps={{ withinPortal: true }}
      nothingFoundMessage={t('kindNone')}
    />
  );
}

/** Degrees, with a comma or a point; a number as the value. */
function CoordinateField({ value, onChange, values: _v, onInvalid, error, example, ...rest }: CustomFieldProps & { example: string }) {
  const { t } = useTranslation('location');
  const typed = useTypedText<number>((value as number | null | undefined) ?? null, showCoordinate, readCoordinate, onChange, t('coordinateInvalid'), onInvalid);
  return (
    <TextInput
      {...rest}
      inputMode="decimal"
      placeholder={example}
      value={typed.shown}
      error={typed.error ?? error}
      onChange={(event) => typed.type(event.currentTarget.value)}
      onBlur={typed.leave}
      onKeyDown={(event) => event.key === 'Enter' && typed.leave()}
    />
  );
}

/** Degrees north, south being negative. */
export function LatitudeField(props: CustomFieldProps) {
  const { t } = useTranslation('location');
  return <CoordinateField {...props} example={t('latitudePlaceholder')} />;
}

/** Degrees east, west being negative. */
export function LongitudeField(props: CustomFieldProps) {
  const { t } = useTranslation('location');
  return <CoordinateField {...props} example={t('longitudePlaceholder')} />;
}

/** -22.4331 → "-22,4331". */
export function showCoordinate(value: number): string {
  return String(value).replace('.', ',');
}

/** "-22,4331" or "-22.4331" → -22.4331; null when it is not a number of degrees. */
export function readCoordinate(text: string): number | null {
  const trimmed = text.trim().replace('−', '-');
  return COORDINATE.test(trimmed) ? Number(trimmed.replace(',', '.')) : null;
}
