import { Tooltip } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Classification } from '@/api/generated/model';
import { CLASSIFICATIONS } from '@/entities/disposal';
import classes from './disposals.module.css';

interface ClassSelectProps {
  label: string;
  /** Shown while none is chosen. */
  empty: string;
  value: Classification | null;
  onChange: (value: Classification | null) => void;
  wrong?: boolean;
  describedBy?: string;
}

/** The class of an asset; what it means is told over it. */
export function ClassSelect({ label, empty, value, onChange, wrong, describedBy }: ClassSelectProps) {
  const { t } = useTranslation('disposals');
  const { t: te } = useTranslation('entities');
  return (
    <Tooltip label={value ? t(`classes.${value}`) : ''} disabled={value === null} multiline w={320} events={{ hover: true, focus: true, touch: false }}>
      <select aria-label={label} aria-invalid={wrong || undefined} aria-describedby={describedBy} className={classes.input} value={value ?? ''} onChange={(event) => onChange((event.target.value || null) as Classification | null)}>
        <option value="">{empty}</option>
        {CLASSIFICATIONS.map((one) => (
          <option key={one} value={one}>
            {te(`asset.condition.${one}`)}
          </option>
        ))}
      </select>
    </Tooltip>
  );
}
