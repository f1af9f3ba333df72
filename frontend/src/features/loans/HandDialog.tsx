import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LoanLineOut, LoanOut, LoanStatus } from '@/api/generated/model';
import { loanAttachments, loansApi } from '@/api/loans';
import type { AssetCondition, Id } from '@/api/types';
import { CONDITIONS } from '@/entities/asset';
import { LocationPicker } from '@/entities/location';
import { AttachmentsButton } from '@/shared/attachments';
import type { DetailActionProps } from '@/shared/detail';
import { ActDialog } from '@/shared/dialog';
import { toast } from '@/shared/toast/toast';
import { Checkbox, Notice, Plate } from '@/shared/ui';
import { All, Typed } from './choosing';
import classes from './loans.module.css';
import { useMovedOn } from './queries';

type Way = 'handOver' | 'giveBack' | 'find';

/** Of which assets each way is about. */
const ABOUT: Record<Way, LoanStatus> = { handOver: 'reserved', giveBack: 'active', find: 'lost' };

interface Told {
  chosen: boolean;
  condition: AssetCondition | null;
  note: string | null;
  damaged: boolean;
  /** Which of its accessories, by their place in the list, are not there. */
  missing: number[];
}

const ALL_WELL: Told = { chosen: true, condition: null, note: null, damaged: false, missing: [] };

/** The assets go to their borrower. */
export const HandOverDialog = (props: DetailActionProps<LoanOut>) => <HandDialog {...props} way="handOver" />;

/** They come back, all or some of them; `only` one of them is chosen at first. */
export const GiveBackDialog = (props: DetailActionProps<LoanOut> & { only?: Id }) => <HandDialog {...props} way="giveBack" />;

/** What was lost turned up again. */
export const FindDialog = (props: DetailActionProps<LoanOut>) => <HandDialog {...props} way="find" />;

/** Over the desk in either direction, asset by asset: all of them unless told otherwise, from the list or by typing and scanning tags. */
function HandDialog({ item, onClose, way, only }: DetailActionProps<LoanOut> & { way: Way; only?: Id }) {
  const { t } = useTranslation('loans');
  const movedOn = useMovedOn();
  const [loan, setLoan] = useState(item);
  const [told, setTold] = useState<Record<Id, Told>>(() => (only === undefined ? {} : Object.fromEntries(item.lines.filter((line) => line.asset_id !== only).map((line) => [line.asset_id, { ...ALL_WELL, chosen: false }]))));
  const [place, setPlace] = useState<Id | null>(null);
  const [nothing, setNothing] = useState(false);
  const lines = useMemo(() => loan.lines.filter((line) => line.status === ABOUT[way]), [loan, way]);
  const of = (line: LoanLineOut) => told[line.asset_id] ?? ALL_WELL;
  const chosen = lines.filter((line) => of(line).chosen);
  const tell = (about: LoanLineOut[], patch: Partial<Told>) => {
    setNothing(false);
    setTold((before) => ({ ...before, ...Object.fromEntries(about.map((line) => [line.asset_id, { ...(before[line.asset_id] ?? ALL_WELL), ...patch }])) }));
  };
  const send = (keyFor: (body: unknown) => string) => {
    const said = chosen.map((line) => ({ line, told: of(line) }));
    const items = said.map(({ line, told: one }) => ({ asset_id: line.asset_id, condition: one.condition, note: one.note?.trim() || null }));
    const options = (body: unknown) => ({ idempotencyKey: keyFor([way, body, loan.version]) });
    if (way === 'handOver') return loansApi.handOver(loan.id, { items }, loan.version, options(items));
    const body = { items: items.map((one, at) => ({ ...one, damaged: said[at]!.told.damaged, missing_accessories: said[at]!.told.missing.map((index) => said[at]!.line.accessory_list[index]!) })), location_id: place };
    return loansApi[way](loan.id, body, loan.version, options(body));
  };
  const submit = async (keyFor: (body: unknown) => string) => {
    if (chosen.length === 0) return setNothing(true);
    movedOn(await send(keyFor));
    toast({ tone: 'success', title: t(`done.${way}`, { number: loan.number }) });
    onClose();
  };
  return (
    <ActDialog title={t(`act.${way}Title`, { number: loan.number })} submitLabel={chosen.length > 0 ? t(`hand.${way}`, { count: chosen.length }) : t(`act.${way}`)} size={720} onClose={onClose} onSubmit={submit} onStale={(current) => setLoan(current as LoanOut)}>
      {(errors) => (
        <>
          <Typed lines={lines} onFound={(line) => tell([line], { chosen: true })} />
          <All lines={lines} chosen={chosen.length} onTell={(all) => tell(lines, { chosen: all })} />
          <ul className={classes.hand}>
            {lines.map((line) => (
              <Line key={line.asset_id} line={line} told={of(line)} damage={way !== 'handOver'} onTell={(patch) => tell([line], patch)} />
            ))}
          </ul>
          {nothing && (
            <p className={classes.wrong} role="alert">
              {t('hand.nothing')}
            </p>
          )}
          {way === 'handOver' && chosen.length < lines.length && <Notice tone="info">{t('hand.leftOut', { count: lines.length - chosen.length })}</Notice>}
          {way !== 'handOver' && <LocationPicker label={t('hand.place')} description={t('hand.placeHint')} value={place} onChange={setPlace} error={errors.location_id} />}
        </>
      )}
    </ActDialog>
  );
}

