/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** Address of the API when it is not served from the page's own origin. */
  readonly VITE_API_BASE_URL?: string;
}
