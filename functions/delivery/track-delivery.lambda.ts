import { readEnvironment } from "../../shared/environment.ts";
import { connectTable } from "../../shared/table.ts";
import { move } from "./delivery-store.ts";
import { trackDelivery } from "./track-delivery.ts";

const { TABLE_NAME, CONFIGURATION_SET, ACCOUNT_ID } = readEnvironment("track-delivery", process.env);
const table = connectTable(TABLE_NAME);

export const handler = (event: unknown) =>
  trackDelivery(event, {
    accountId: ACCOUNT_ID,
    configurationSet: CONFIGURATION_SET,
    move: (key, name, changes) => move(table, key, name, changes),
    now: () => new Date(),
  });
