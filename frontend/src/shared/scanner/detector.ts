import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';

/** What is printed on things and boxes: our QR labels, plates of others, products. */
const FORMATS = ['qr_code', 'code_128', 'code_39', 'ean_13', 'ean_8', 'upc_a', 'itf', 'data_matrix'] as const;

export interface FoundCode {
  rawValue: string;
  cornerPoints: readonly { x: number; y: number }[];
}

export interface CodeDetector {
  detect: (image: ImageData) => Promise<FoundCode[]>;
}

interface NativeDetector {
  new (options: { formats: readonly string[] }): CodeDetector;
  getSupportedFormats: () => Promise<string[]>;
}

/** The browser's own detector where it knows all our formats; else zxing, whose wasm file is served from here. */
export async function createDetector(): Promise<CodeDetector> {
  const Native = (globalThis as { BarcodeDetector?: NativeDetector }).BarcodeDetector;
  if (Native) {
    const known = await Native.getSupportedFormats().catch(() => [] as string[]);
    if (FORMATS.every((format) => known.includes(format))) return new Native({ formats: FORMATS });
  }
  const { BarcodeDetector, prepareZXingModule } = await import('barcode-detector/ponyfill');
  await prepareZXingModule({ overrides: { locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? wasmUrl : prefix + path) }, fireImmediately: true });
  return new BarcodeDetector({ formats: [...FORMATS] });
}
