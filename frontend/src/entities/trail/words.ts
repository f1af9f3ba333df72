import { useTranslation } from 'react-i18next';
import type { TrailChange, TrailEntry } from '@/api/types';
import { formatMoney, formatNumber } from '@/shared/lib/format';

/** Fields whose values are codes, and where their words are. */
const CODED: Record<string, string> = { status: 'asset.status', lifecycle_state: 'asset.lifecycle', condition: 'asset.condition' };

/** The same of one asset that is lent. */
const LENT: Record<string, string> = { status: 'loan.status', out_condition: 'asset.condition', in_condition: 'asset.condition' };

/** The same of a disposal, its assets and its commission. */
const DISPOSED: Record<string, string> = { destination: 'disposal.destination', classification: 'asset.condition', role: 'disposal.role' };

/** Where the words of `state` are, by kind of thing. */
const STATES: Record<string, string> = { asset_import: 'trail.importState', movement_document: 'transfer.state', approval: 'transfer.approval', term: 'term.state', loan_agreement: 'loan.state', disposal: 'disposal.state', asset_occurrence: 'occurrence.state' };

/** Fields that are money, in reais. */
const MONEY = new Set(['purchase_value', 'appraised_value', 'received_value']);

const familyOf = (entity: string, field: string): string | undefined => {
  if (entity === 'asset') return CODED[field];
  if (entity === 'loan') return LENT[field];
  if (field === 'state') return STATES[entity];
  if (entity === 'asset_occurrence' && field === 'kind') return 'occurrence.kind';
  return entity.startsWith('disposal') ? DISPOSED[field] : undefined;
};

/** What was done, more exactly than the row that was written: archiving is an update of one field. */
export function actionOf(entry: TrailEntry): string {
  const archived = entry.action === 'update' ? entry.changes.find((change) => change.field === 'archived_at') : undefined;
  if (archived) return archived.after === null ? 'unarchive' : 'archive';
  return entry.entity === 'session' ? `session_${entry.action}` : entry.action;
}

/** Entries of the trail in words: what was done, to which field, from what to what. */
export function useTrailWords() {
  const { t } = useTranslation('entities');
  return {
    verb: (entry: TrailEntry) => t(`trail.action.${actionOf(entry)}`, { defaultValue: entry.action }),
    entityName: (entity: string) => t(`trail.entity.${entity}`, { defaultValue: entity }),
    /** "5.724 ativos": what a group of like entries is about. */
    many: (entry: TrailEntry) => t(`trail.many.${entry.entity}`, { formatted: formatNumber(entry.count ?? 1), defaultValue: formatNumber(entry.count ?? 1) }),
    fieldName: (entry: TrailEntry, change: TrailChange) =>
      t(entry.entity === 'asset' ? `asset.field.${change.field}` : `trail.field.${change.field}`, { defaultValue: t(`trail.field.${change.field}`, { defaultValue: change.field }) }),
    showValue: (entry: TrailEntry, change: TrailChange, value: unknown): string | undefined => {
      const family = familyOf(entry.entity, change.field);
      if (family && typeof value === 'string') return t(`${family}.${value}`, { defaultValue: value });
      if (MONEY.has(change.field) && typeof value === 'string') return formatMoney(value);
      return undefined;
    },
  };
}
