import { S3Error } from "../s3-error.ts";

/** An upload form: its fields by name in lower case, and the file. */
export type UploadForm = { fields: ReadonlyMap<string, string>; file: Buffer };

/**
 * Reads a form in `multipart/form-data`. What comes after the file is passed over, as S3 does.
 * @throws S3Error
 */
export async function readForm(body: Buffer, contentType: string): Promise<UploadForm> {
  const form = await new Response(body, { headers: { "content-type": contentType } }).formData().catch(() => {
    const message = "The body of your POST request is not well-formed multipart/form-data.";
    throw new S3Error(400, "MalformedPOSTRequest", message);
  });
  const fields = new Map<string, string>();
  for (const [name, value] of form) {
    if (typeof value !== "string")
      return withFile(fields, Buffer.from(await value.arrayBuffer()), value.name);
    if (name.toLowerCase() === "file") return withFile(fields, Buffer.from(value), "");
    fields.set(name.toLowerCase(), value);
  }
  const message = "POST requires exactly one file upload per request.";
  throw new S3Error(400, "InvalidArgument", message);
}

/** Fields may name the file, before a policy is held against them (API Reference, "Creating a POST policy"). */
function withFile(fields: ReadonlyMap<string, string>, file: Buffer, path: string): UploadForm {
  const filename = path.split(/[/\\]/).at(-1) ?? "";
  const expanded = [...fields].map(([name, value]): [string, string] => [
    name,
    // biome-ignore lint/suspicious/noTemplateCurlyInString: that is how S3 writes it.
    value.replaceAll("${filename}", () => filename),
  ]);
  return { fields: new Map(expanded), file };
}
