import type { ReadText } from '../text/reading.ts';
import { findAll, longestOnly, type Finding } from '../text/finding.ts';

const systems = [
  /(?<![a-z0-9])windows(?:\s?(?:xp|vista|7|8\.1|8|10|11|server(?:\s20\d\d)?)(?![a-z0-9])|(?![a-z0-9])(?!\s?\d)(?!\s(?:hello|defender|update|key|installer)))/g,
  /(?<![a-z0-9])win\s?(?:xp|7|8|10|11)(?![0-9])/g,
  /(?<![a-z0-9])(?:mac\s?os(?:\sx)?|os\sx|osx)(?:\s(?:\d{2}(?:\.\d+)?|ventura|sonoma|monterey|sequoia|tahoe|big sur|catalina))?(?![a-z0-9])|苹果系统|mac系统/g,
  /(?<![a-z0-9])(?:ubuntu|debian|centos|fedora|red hat|rhel|linux|harmonyos|kylin|uos|chrome\s?os|ipados)(?:\s\d{1,2}(?:\.\d+)?)?(?![a-z0-9])|鸿蒙|统信|麒麟系统|银河麒麟|中标麒麟/g,
  /(?<![a-z0-9])(?:android|ios)(?:\s\d{1,2}(?:\.\d+)?)?(?![a-z0-9])|安卓(?:系统)?/g,
];

/** Operating systems, with their version where it is said. */
export function findSystems(read: ReadText): readonly Finding[] {
  return longestOnly(findAll(read.text, systems));
}
