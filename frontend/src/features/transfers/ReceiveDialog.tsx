import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { transfersApi, type Transfer, type TransferLine } from '@/api/transfers';
import type { AssetCondition } from '@/api/types';
import { CONDITIONS } from '@/entities/asset';
import type { DetailActionProps } from '@/shared/detail';
import { ActDialog } from '@/shared/dialog';
import { TextField } from '@/shared/form';
import { toast } from '@/shared/toast/toast';
import { Button, Plate } from '@/shared/ui';
import { useMovedOn } from './queries';
import classes from './transfers.module.css';

type Outcome = 'later' | 'received' | 'missing';
const OUTCOMES: Outcome[] = ['later', 'received', 'missing'];

interface Told {
  outcome: Outcome;
  condition: AssetCondition | null;
  note: string | null;
}

const NOTHING: Told = { outcome: 'later', condition: null, note: null };

/** Receive asset by asset, from the list or by typing and scanning tags; what is missing is said too. */
export function ReceiveDialog({ item, onClose }: DetailActionProps<Transfer>) {
  const { t } = useTranslation('transfers');
  const movedOn = useMovedOn();
  const [transfer, setTransfer] = useState(item);
  const [told, setTold] = useState<Record<number, Told>>({});
  const [nothing, setNothing] = useState(false);
  const out = useMemo(() => transfer.lines.filter((line) => line.state === 'waiting' || line.state === 'missing'), [transfer]);
  const of = (line: TransferLine) => told[line.asset_id] ?? NOTHING;
  const tell = (ids: number[], patch: Partial<Told>) => {
    setNothing(false);
    setTold((before) => ({ ...before, ...Object.fromEntries(ids.map((id) => [id, { ...(before[id] ?? NOTHING), ...patch }])) }));
  };

  const submit = async (keyFor: (body: unknown) => string) => {
    const chosen = (outcome: Outcome) => out.filter((line) => of(line).outcome === outcome);
    const received = chosen('received').map((line) => ({ asset_id: line.asset_id, condition: of(line).condition, note: of(line).note?.trim() || null }));
    const body = { received, missing: chosen('missing').map((line) => line.asset_id) };
    if (received.length + body.missing.length === 0) return setNothing(true);
    movedOn(await transfersApi.receive(transfer.id, body, transfer.version, { idempotencyKey: keyFor([body, transfer.version]) }));
    toast({ tone: 'success', title: t('done.receive', { number: transfer.number }) });
    onClose();
  };
  return (
    <ActDialog title={t('act.receiveTitle', { number: transfer.number })} submitLabel={t('act.receive')} size={720} onClose={onClose} onSubmit={submit} onStale={(current) => setTransfer(current as Transfer)}>
      <Typed lines={out} onFound={(line) => tell([line.asset_id], { outcome: 'received' })} />
      <Button onClick={() => tell(out.map((line) => line.asset_id), { outcome: 'received' })}>{t('receive.all', { count: out.length })}</Button>
      <ul className={classes.receive}>
        {out.map((line) => (
          <Line key={line.asset_id} line={line} told={of(line)} onTell={(patch) => tell([line.asset_id], patch)} />
        ))}
      </ul>
      {nothing && (
        <p className={classes.wrong} role="alert">
          {t('receive.nothing')}
        </p>
      )}
    </ActDialog>
  );
}

/** A tag that is typed, or sent by a reader that types, marks its asset as received. */
function Typed({ lines, onFound }: { lines: TransferLine[]; onFound: (line: TransferLine) => void }) {
  const { t } = useTranslation('transfers');
  const [code, setCode] = useState<string | null>(null);
  const [unknown, setUnknown] = useState<string | null>(null);
  const read = () => {
    const typed = code?.trim().toLowerCase();
    if (!typed) return;
    const found = lines.find((line) => line.tag.toLowerCase() === typed);
    setUnknown(found ? null : t('receive.unknown', { code: code?.trim() }));
    if (found) onFound(found);
    if (found) setCode(null);
  };
  const entered = (event: React.KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    read();
  };
  return (
    <div onKeyDown={entered}>
      <TextField label={t('receive.code')} description={t('receive.codeHint')} value={code} error={unknown} onChange={(next) => (setCode(next), setUnknown(null))} />
    </div>
  );
}

interface LineProps {
  line: TransferLine;
  told: Told;
  onTell: (patch: Partial<Told>) => void;
}

function Line({ line, told, onTell }: LineProps) {
  const { t } = useTranslation('transfers');
  const { t: te } = useTranslation('entities');
  return (
    <li>
      <Plate code={line.tag} />
      <span className={classes.name}>{line.name}</span>
      <SegmentedControl aria-label={t('receive.outcome', { tag: line.tag })} size="xs" value={told.outcome} onChange={(outcome) => onTell({ outcome: outcome })} data={OUTCOMES.map((value) => ({ value, label: t(`receive.${value}`) }))} />
      {told.outcome === 'received' && (
        <span className={classes.details}>
          <select aria-label={t('receive.condition', { tag: line.tag })} className={classes.select} value={told.condition ?? ''} onChange={(event) => onTell({ condition: (event.target.value || null) as AssetCondition | null })}>
            <option value="">{t('receive.noCondition')}</option>
            {CONDITIONS.map((condition) => (
              <option key={condition} value={condition}>
                {te(`asset.condition.${condition}`)}
              </option>
            ))}
          </select>
          <input aria-label={t('receive.note', { tag: line.tag })} className={classes.select} placeholder={t('receive.notePlaceholder')} maxLength={500} value={told.note ?? ''} onChange={(event) => onTell({ note: event.target.value })} />
        </span>
      )}
    </li>
  );
}
