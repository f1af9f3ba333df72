/** Brazilian tax numbers as they are written. CNPJ may hold letters since 2026. */

/** Fourteen characters → "12.ABC.345/01DE-35", eleven digits → "123.456.789-01"; anything else as it is. */
export function formatTaxId(value: string | null | undefined): string {
  if (!value) return '';
  const bare = bareTaxId(value);
  if (/^[0-9A-Z]{12}\d{2}$/.test(bare)) return `${bare.slice(0, 2)}.${bare.slice(2, 5)}.${bare.slice(5, 8)}/${bare.slice(8, 12)}-${bare.slice(12)}`;
  if (/^\d{11}$/.test(bare)) return `${bare.slice(0, 3)}.${bare.slice(3, 6)}.${bare.slice(6, 9)}-${bare.slice(9)}`;
  return value;
}

/** Without dots, strokes and spaces, in capitals; a mask (***) stays what it is. */
export function bareTaxId(value: string): string {
  return value.includes('*') ? value : value.replace(/[\s./-]/g, '').toUpperCase();
}
