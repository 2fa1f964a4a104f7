import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { type NamedPermission, permissionLine } from "../../infra/local/iam/permission.ts";
import { readPermissions } from "../../infra/local/iam/roles.ts";
import { readAssembly } from "../../infra/local/template/assembly.ts";
import { reasonFor, reviewPermissions, reviewText } from "../../infra/permissions-review.ts";
import { permissionsJson, permissionsText } from "../../infra/permissions-text.ts";
import { reasons } from "../../infra/permissions-unused.ts";

const permissions = readPermissions(readAssembly(join(inject("assembly"), "cdk.out")));

const of = (functionName: string, action: string, value?: string): NamedPermission => ({
  functionName,
  action,
  resource: "Table",
  condition: value === undefined ? undefined : { key: "dynamodb:LeadingKeys", value },
});
const lines = (...some: NamedPermission[]) => some.map(permissionLine);

describe("the permissions of the stack", () => {
  test("are each of another line", () => {
    const all = permissions.map(permissionLine);
    expect(all.filter((line, n) => all.indexOf(line) !== n)).toEqual([]);
    expect(all).toContain("acknowledge dynamodb:UpdateItem Table BR-* (dynamodb:LeadingKeys)");
  });

  test("are all there that have a reason, each with one", () => {
    const all = reasons.flatMap((reason) => reason.permissions);
    expect(all.filter((line, n) => all.indexOf(line) !== n)).toEqual([]);
    expect(reviewPermissions(permissions, new Set()).unknown).toEqual([]);
  });
});

describe("the review", () => {
  const [read, write] = [of("pages", "dynamodb:GetItem", "DSR-*"), of("pages", "dynamodb:PutItem", "DSR-*")];
  const because = "Only AWS does that.";

  test("names what no test used and nobody explains", () => {
    const review = reviewPermissions([read, write], new Set(lines(read)), []);
    expect(review).toEqual({ unexplained: lines(write), explainedInVain: [], unknown: [] });
    expect(reviewText(review)).toContain(`      ${JSON.stringify(permissionLine(write))},\n`);
  });

  test("is content with a reason, and not with one for what was used", () => {
    const given = [{ because, permissions: lines(write) }];
    const content = reviewPermissions([read, write], new Set(lines(read)), given);
    expect([content.unexplained, reviewText(content)]).toEqual([[], ""]);
    const { explainedInVain } = reviewPermissions([read, write], new Set(lines(read, write)), given);
    expect(explainedInVain).toEqual(lines(write));
  });

  test("leaves alone what only sometimes is used", () => {
    const given = [{ because, permissions: lines(write), sometimes: true }];
    for (const used of [lines(read), lines(read, write)]) {
      expect(reviewText(reviewPermissions([read, write], new Set(used), given))).toBe("");
    }
  });

  test("names a reason for what no function has", () => {
    const { unknown } = reviewPermissions([read], new Set(lines(read)), [
      { because, permissions: lines(write) },
    ]);
    expect(unknown).toEqual(lines(write));
  });

  test("takes what forward uses as used by sweep, and the other way round", () => {
    const [one, other] = [of("forward", "dynamodb:Query", "DIG-*"), of("sweep", "dynamodb:Query", "DIG-*")];
    for (const used of [one, other]) {
      expect(reviewPermissions([one, other], new Set(lines(used)), []).unexplained).toEqual([]);
    }
  });
});

describe("the table", () => {
  const [read, more] = [of("pages", "dynamodb:GetItem", "DSR-*"), of("pages", "dynamodb:GetItem", "BR-*")];

  test("has a row for the values of a condition, and says what Lambda does itself", () => {
    expect(permissionsText([read, more, of("pages", "logs:PutLogEvents")])).toBe(
      [
        "| function | action | resource | condition | used by |",
        "|---|---|---|---|---|",
        "| pages | dynamodb:GetItem | `Table` | dynamodb:LeadingKeys: `DSR-*`, `BR-*` | the tests |",
        "| pages | logs:PutLogEvents | `Table` |  | Lambda writes the function's log. |",
        "",
      ].join("\n"),
    );
  });

  test("for programs has each by itself", () => {
    const { permissions: all } = JSON.parse(permissionsJson([read, of("pages", "logs:PutLogEvents")]));
    expect(all).toEqual([
      {
        function: "pages",
        action: "dynamodb:GetItem",
        resource: "Table",
        condition: { key: "dynamodb:LeadingKeys", value: "DSR-*" },
        unusedBecause: null,
      },
      expect.objectContaining({ condition: null, unusedBecause: "Lambda writes the function's log." }),
    ]);
  });

  test("gives a permission the reason that is on the list", () => {
    expect(reasonFor(read, [{ because: "So.", permissions: lines(read) }])).toBe("So.");
    expect(reasonFor(read, [])).toBeUndefined();
  });
});
