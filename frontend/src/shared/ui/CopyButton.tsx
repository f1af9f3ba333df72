import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button';

interface CopyButtonProps {
  text: string;
  label: string;
  /** What it says once it has copied. */
  done?: string;
  asLink?: boolean;
}

/** A button that copies a text, and says that it has. */
export function CopyButton({ text, label, done, asLink }: CopyButtonProps) {
  const { t } = useTranslation('shared');
  const [copied, setCopied] = useState(false);
  const copy = () => void navigator.clipboard?.writeText(text).then(() => setCopied(true), () => undefined);
  const Icon = copied ? IconCheck : IconCopy;
  return (
    <Button variant={asLink ? 'link' : 'default'} onClick={copy} icon={asLink ? undefined : <Icon size={16} aria-hidden />}>
      {copied ? (done ?? t('copied')) : label}
    </Button>
  );
}
