import * as z from "zod";

/** How a target changes the event that it gets, as the template has it. */
export const inputTransformer = z.strictObject({
  InputPathsMap: z.record(z.string(), z.string().regex(/^\$(?:\.[\w-]+)+$/)),
  InputTemplate: z.string(),
});

/**
 * Makes what a target gets of an event (Amazon EventBridge User Guide, "Input transformation"): the template, with what is
 * found at each path in place of its name. Only templates that are JSON, and names that stand for a whole value.
 * @throws Error for an event that has nothing at one of the paths
 */
export function transformInput({
  InputPathsMap: paths,
  InputTemplate: template,
}: z.infer<typeof inputTransformer>): (event: unknown) => unknown {
  return (event) =>
    JSON.parse(
      template.replaceAll(/<([\w-]+)>/g, (_, name: string) => {
        const value = paths[name] === undefined ? undefined : valueAt(event, paths[name]);
        if (value === undefined) throw new Error(`the event has no value for <${name}>`);
        return JSON.stringify(value);
      }),
    );
}

function valueAt(event: unknown, path: string): unknown {
  const [, ...names] = path.split(".");
  return names.reduce<unknown>(
    (value, name) => (value as Record<string, unknown> | undefined)?.[name],
    event,
  );
}
