import { useTranslation } from 'react-i18next';
import { TextInput } from '@mantine/core';
import { CopyButton, Notice } from '@/shared/ui';
import classes from './account.module.css';

interface CodeFieldProps {
  value: string;
  onChange: (value: string) => void;
  error?: string;
  label: string;
  description?: string;
  autoFocus?: boolean;
}

/** A code of the authenticator; phones offer the one they know. */
export function OneTimeCodeField({ value, onChange, ...rest }: CodeFieldProps) {
  return (
    <TextInput
      {...rest}
      required
      name="code"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoComplete="one-time-code"
      autoCapitalize="none"
      autoCorrect="off"
      spellCheck={false}
      maxLength={40}
      classNames={{ input: 'mono' }}
    />
  );
}

/** Recovery codes, which are shown this once. */
export function CodeSheet({ codes }: { codes: string[] }) {
  const { t } = useTranslation('account');
  return (
    <>
      <Notice tone="warning" title={t('codes.once')}>
        <span>{t('codes.keep')}</span>
      </Notice>
      <ol className={classes.codes} aria-label={t('codes.title')}>
        {codes.map((code) => (
          <li key={code} className="mono">
            {code}
          </li>
        ))}
      </ol>
      <div>
        <CopyButton text={codes.join('\n')} label={t('codes.copy')} />
      </div>
    </>
  );
}
