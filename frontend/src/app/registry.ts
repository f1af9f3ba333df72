import type { ComponentType, ReactNode } from 'react';
import type { RouteObject } from 'react-router';
import type { Permission } from '@/api/types';
import type { AssetAction } from '@/entities/disposal';
import type { BulkAction, ListLink } from '@/shared/list';

export type NavGroup = 'inventory' | 'supplies' | 'people' | 'administration';

/** An entry of the side navigation, the phone's menu and the command palette. */
export interface NavItem {
  to: string;
  /** Key of the text, in the namespace `app`. */
  label: string;
  group: NavGroup;
  /** Place within the group, ascending. */
  order: number;
  icon: ReactNode;
  permission?: Permission;
  /** A number beside it: what waits there. */
  Count?: ComponentType;
}

/** Something the command palette can do. */
export interface AppCommand {
  id: string;
  /** Key of the text, in the namespace `app`. */
  label: string;
  icon: ReactNode;
  to: string;
  permission?: Permission;
}

/**
 * What a file of `app/modules` brings to the app. One file per module, so that two people who add
 * screens never edit the same list. Keep it light: pages and dialogs are lazy.
 */
export interface AppModule {
  routes?: RouteObject[];
  /** Namespaces that the labels below need; loaded with the pages that show them. */
  texts?: string[];
  nav?: NavItem[];
  commands?: AppCommand[];
  /** Actions of the asset page, by weight: the first that is allowed is the filled button. */
  assetActions?: (AssetAction & { weight: number })[];
  /** Actions on selected assets. */
  assetBulk?: (BulkAction & { weight: number })[];
  /** Ways on from the list of assets, left to right by weight; the last is the primary one. */
  assetListLinks?: (ListLink & { weight: number })[];
  /** The first steps offered while there is no asset yet, by weight. */
  assetEmptyButtons?: { weight: number; permission?: Permission; Button: ComponentType }[];
}

const files = import.meta.glob<{ default: AppModule }>('./modules/*.tsx', { eager: true });
const modules = Object.values(files).map((file) => file.default);
const byWeight = <T extends { weight: number }>(pick: (module: AppModule) => T[] | undefined): T[] =>
  modules.flatMap((module) => pick(module) ?? []).sort((a, b) => a.weight - b.weight);

export const NAV_GROUPS: NavGroup[] = ['inventory', 'supplies', 'people', 'administration'];
export const routes = modules.flatMap((module) => module.routes ?? []);
export const nav = modules.flatMap((module) => module.nav ?? []).sort((a, b) => NAV_GROUPS.indexOf(a.group) - NAV_GROUPS.indexOf(b.group) || a.order - b.order);
export const slotTexts = modules.flatMap((module) => module.texts ?? []);
export const commands = modules.flatMap((module) => module.commands ?? []);
export const assetActions = byWeight((module) => module.assetActions);
export const assetBulk = byWeight((module) => module.assetBulk);
export const assetListLinks = byWeight((module) => module.assetListLinks);
export const assetEmptyButtons = byWeight((module) => module.assetEmptyButtons);
