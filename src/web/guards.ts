/** Checks made before any handler sees a request. Pure: strings in, a code and a sentence out, or undefined for "go on". */

export type Refused = { readonly status: 403 | 421; readonly error: string; readonly message: string };

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/** Host names a loopback-bound server answers to; null where it is bound to the network and any name may be right. */
export function allowedHostNames(boundHost: string, publicUrl: string | null): ReadonlySet<string> | null {
  if (!isLoopback(boundHost)) return null;
  const names = new Set([...loopbackNames, boundHost]);
  if (publicUrl) names.add(new URL(publicUrl).hostname);
  return names;
}

function hostName(header: string): string | undefined {
  return URL.canParse(`http://${header}`) ? new URL(`http://${header}`).hostname : undefined;
}

/**
 * DNS rebinding: a foreign page can point its own name at 127.0.0.1 and then talk to us as "same origin". It cannot
 * choose the Host header, which still carries its name.
 */
export function checkHost(header: string | null, allowed: ReadonlySet<string> | null): Refused | undefined {
  if (!allowed) return undefined;
  const name = header === null ? undefined : hostName(header);
  if (name !== undefined && allowed.has(name)) return undefined;
  return {
    status: 421,
    error: 'wrong-host',
    message: 'This address is not served here. Open the page as http://127.0.0.1 or set http.publicUrl.',
  };
}

/**
 * Forged requests from other sites (CSRF): browsers name the origin on every request that changes something. Programs
 * (webhooks, curl) name none and are let through; they prove themselves by signature or token.
 */
export function checkOrigin(request: {
  readonly method: string;
  readonly host: string | null;
  readonly origin: string | null;
  readonly fetchSite: string | null;
  readonly publicUrl: string | null;
}): Refused | undefined {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return undefined;
  const refused: Refused = {
    status: 403,
    error: 'foreign-origin',
    message: 'This request came from another web site and was refused.',
  };
  if (request.origin !== null) {
    const own = URL.canParse(request.origin) && new URL(request.origin).host === request.host;
    const open = request.publicUrl !== null && request.origin === new URL(request.publicUrl).origin;
    return own || open ? undefined : refused;
  }
  if (request.fetchSite === null || request.fetchSite === 'same-origin' || request.fetchSite === 'none') {
    return undefined;
  }
  return refused;
}
