import { type Markup, markup, markupOf } from "../../../../shared/markup.ts";
import { namespace } from "../answers.ts";

/** A lifecycle rule that a template has: what is in the whole bucket goes after so many days. */
export type ExpiryRule = {
  id: string;
  /** After how many days an object goes. */
  days: number;
  /** After how many days an unfinished upload goes. */
  abortAfterDays: number;
};

/** The rules as `PutBucketLifecycleConfiguration` takes them. */
export function lifecycleXml(rules: readonly ExpiryRule[]): string {
  const all = rules.map(
    ({ id, days, abortAfterDays }): Markup => markup`<Rule><ID>${id}</ID><Filter><Prefix></Prefix></Filter>\
<Status>Enabled</Status><Expiration><Days>${days}</Days></Expiration>\
<AbortIncompleteMultipartUpload><DaysAfterInitiation>${abortAfterDays}</DaysAfterInitiation>\
</AbortIncompleteMultipartUpload></Rule>`,
  );
  return markupOf(markup`<LifecycleConfiguration xmlns="${namespace}">${all}</LifecycleConfiguration>`);
}
