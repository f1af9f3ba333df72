import { Checkbox, Input } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { TaxIdField, type CustomFieldProps } from '@/shared/form';
import { Button } from '@/shared/ui';

/** Stands for "take away what is stored", which is not the same as having typed nothing. */
export const REMOVAL = { remove: true } as const;

/** Whether a value of the CPF field means that the stored one goes. */
export function isRemoval(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'remove' in value;
}

/** CPF: written, never read back; of the stored one the middle is shown. */
export function CpfField(props: CustomFieldProps) {
  const { t } = useTranslation('people');
  const stored = props.values.cpf_masked as string | null | undefined;
  if (isRemoval(props.value)) {
    return (
      <Input.Wrapper label={props.label} description={t('cpf.removal')}>
        <Button size="sm" onClick={() => props.onChange(null)}>
          {t('cpf.keep')}
        </Button>
      </Input.Wrapper>
    );
  }
  return (
    <div>
      <TaxIdField {...props} description={stored ? t('cpf.stored', { cpf: stored }) : props.description} />
      {stored && !props.value && (
        <Button variant="link" size="sm" onClick={() => props.onChange(REMOVAL)}>
          {t('cpf.remove')}
        </Button>
      )}
    </div>
  );
}

/** Whether a person may still be given things. */
export function ActiveField({ label, value, onChange }: CustomFieldProps) {
  const { t } = useTranslation('people');
  return <Checkbox label={label} description={t('activeHint')} checked={value !== false} onChange={(event) => onChange(event.currentTarget.checked)} />;
}
