import { readEnvironment } from "../../shared/environment.ts";
import { connectTable } from "../../shared/table.ts";
import { move } from "./delivery-store.ts";
import { trackDelivery } from "./track-delivery.ts";

const environment = readEnvironment("track-delivery", process.env);
const { CONFIGURATION_SET, URGENT_CONFIGURATION_SET, ACCOUNT_ID } = environment;
const table = connectTable(environment.TABLE_NAME);

export const handler = (event: unknown) =>
  trackDelivery(event, {
    accountId: ACCOUNT_ID,
    configurationSets: [CONFIGURATION_SET, URGENT_CONFIGURATION_SET],
    move: (key, name, changes) => move(table, key, name, changes),
    now: () => new Date(),
  });
