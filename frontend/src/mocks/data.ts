import type { AssetOut, AssetRow, Me, Page, Session } from '@/api/types';

/** A signed-in administrator. */
export const ADMIN: Me = {
  id: 1,
  username: 'rita',
  email: 'rita@exemplo.gov.br',
  name: 'Rita Mendes',
  role: { name: 'administrator', label_pt: 'Administrador', label_en: 'Administrator' },
  permissions: Object.fromEntries(['assets.read', 'assets.edit', 'assets.move', 'assets.export', 'catalogue.manage', 'people.manage'].map((name) => [name, { everywhere: true, location_ids: [] }])),
  preferences: {},
};

export const session = (token: string): Session => ({ access_token: token, token_type: 'bearer', expires_in: 900, user: ADMIN });

/** One asset of the list. */
export function assetRow(id: number, over: Partial<AssetRow> = {}): AssetRow {
  return {
    id,
    tag: String(id).padStart(6, '0'),
    patrimonio: null,
    name: `Notebook ${id}`,
    status: 'in_use',
    lifecycle_state: 'in_service',
    condition: 'good',
    category: { id: 1, name: 'Notebooks' },
    location: { id: 3, name: 'Sala 214', full_name: 'Sede › Bloco B › Sala 214' },
    responsible: { id: 7, name: 'Marina Prado' },
    supplier: null,
    brand: null,
    model: null,
    serial_number: null,
    purchase_value: `${id}.10`,
    acquisition_date: '2024-03-14',
    archived_at: null,
    created_at: '2026-11-18T19:05:00Z',
    version: 1,
    ...over,
  };
}

/** One asset with everything. */
export function assetOut(id: number, over: Partial<AssetOut> = {}): AssetOut {
  return {
    ...assetRow(id),
    description: null,
    invoice_number: null,
    warranty_until: null,
    notes: null,
    extra: {},
    qr_url: null,
    code: 'abc',
    created_by: null,
    updated_at: '2026-11-18T19:05:00Z',
    movement_count: 1,
    allowed_actions: ['edit', 'move'],
    import_id: null,
    ...over,
  };
}

/** A page of a list that has more. */
export function pageOf<T>(items: T[], total = items.length, page = 1, pageSize = 50): Page<T> {
  return { items, page, page_size: pageSize, total, total_is_estimate: false };
}
