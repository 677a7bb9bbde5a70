const maxLength = 120;

/**
 * A name from outside, fit to be shown and to be offered for download: no folders, no control, zero-width or
 * direction-turning characters, which make `exe.txt` out of `txt.exe`; never empty. It is never used as a path.
 */
export function cleanFileName(name: string): string {
  const base = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const visible = base
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/[<>:"|?*]/g, '_')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^\.+/, '');
  if (visible === '') return 'file';
  const characters = Array.from(visible);
  if (characters.length <= maxLength) return visible;
  // The ending says what it is, so the middle goes.
  const ending = /\.[\p{L}\p{N}]{1,10}$/u.exec(visible)?.[0] ?? '';
  return characters.slice(0, maxLength - ending.length).join('') + ending;
}

/** `image/png`, lower case, without parameters; anything else is bytes. */
export function cleanMimeType(mimeType: string): string {
  const bare = (mimeType.split(';')[0] ?? '').trim().toLowerCase();
  return /^[a-z]+\/[a-z0-9][a-z0-9.+-]{0,80}$/.test(bare) ? bare : 'application/octet-stream';
}
