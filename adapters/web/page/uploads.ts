import { useEffect, useRef, useState } from 'preact/hooks';
import type { CastMember } from '../cast.ts';
import type { WireCast } from '../wire.ts';
import { api } from './api.ts';
import { localeOf } from './model.ts';
import { wording } from './wording.ts';

export type Upload = {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  /** A blob: address for pictures. */
  readonly preview: string | null;
  readonly state: 'uploading' | 'stored';
  readonly key: string | null;
};

export type Uploads = {
  readonly all: readonly Upload[];
  readonly add: (files: Iterable<File>) => void;
  readonly remove: (id: string) => void;
  /** Empties the list; what was in it goes with a message. */
  readonly take: () => readonly Upload[];
  /** The message was refused. */
  readonly giveBack: (taken: readonly Upload[]) => void;
};

/** Files on their way into a message: uploaded at once, so that sending is quick. */
export function useUploads(
  person: CastMember,
  limits: WireCast['limits'],
  onProblem: (message: string) => void,
): Uploads {
  const [all, setAll] = useState<readonly Upload[]>([]);
  const current = useRef(all);
  current.current = all;
  const say = wording[localeOf(person)];

  function change(next: (uploads: readonly Upload[]) => readonly Upload[]): void {
    current.current = next(current.current);
    setAll(current.current);
  }

  function remove(id: string): void {
    const gone = current.current.find((upload) => upload.id === id);
    if (gone?.preview) URL.revokeObjectURL(gone.preview);
    change((uploads) => uploads.filter((upload) => upload.id !== id));
  }

  async function add(file: File): Promise<void> {
    if (current.current.length >= limits.maxAttachmentsPerMessage) {
      onProblem(say.tooManyFiles(limits.maxAttachmentsPerMessage));
      return;
    }
    if (file.size > limits.maxAttachmentBytes) {
      onProblem(say.tooLarge);
      return;
    }
    const id = crypto.randomUUID();
    const preview = file.type.startsWith('image/') ? URL.createObjectURL(file) : null;
    const { name, size: sizeBytes } = file;
    change((uploads) => [...uploads, { id, name, sizeBytes, preview, state: 'uploading', key: null }]);
    const answer = await api.upload(person, localeOf(person), file);
    if (answer.type === 'ok') {
      const { key } = answer.value;
      change((uploads) =>
        uploads.map((one) => (one.id === id ? { ...one, state: 'stored' as const, key } : one)),
      );
    } else {
      remove(id);
      onProblem(answer.message || say.uploadFailed);
    }
  }

  useEffect(
    () => () => {
      for (const { preview } of current.current) if (preview) URL.revokeObjectURL(preview);
    },
    [],
  );

  return {
    all,
    add(files) {
      for (const file of files) void add(file);
    },
    remove,
    take() {
      const taken = current.current;
      change(() => []);
      return taken;
    },
    giveBack(taken) {
      change((uploads) => [...taken, ...uploads]);
    },
  };
}
