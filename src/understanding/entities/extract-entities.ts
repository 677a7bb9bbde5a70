import { originalWords, spanInOriginal } from '../text/aligned-text.ts';
import type { ReadText } from '../text/reading.ts';
import type { Entity, EntityType } from '../understanding.ts';
import { findApplications } from './application.ts';
import { findAssets } from './asset.ts';
import { findDeadlines } from './deadline.ts';
import { findDevices } from './device.ts';
import { findErrors } from './error.ts';
import type { FindMentions, Finding } from '../text/finding.ts';
import { findLocations } from './location.ts';
import { findPeople } from './people.ts';
import { findPhones } from './phone.ts';
import { findSystems } from './system.ts';

/** In the order in which they claim a stretch of text: "PC-01234" is a tag before it is a device, "809" an error before a room. */
const finders: readonly (readonly [EntityType, FindMentions])[] = [
  ['asset', findAssets],
  ['phone', findPhones],
  ['error', findErrors],
  ['deadline', findDeadlines],
  ['people', findPeople],
  ['location', findLocations],
  ['os', findSystems],
  ['application', findApplications],
  ['device', findDevices],
];

/** What a message already says, in text order; no two entities overlap. */
export function extractEntities(read: ReadText): Entity[] {
  const claimed: Finding[] = [];
  const entities: Entity[] = [];
  for (const [type, find] of finders) {
    for (const finding of find(read)) {
      if (claimed.some((other) => finding.start < other.end && other.start < finding.end)) continue;
      claimed.push(finding);
      const { start, end } = spanInOriginal(read.aligned, finding.start, finding.end);
      entities.push({ type, value: originalWords(read.aligned, finding.start, finding.end), start, end });
    }
  }
  return entities.sort((one, other) => one.start - other.start);
}
