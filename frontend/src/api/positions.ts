import { call } from './http';
import type { AssetStatus, FilterQuery, Id, IsoDateTime, Page, PathRef, Ref } from './types';

/** Wire types and calls of the position on a day: where things were, from the ledger. */

export interface Position {
  location: PathRef | null;
  responsible: Ref | null;
  status: AssetStatus;
  /** What of it this reader does not get to see. */
  hidden: ('location' | 'responsible')[];
  since: IsoDateTime;
  /** Null: it still stands. */
  until: IsoDateTime | null;
}

export interface PositionRow extends Position {
  id: Id;
  tag: string;
  name: string;
}

export interface PositionPage extends Page<PositionRow> {
  on: string;
  /** Assets that were there then and are out of reach now. */
  beyond_reach: number;
}

export interface AssetPosition {
  on: string;
  position: Position | null;
}

export const positionsApi = {
  list: (query: FilterQuery, signal?: AbortSignal) => call<PositionPage>({ method: 'get', url: '/movimentacoes/posicao', params: query, signal }),
  ofAsset: (id: Id, on: string, signal?: AbortSignal) => call<AssetPosition>({ method: 'get', url: `/ativos/${id}/posicao`, params: { on }, signal }),
};
