import type { S3Client } from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { formMilliseconds, type Upload } from "../../shared/attachments/upload.ts";

/** What a form lets its holder send: one object, under this key, of this type and at most this size. */
export type FormTerms = {
  key: string;
  contentType: string;
  /** In bytes. */
  mostBytes: number;
  /** Where S3 leads the browser once it has the file. */
  leadsTo: string;
};

/** Makes a form that is good for `formMilliseconds`. */
export type SignForm = (terms: FormTerms) => Promise<Upload["form"]>;

/**
 * Signs forms that browsers send straight to S3 (Amazon S3 API Reference, "POST Object"). All that is in one is a condition
 * of its policy, and S3 takes no other field: no tag, no metadata, no other key. What S3 does not compare is the form's type
 * with the file itself.
 */
export function formsInto(client: S3Client, bucket: string): SignForm {
  return ({ key, contentType, mostBytes, leadsTo }) =>
    createPresignedPost(client, {
      Bucket: bucket,
      Key: key,
      Conditions: [["content-length-range", 1, mostBytes]],
      Fields: { "Content-Type": contentType, success_action_redirect: leadsTo },
      Expires: formMilliseconds / 1_000,
    });
}
