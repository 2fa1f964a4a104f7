import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { entry, meldpunt } from "./run-meldpunt.ts";

describe("help", () => {
  test("is printed on stdout, without a system to speak to", async () => {
    const { exitCode, stdout, stderr } = await meldpunt(["controllers", "add", "--help"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^Examples?:\n {2}meldpunt/m);
  });

  test("ends quietly where nobody reads it any more", async () => {
    const child = spawn(process.execPath, [entry, "--help"], { stdio: ["ignore", "pipe", "pipe"] });
    child.stdout.destroy();
    const [stderr, [exitCode]] = await Promise.all([text(child.stderr), once(child, "close")]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
  });
});

describe("naming a stack where none is spoken to ends with 2 and one sentence", () => {
  test.concurrent.each([
    ["--stack production run sweep"],
    ["run --stack production sweep"],
    ["run sweep --stack production"],
    ["run destroy --stack production"],
    ["--stack production deadline request --received 2026-11-22"],
    ["deadline request --received 2026-11-22 --stack production"],
  ])("meldpunt %s", async (line) => {
    const { exitCode, stdout, stderr } = await meldpunt(line.split(" "));
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toMatch(/^meldpunt: [^\n]+: leave out --stack\.\n$/);
  });
});

describe("wrong use ends with 2 and says why on stderr only", () => {
  test.concurrent.each([
    [""],
    ["controllers"],
    ["nonsense"],
    ["controllers list --nonsense"],
    ["controllers list --stack="],
    ["controllers add"],
    ["controllers add --file /nonexistent/controller.json"],
    ["controllers show Not/An/Id"],
    ["reporters add"],
    ["reporters revoke"],
    ["reporters revoke 7K3M-9QXT"],
    ["breaches show"],
    ["breaches show DSR-7K3M-9QXT-2W5R"],
    ["breaches confirm BR-7K3M-9QXT --yes"],
    ["breaches confirm BR-7K3M-9QXT-2W5R --yes --revision 1.5"],
    ["breaches dismiss BR-7K3M-9QXT-2W5R"],
    ["breaches assign BR-7K3M-9QXT-2W5R"],
    ["breaches assign BR-7K3M-9QXT-2W5R --controller Not/An/Id"],
    ["breaches update BR-7K3M-9QXT-2W5R"],
    ["breaches update BR-7K3M-9QXT-2W5R --file /nonexistent/update.json"],
    ["breaches withdraw BR-7K3M-9QXT-2W5R"],
    ["agreements terminate"],
    ["agreements terminate voorbeeld-bv"],
    ["agreements terminate Not/An/Id --last-day 2026-12-31"],
    ["agreements terminate voorbeeld-bv --last-day 2026-02-30"],
    ["agreements terminate voorbeeld-bv --last-day 2026-12-31T00:00Z"],
    ["agreements terminate voorbeeld-bv --last-day 2026-12-31 --destroy-after 2027-03-01"],
    ["agreements terminate voorbeeld-bv --last-day 2026-12-31 --because Agreed."],
    ["agreements terminate voorbeeld-bv --last-day 2026-12-31 --destroy-after soon --because Agreed."],
    ["agreements withdraw-termination"],
    ["destruction plan Not/An/Id"],
    ["destruction status"],
    ["destruction certificate voorbeeld-bv --follow"],
    ["run destroy --at tomorrow"],
    ["deadline request --received 2026-02-30"],
    ["deadline request --received 2026-11-22T10:00"],
    ["deadline breach --aware 2026-11-22"],
    ["deadline breach --aware 2026-11-22T10:00Z --hours 1e3"],
    ["deadline destruction --last-day 2026-12-31T00:00Z"],
    ["deadline destruction --last-day 2026-12-31 --reading other"],
    ["run sweep --at tomorrow"],
    ["--stack= controllers list"],
    ["--as nobody controllers list"],
    ["--as reader --stack production controllers list"],
    ["mails settle DSR-7K3M-9QXT-2W5R request_3"],
    ["mails settle controllers request_3 --because Told."],
    ["mails settle DSR-7K3M-9QXT-2W5R no/mail --because Told."],
  ])("meldpunt %s", async (line) => {
    const { exitCode, stdout, stderr } = await meldpunt(line.split(" ").filter(Boolean));
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).not.toMatch(/^\s*$/);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});
