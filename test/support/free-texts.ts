type Schema = {
  type?: string;
  enum?: readonly unknown[];
  properties?: Record<string, Schema>;
  items?: Schema;
};

/** Where a JSON Schema takes a text in somebody's own words: the paths of its strings that are not out of a list. */
export function freeTexts({ type, enum: options, properties = {}, items }: Schema, path = ""): string[] {
  if (type === "string") return options ? [] : [path];
  const inside = items ? freeTexts(items, `${path}[]`) : [];
  const below = Object.entries(properties).flatMap(([name, schema]) =>
    freeTexts(schema, path === "" ? name : `${path}.${name}`),
  );
  return [...inside, ...below];
}
