import type { AxiosRequestConfig } from 'axios';
import { call } from './http';

/** Entry of the generated client into the one Axios instance (named in orval.config.ts). */
export function request<T>(config: AxiosRequestConfig, options?: AxiosRequestConfig): Promise<T> {
  const url = config.url?.replace(/^\/api\/v1/, '');
  return call<T>({ ...config, ...options, url });
}
