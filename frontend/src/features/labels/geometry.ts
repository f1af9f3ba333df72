import type { LabelSheet } from '@/api/labels';

export interface Cell {
  /** From 1, row by row. */
  position: number;
  x: number;
  y: number;
}

/** Where each label of a page lies: left and top edge in mm from the corner of the page. */
export function cellsOf(sheet: LabelSheet): Cell[] {
  return Array.from({ length: sheet.per_sheet }, (_, index) => ({
    position: index + 1,
    x: sheet.margin_left_mm + (index % sheet.columns) * sheet.pitch_x_mm,
    y: sheet.margin_top_mm + Math.floor(index / sheet.columns) * sheet.pitch_y_mm,
  }));
}

/** Pages that so many labels take when the first goes to `start`. */
export function pagesFor(labels: number, sheet: LabelSheet, start: number): number {
  return labels === 0 ? 0 : Math.ceil((start - 1 + labels) / sheet.per_sheet);
}

/** The first free label after such a print; 1 when the last page is full. */
export function nextFree(labels: number, sheet: LabelSheet, start: number): number {
  return ((start - 1 + labels) % sheet.per_sheet) + 1;
}

export type CellUse = 'used' | 'printed' | 'blank';

/** What happens to a label of the first page. */
export function cellUse(position: number, start: number, labels: number): CellUse {
  if (position < start) return 'used';
  return position < start + labels ? 'printed' : 'blank';
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Roughly where the code and the words lie on a label (the server decides; this is for the eye). */
export function arrange(sheet: Pick<LabelSheet, 'width_mm' | 'height_mm'>): { symbol: Box; text: Box; stacked: boolean } {
  const { width_mm: width, height_mm: height } = sheet;
  const inset = Math.min(Math.max(0.075 * Math.min(width, height), 1.1), 6);
  if (width >= 1.25 * height) {
    const room = height - 2 * inset;
    const side = Math.min(room, 0.38 * width, 72);
    const top = inset + (room - side) / 2;
    const left = inset + side + Math.max(0.14 * side, 0.02 * width);
    return { stacked: false, symbol: { x: inset, y: top, width: side, height: side }, text: { x: left, y: inset, width: Math.max(0, width - inset - left), height: room } };
  }
  const side = Math.min(0.44 * (height - 2 * inset), 0.8 * (width - 2 * inset), 110);
  const top = inset + side + Math.max(0.05 * height, 0.6);
  return {
    stacked: true,
    symbol: { x: (width - side) / 2, y: inset, width: side, height: side },
    text: { x: inset, y: top, width: width - 2 * inset, height: Math.max(0, height - inset - top) },
  };
}
