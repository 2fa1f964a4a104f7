/** The ids of all controllers that an item of a case belongs to or names: the case, an entry, or a mail to one or about it. */
export function namedControllers(item: Readonly<Record<string, unknown>>): string[] {
  const { controllerId, controllers, report, concerns } = item;
  const parties = listOf(controllers).map((party) => Object(party).id);
  const ids = [controllerId, ...parties, ...listOf(Object(report).controllerIds), ...listOf(concerns)];
  return ids.filter((id) => typeof id === "string");
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
