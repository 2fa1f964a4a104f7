import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import {
  DeleteBucketLifecycleCommand,
  GetBucketLifecycleConfigurationCommand,
  PutBucketLifecycleConfigurationCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import type { BucketLifecycle, Lifecycle } from "./bucket.ts";
import type { InBucket } from "./s3-objects.ts";

/**
 * The lifecycle configuration of a bucket on S3. The SDK would drop, on the way in and on the way out, every element
 * that it does not know; so the bytes of the answer are taken from under it, and those of the request put under it.
 */
export function s3Lifecycle(client: S3Client, place: InBucket): BucketLifecycle {
  return {
    async readLifecycle() {
      try {
        return await readRaw(client, place);
      } catch (error) {
        if (error instanceof Error && error.name === "NoSuchLifecycleConfiguration") return undefined;
        throw error;
      }
    },
    async writeLifecycle(lifecycle) {
      if (lifecycle) await writeRaw(client, place, lifecycle);
      else await client.send(new DeleteBucketLifecycleCommand(place));
    },
  };
}

async function readRaw(client: S3Client, place: InBucket): Promise<Lifecycle> {
  let xml = "";
  const command = new GetBucketLifecycleConfigurationCommand(place);
  command.middlewareStack.add(
    (next) => async (asked) => {
      const answer = await next(asked);
      const { response } = answer;
      if (!hasBody(response) || !(response.body instanceof Readable))
        throw new Error("the answer has no body to keep");
      const bytes = await buffer(response.body);
      xml = bytes.toString();
      response.body = bytes;
      return answer;
    },
    { step: "deserialize", priority: "low" },
  );
  const { TransitionDefaultMinimumObjectSize: transitionSize } = await client.send(command);
  return { xml, transitionSize };
}

async function writeRaw(client: S3Client, place: InBucket, lifecycle: Lifecycle): Promise<void> {
  const { xml, transitionSize } = lifecycle;
  const command = new PutBucketLifecycleConfigurationCommand({
    ...place,
    LifecycleConfiguration: { Rules: [] },
    ...(transitionSize && { TransitionDefaultMinimumObjectSize: transitionSize }),
  });
  command.middlewareStack.add(
    (next) => (asked) => {
      if (!hasBody(asked.request)) throw new Error("the request has no body to replace");
      asked.request.body = xml;
      return next(asked);
    },
    // After the SDK has serialized its own body, before the checksum is computed and the request is signed.
    { step: "serialize", priority: "low" },
  );
  await client.send(command);
}

function hasBody(message: unknown): message is { body: unknown } {
  return typeof message === "object" && message !== null && "body" in message;
}
