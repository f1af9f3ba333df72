import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { formatTaxId } from '../lib/taxId';
import type { CustomFieldProps } from './types';

/** CPF or CNPJ: typed in any form, shown in the usual one once the field is left. The server checks the digits. */
export function TaxIdField({ value, onChange, values: _values, onInvalid: _onInvalid, ...rest }: CustomFieldProps) {
  const [typing, setTyping] = useState<string | null>(null);
  const text = typeof value === 'string' ? value : null;
  return (
    <TextInput
      {...rest}
      autoComplete="off"
      autoCapitalize="characters"
      classNames={{ input: 'mono' }}
      maxLength={30}
      value={typing ?? formatTaxId(text)}
      onChange={(event) => {
        const next = event.currentTarget.value.toUpperCase();
        setTyping(next);
        onChange(next.trim() || null);
      }}
      onBlur={() => setTyping(null)}
    />
  );
}
