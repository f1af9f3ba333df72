import { SegmentedControl } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { transfersApi, type Transfer, type TransferLine } from '@/api/transfers';
import type { AssetCondition } from '@/api/types';
import { CONDITIONS, lookUp, type Matches } from '@/entities/asset';
import { AttachmentsButton } from '@/shared/attachments';
import type { DetailActionProps } from '@/shared/detail';
import { ActDialog } from '@/shared/dialog';
import { TextField } from '@/shared/form';
import { toast } from '@/shared/toast/toast';
import { Button, IconButton, Notice, Plate } from '@/shared/ui';
import { itemAttachments, useMovedOn } from './queries';
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
  const [extras, setExtras] = useState<Matches>([]);
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
    const body = { received, missing: chosen('missing').map((line) => line.asset_id), extras: extras.map((extra) => ({ asset_id: extra.id })) };
    if (received.length + body.missing.length + extras.length === 0) return setNothing(true);
    movedOn(await transfersApi.receive(transfer.id, body, transfer.version, { idempotencyKey: keyFor([body, transfer.version]) }));
    toast({ tone: 'success', title: t('done.receive', { number: transfer.number }) });
    onClose();
  };
  return (
    <ActDialog title={t('act.receiveTitle', { number: transfer.number })} submitLabel={t('act.receive')} size={720} onClose={onClose} onSubmit={submit} onStale={(current) => setTransfer(current as Transfer)}>
      <Typed lines={out} onFound={(line) => tell([line.asset_id], { outcome: 'received' })} onExtra={(extra) => setExtras((before) => (before.some((one) => one.id === extra.id) ? before : [...before, extra]))} />
      <Extras extras={extras} onRemove={(id) => setExtras((before) => before.filter((one) => one.id !== id))} />
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

interface TypedProps {
  lines: TransferLine[];
  onFound: (line: TransferLine) => void;
  onExtra: (extra: Matches[number]) => void;
}

/** A tag that is typed, or sent by a reader that types, marks its asset as received; another asset's is extra. */
function Typed({ lines, onFound, onExtra }: TypedProps) {
  const { t } = useTranslation('transfers');
  const [code, setCode] = useState<string | null>(null);
  const [unknown, setUnknown] = useState<string | null>(null);
  const read = async () => {
    const typed = code?.trim();
    if (!typed) return;
    const found = lines.find((line) => line.tag.toLowerCase() === typed.toLowerCase());
    const matches = found ? [] : await lookUp(typed).catch(() => []);
    const line = found ?? lines.find((one) => matches.length === 1 && one.asset_id === matches[0]!.id);
    if (line) onFound(line);
    else if (matches.length === 1) onExtra(matches[0]!);
    else return setUnknown(t('receive.unknown', { code: typed }));
    setCode(null);
  };
  const entered = (event: React.KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    void read();
  };
  return (
    <div onKeyDown={entered}>
      <TextField label={t('receive.code')} description={t('receive.codeHint')} value={code} error={unknown} onChange={(next) => (setCode(next), setUnknown(null))} />
    </div>
  );
}

/** What came besides; it is noted on the document, and moves nothing. */
function Extras({ extras, onRemove }: { extras: Matches; onRemove: (id: number) => void }) {
  const { t } = useTranslation('transfers');
  if (extras.length === 0) return null;
  return (
    <Notice tone="warning" title={t('receive.extras', { count: extras.length })}>
      <ul className={classes.delegations}>
        {extras.map((extra) => (
          <li key={extra.id}>
            <Plate code={extra.tag} />
            <span className="grow ell">{extra.name}</span>
            <IconButton label={t('editor.remove', { tag: extra.tag })} onClick={() => onRemove(extra.id)}>
              <IconX size={16} />
            </IconButton>
          </li>
        ))}
      </ul>
    </Notice>
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
          <AttachmentsButton name="transfers" root={itemAttachments(line)} count={line.attachments} of={line.tag} />
          <input aria-label={t('receive.note', { tag: line.tag })} className={classes.select} placeholder={t('receive.notePlaceholder')} maxLength={500} value={told.note ?? ''} onChange={(event) => onTell({ note: event.target.value })} />
        </span>
      )}
    </li>
  );
}
