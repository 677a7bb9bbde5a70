import type { RouteMount } from '../channel/adapter.ts';

type Handler = (request: Request) => Response | Promise<Response>;

export type MountTable = RouteMount & {
  /** The longest prefix wins; undefined where nobody serves the path. */
  find(path: string): Handler | undefined;
};

/** `/api` serves `/api` and `/api/x`, never `/apix`; `/` serves the rest. */
function serves(prefix: string, path: string): boolean {
  return prefix.endsWith('/') ? path.startsWith(prefix) : path === prefix || path.startsWith(`${prefix}/`);
}

export function createMountTable(): MountTable {
  const mounts = new Map<string, Handler>();
  return {
    mount(prefix, handler) {
      if (!prefix.startsWith('/')) throw new TypeError(`a mount's prefix starts with a slash: ${prefix}`);
      if (mounts.has(prefix)) throw new TypeError(`two handlers want ${prefix}`);
      mounts.set(prefix, handler);
    },
    find(path) {
      let best: string | undefined;
      for (const prefix of mounts.keys()) {
        if (serves(prefix, path) && (best === undefined || prefix.length > best.length)) best = prefix;
      }
      return best === undefined ? undefined : mounts.get(best);
    },
  };
}
