import { XMLParser } from 'fast-xml-parser';

/** Entities stay letters and numbers stay text: WeCom sends its words as CDATA. */
const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  processEntities: false,
  trimValues: true,
});

/**
 * The fields of `<xml>…</xml>`; undefined where it is none, or declares anything: WeCom never sends a DOCTYPE, and entities
 * are how a small document becomes a large one or reads our files.
 */
export function parseXml(text: string): Readonly<Record<string, unknown>> | undefined {
  if (/<!\s*(?:DOCTYPE|ENTITY|ELEMENT|ATTLIST|NOTATION)/iu.test(outsideOfCdata(text))) return undefined;
  try {
    const document: unknown = parser.parse(text);
    const root: unknown = isRecord(document) ? document['xml'] : undefined;
    return isRecord(root) ? root : undefined;
  } catch {
    return undefined;
  }
}

/** People may write `<!DOCTYPE` in a message. */
function outsideOfCdata(text: string): string {
  return text.replaceAll(/<!\[CDATA\[.*?\]\]>/gsu, '');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
