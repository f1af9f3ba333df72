/** The access token lives here and nowhere else: in memory, never in a storage, never in an address. */
let accessToken: string | null = null;

export const token = {
  get: (): string | null => accessToken,
  set: (value: string | null): void => {
    accessToken = value;
  },
};
