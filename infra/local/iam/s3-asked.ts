import { readDelete } from "../s3/delete-objects.ts";
import type { Operation } from "../s3/operations.ts";
import { readForm } from "../s3/post/form.ts";
import type { S3Call } from "../s3/s3-call.ts";
import type { Asked } from "./iam-policy.ts";

/**
 * What each operation asks for on its bucket or on its object, besides those below (Amazon S3 User Guide, "Required permissions
 * for Amazon S3 API operations").
 */
const actions: Readonly<Partial<Record<Operation, string>>> = {
  AbortMultipartUpload: "AbortMultipartUpload",
  CompleteMultipartUpload: "PutObject",
  CreateBucket: "CreateBucket",
  DeleteBucket: "DeleteBucket",
  DeleteBucketLifecycle: "PutLifecycleConfiguration",
  GetBucketLifecycleConfiguration: "GetLifecycleConfiguration",
  GetBucketLocation: "GetBucketLocation",
  GetBucketLogging: "GetBucketLogging",
  GetBucketReplication: "GetReplicationConfiguration",
  GetBucketVersioning: "GetBucketVersioning",
  GetObjectLockConfiguration: "GetBucketObjectLockConfiguration",
  HeadBucket: "ListBucket",
  ListMultipartUploads: "ListBucketMultipartUploads",
  ListObjectVersions: "ListBucketVersions",
  ListObjects: "ListBucket",
  ListObjectsV2: "ListBucket",
  PutBucketLifecycleConfiguration: "PutLifecycleConfiguration",
  UploadPart: "PutObject",
};

/**
 * What a call of S3 asks IAM for. A form asks in the name of whoever signed it, as an address does that was signed.
 * @throws S3Error when the body is not one of that operation
 */
export async function s3Asked(call: S3Call): Promise<Asked[]> {
  const { operation, bucket, key, query, headers, body } = call;
  const version = query.has("versionId") ? "Version" : "";
  switch (operation) {
    case undefined:
    case "ListBuckets":
      return [{ action: `s3:${operation ?? "Unknown"}`, resource: "*" }];
    case "GetObject":
    case "HeadObject":
      return [onObject(`GetObject${version}`, bucket, key)];
    case "GetObjectAttributes":
      return [onObject("GetObject", bucket, key), onObject("GetObjectAttributes", bucket, key)];
    case "DeleteObject":
      return deleting(bucket, { key, versionId: query.get("versionId") ?? undefined });
    case "DeleteObjects":
      return readDelete(body).objects.flatMap((one) => deleting(bucket, one));
    case "PutObject":
    case "CreateMultipartUpload":
      return putting(bucket, key, headers);
    case "CopyObject":
      return [...putting(bucket, key, headers), onSource(headers.get("x-amz-copy-source") ?? "")];
    case "UploadPartCopy":
      return [onObject("PutObject", bucket, key), onSource(headers.get("x-amz-copy-source") ?? "")];
    case "PostObject": {
      const { fields } = await readForm(body, headers.get("content-type") ?? "");
      return putting(bucket, fields.get("key") ?? "", fields);
    }
    default:
      return [onEither(`s3:${actions[operation]}`, call)];
  }
}

/** What it takes to be told that there is no such object, and not that it is forbidden (Amazon S3 API Reference, "HeadObject"). */
export function toSeeAbsence(bucket: string): Asked {
  return { action: "s3:ListBucket", resource: `arn:aws:s3:::${bucket}` };
}

/** What an object is given besides its content takes a right of its own each (Amazon S3 API Reference, "PutObject"). */
const besides: readonly (readonly [header: RegExp, action: string])[] = [
  [/^(x-amz-)?tagging$/, "PutObjectTagging"],
  [/^(x-amz-)?acl$|^x-amz-grant-/, "PutObjectAcl"],
  [/^x-amz-object-lock-(mode|retain-until-date)$/, "PutObjectRetention"],
  [/^x-amz-object-lock-legal-hold$/, "PutObjectLegalHold"],
];

/** @param given headers, or the fields of a form, by name in lower case */
function putting(bucket: string, key: string, given: ReadonlyMap<string, string>): Asked[] {
  const names = [...given.keys()];
  const needed = besides.filter(([header]) => names.some((name) => header.test(name)));
  return ["PutObject", ...needed.map(([, action]) => action)].map((action) => onObject(action, bucket, key));
}

/** To delete a version, the right to delete objects is needed too (Amazon S3 API Reference, "DeleteObject"). */
function deleting(
  bucket: string,
  { key, versionId }: { key: string; versionId: string | undefined },
): Asked[] {
  const object = onObject("DeleteObject", bucket, key);
  return versionId === undefined ? [object] : [object, onObject("DeleteObjectVersion", bucket, key)];
}

function onObject(action: string, bucket: string, key: string): Asked {
  return { action: `s3:${action}`, resource: `arn:aws:s3:::${bucket}/${key}` };
}

function onSource(source: string): Asked {
  const [path = "", version] = source.split("?versionId=");
  const [, bucket = "", key = ""] = /^\/?([^/]+)\/(.+)$/s.exec(decodeURIComponent(path)) ?? [];
  return onObject(version === undefined ? "GetObject" : "GetObjectVersion", bucket, key);
}

function onEither(action: string, { bucket, key, query }: S3Call): Asked {
  if (key !== "") return { action, resource: `arn:aws:s3:::${bucket}/${key}` };
  const prefix = query.get("prefix");
  return {
    action,
    resource: `arn:aws:s3:::${bucket}`,
    ...(prefix !== null && { context: { "s3:prefix": [prefix] } }),
  };
}
