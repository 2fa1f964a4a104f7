import { splitMessage } from "./header-fields.ts";
import type { MessageRecord, MessageStore } from "./message-store.ts";
import { type SesEvent, sesEvent } from "./ses-event.ts";

/** What publishing needs. An event counts as emitted once `emit` has returned, or its promise is fulfilled. */
type PublisherDependencies = {
  store: MessageStore;
  account: { account: string; region: string };
  emit: (event: SesEvent) => void | Promise<void>;
  log: (line: string) => void;
  now: () => Date;
};

/** Emits the pending events of mails and takes each off its mail's record, so that a kill in between loses none. */
export type EventPublisher = {
  /** Begins with the pending events of these mails, one after the other, and returns at once. */
  begin(records: readonly MessageRecord[]): void;
  /** Returns when nothing is under way. What has not been emitted by then is emitted at the next start. */
  close(): Promise<void>;
};

/** A publisher for one store. */
export function createEventPublisher(dependencies: PublisherDependencies): EventPublisher {
  const { store, account, emit, log, now } = dependencies;
  const underWay = new Set<Promise<void>>();
  const closing = Promise.withResolvers<"closing">();
  let closed = false;

  async function publish(record: MessageRecord): Promise<void> {
    const { fields } = splitMessage(await store.readRaw(record));
    let current = record;
    for (const pending of record.pendingEvents) {
      if (closed) return;
      const emitted = emit(sesEvent(pending, { record, fields }, account, now()));
      if ((await Promise.race([emitted, closing.promise])) === "closing") return;
      current = { ...current, pendingEvents: current.pendingEvents.slice(1) };
      await store.update(current);
    }
  }

  async function publishAll(records: readonly MessageRecord[]): Promise<void> {
    for (const record of records) {
      try {
        await publish(record);
      } catch (error) {
        const reason = error instanceof Error ? error.name : typeof error;
        log(`SES: the events of ${record.messageId} wait for the next start (${reason})`);
      }
    }
  }

  return {
    begin(records) {
      const task = publishAll(records).finally(() => underWay.delete(task));
      underWay.add(task);
    },
    async close() {
      closed = true;
      closing.resolve("closing");
      await Promise.all(underWay);
    },
  };
}