interface LineProps {
  line: LoanLineOut;
  told: Told;
  /** Whether it may have come back damaged. */
  damage: boolean;
  onTell: (patch: Partial<Told>) => void;
}

function Line({ line, told, damage, onTell }: LineProps) {
  const { t } = useTranslation('loans');
  const { t: te } = useTranslation('entities');
  return (
    <li data-chosen={told.chosen || undefined}>
      <Checkbox label={t('hand.choose', { tag: line.tag })} checked={told.chosen} onChange={(chosen) => onTell({ chosen })} />
      <Plate code={line.tag} />
      <span className={classes.name}>{line.name}</span>
      {told.chosen && (
        <span className={classes.details}>
          {damage && <Accessories line={line} missing={told.missing} onTell={(missing) => onTell({ missing })} />}
          {!damage && line.accessories && <span className={classes.accessories}>{t('with', { accessories: line.accessories })}</span>}
          <select aria-label={t('hand.condition', { tag: line.tag })} className={classes.input} value={told.condition ?? ''} onChange={(event) => onTell({ condition: (event.target.value || null) as AssetCondition | null })}>
            <option value="">{t('hand.noCondition')}</option>
            {CONDITIONS.map((condition) => (
              <option key={condition} value={condition}>
                {te(`asset.condition.${condition}`)}
              </option>
            ))}
          </select>
          <AttachmentsButton name="loans" root={loanAttachments(line)} count={line.attachments} of={line.tag} />
          {damage && (
            <label className={classes.damage}>
              <Checkbox label={t('hand.damagedOf', { tag: line.tag })} checked={told.damaged} onChange={(damaged) => onTell({ damaged })} />
              <span aria-hidden>{t('hand.damaged')}</span>
            </label>
          )}
          <input aria-label={t('hand.note', { tag: line.tag })} className={classes.input} placeholder={t(told.damaged ? 'hand.damagePlaceholder' : 'hand.notePlaceholder')} maxLength={500} value={told.note ?? ''} onChange={(event) => onTell({ note: event.target.value })} />
        </span>
      )}
    </li>
  );
}

/** What went with an asset, ticked off one by one: all of it is there unless told otherwise, and then it is said what follows. */
function Accessories({ line, missing, onTell }: { line: LoanLineOut; missing: number[]; onTell: (missing: number[]) => void }) {
  const { t } = useTranslation('loans');
  const names = line.accessory_list;
  if (names.length === 0) return null;
  return (
    <fieldset className={classes.ticked}>
      <legend>{t('hand.accessories', { tag: line.tag })}</legend>
      {names.map((name, index) => (
        <label key={index} className={classes.damage}>
          <Checkbox label={t('hand.accessory', { name, tag: line.tag })} checked={!missing.includes(index)} onChange={(there) => onTell(there ? missing.filter((one) => one !== index) : [...missing, index].sort((a, b) => a - b))} />
          <span aria-hidden>{name}</span>
        </label>
      ))}
      <span role="status" className={classes.lacking}>
        {missing.length > 0 && t('hand.missing', { accessories: missing.map((index) => names[index]).join(', ') })}
      </span>
    </fieldset>
  );
}
