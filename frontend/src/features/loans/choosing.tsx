import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { LoanLineOut } from '@/api/generated/model';
import { lookUp } from '@/entities/asset';
import { TextField } from '@/shared/form';
import { Checkbox } from '@/shared/ui';
import classes from './loans.module.css';

/** A tag that is typed, or sent by a reader that types, chooses its asset and says so. */
export function Typed({ lines, onFound }: { lines: LoanLineOut[]; onFound: (line: LoanLineOut) => void }) {
  const { t } = useTranslation('loans');
  const [code, setCode] = useState<string | null>(null);
  const [unknown, setUnknown] = useState<string | null>(null);
  const [found, setFound] = useState<string | null>(null);
  const read = async () => {
    const typed = code?.trim();
    if (!typed) return;
    setFound(null);
    const named = lines.find((line) => line.tag.toLowerCase() === typed.toLowerCase());
    const matches = named ? [] : await lookUp(typed).catch(() => []);
    const line = named ?? lines.find((one) => matches.length === 1 && one.asset_id === matches[0]!.id);
    if (!line) return setUnknown(t('hand.unknown', { code: typed }));
    onFound(line);
    setFound(line.tag);
    setCode(null);
  };
  const entered = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    void read();
  };
  return (
    <div onKeyDown={entered}>
      <TextField
        label={t('hand.code')}
        description={<span role="status">{found ? <b className={classes.found}>{t('hand.found', { tag: found })}</b> : t('hand.codeHint')}</span>}
        value={code}
        error={unknown}
        onChange={(next) => (setCode(next), setUnknown(null))}
      />
    </div>
  );
}

/** All of them or none: to begin with none and read them one by one. */
export function All({ lines, chosen, onTell }: { lines: LoanLineOut[]; chosen: number; onTell: (all: boolean) => void }) {
  const { t } = useTranslation('loans');
  return (
    <p className={classes.all}>
      <Checkbox label={t('hand.all')} checked={chosen === lines.length} indeterminate={chosen > 0 && chosen < lines.length} onChange={onTell} />
      <span>{t('hand.chosen', { chosen, count: lines.length })}</span>
    </p>
  );
}
