import { describe, expect, test } from "vitest";
import type { Lifecycle } from "../../../../functions/termination/objects/bucket.ts";
import { removeNet, setNet } from "../../../../functions/termination/objects/lifecycle-net.ts";
import {
  findNet,
  hasNets,
  netUnder,
  othersRules,
  withNet,
} from "../../../../functions/termination/objects/lifecycle-rules.ts";
import { noProgress } from "../../../../functions/termination/objects/progress.ts";
import { type FakeBucket, fakeBucket, fakeS3, s3Error } from "./fake-s3.ts";
import { configuration, foreignRule, oldRule } from "./lifecycle-texts.ts";
import { dependencies, ownTerritory, term } from "./world.ts";

const { reference } = term;
const territory = ownTerritory();
const net = netUnder(territory, reference, term.destroyNotBefore);
const others: Lifecycle = { xml: configuration(foreignRule), transitionSize: "varies_by_storage_class" };
const withOurs: Lifecycle = { ...others, xml: withNet(others.xml, net) };

function running(bucket: FakeBucket) {
  const deps = dependencies(fakeS3({ "own-bucket": bucket }));
  const at = deps.s3(territory);
  return {
    set: () => setNet(at, { bucket: "own-bucket", reference, net }, deps),
    remove: () => removeNet(at, reference, noProgress(territory), deps),
    deps,
  };
}

/** The texts that were written, in order; undefined where the configuration was deleted. */
function watchWrites(bucket: FakeBucket): (Lifecycle | undefined)[] {
  const written: (Lifecycle | undefined)[] = [];
  const { writeLifecycle } = bucket;
  bucket.writeLifecycle = async (lifecycle) => {
    written.push(lifecycle);
    await writeLifecycle(lifecycle);
  };
  return written;
}

// F11
describe("putting the net", () => {
  test("reads, writes and reads back, and leaves the rules of others and their header as they are", async () => {
    const bucket = fakeBucket({ lifecycle: others });
    expect(await running(bucket).set()).toEqual({ net: "set" });
    expect(bucket.calls).toEqual(["readLifecycle", "writeLifecycle", "readLifecycle"]);
    expect(bucket.lifecycle?.transitionSize).toBe("varies_by_storage_class");
    expect(othersRules(bucket.lifecycle?.xml, reference)).toEqual([foreignRule]);
  });

  test("makes a configuration where there is none, to which S3 adds the header of its own accord", async () => {
    const bucket = fakeBucket();
    const { writeLifecycle } = bucket;
    bucket.writeLifecycle = (lifecycle) =>
      writeLifecycle(lifecycle && { ...lifecycle, transitionSize: "all_storage_classes_128K" });
    expect(await running(bucket).set()).toEqual({ net: "set" });
    expect(findNet(bucket.lifecycle?.xml, net)).toBe("held");
  });

  test("writes nothing when it is there, as after a run that was killed", async () => {
    const bucket = fakeBucket({ lifecycle: withOurs });
    expect(await running(bucket).set()).toEqual({ net: "set" });
    expect(bucket.calls).toEqual(["readLifecycle"]);
  });

  test("begins again on what somebody else has written over it, and says so", async () => {
    const bucket = fakeBucket({ lifecycle: others });
    const written = watchWrites(bucket);
    const { writeLifecycle } = bucket;
    let disturbances = 2;
    bucket.writeLifecycle = async (lifecycle) => {
      await writeLifecycle(lifecycle);
      if (disturbances-- > 0)
        bucket.lifecycle = { xml: configuration(foreignRule, oldRule, `<!-- ${disturbances} -->`) };
    };
    expect(await running(bucket).set()).toEqual({ net: "set", othersRulesChanged: true });
    expect(written).toHaveLength(3);
    expect(othersRules(bucket.lifecycle?.xml, reference)).toEqual([foreignRule, oldRule]);
  });

  test("is content when somebody else has changed their rules next to it, and says so", async () => {
    const bucket = fakeBucket({ lifecycle: others });
    const { writeLifecycle } = bucket;
    bucket.writeLifecycle = async (lifecycle) => {
      await writeLifecycle(lifecycle && { ...lifecycle, xml: lifecycle.xml.replace("<Days>3", "<Days>4") });
    };
    expect(await running(bucket).set()).toEqual({ net: "set", othersRulesChanged: true });
    expect(bucket.calls).toHaveLength(3);
  });

  test("gives up after four writes when somebody else keeps writing over it", async () => {
    const bucket = fakeBucket({ lifecycle: others });
    let n = 0;
    const written = watchWrites(bucket);
    const { writeLifecycle } = bucket;
    bucket.writeLifecycle = async (lifecycle) => {
      await writeLifecycle(lifecycle);
      n += 1;
      bucket.lifecycle = { xml: configuration(foreignRule, `<!-- ${n} -->`) };
    };
    expect(await running(bucket).set()).toEqual({ net: "unconfirmed", othersRulesChanged: true });
    expect(written).toHaveLength(4);
  });

  test("waits for S3 to answer with it, and does not write on what may be out of date", async () => {
    const bucket = fakeBucket({ lifecycle: others });
    const written = watchWrites(bucket);
    let reads = 0;
    bucket.readLifecycle = async () => {
      reads += 1;
      return reads < 4 ? others : bucket.lifecycle;
    };
    const { set, deps } = running(bucket);
    expect(await set()).toEqual({ net: "set" });
    expect(written).toHaveLength(1);
    expect(deps.watched.waited).toBe(3_000);
  });

  test("goes on unconfirmed when S3 does not answer with it in time", async () => {
    const bucket = fakeBucket();
    const written = watchWrites(bucket);
    bucket.readLifecycle = async () => undefined;
    expect(await running(bucket).set()).toEqual({ net: "unconfirmed" });
    expect(written).toHaveLength(1);
  });

  test("is left out where 1,000 rules are reached", async () => {
    const rules = Array.from({ length: 999 }, (_, n) => oldRule.replace("old", `theirs-${n}`));
    const bucket = fakeBucket({ lifecycle: { xml: configuration(...rules) } });
    expect(await running(bucket).set()).toEqual({ net: "full" });
    expect(bucket.calls).toEqual(["readLifecycle"]);
  });

  test.each(["readLifecycle", "writeLifecycle"] as const)(
    "is left out where %s is refused, with S3's code",
    async (call) => {
      const bucket = fakeBucket({ lifecycle: others });
      bucket[call] = async () => {
        throw s3Error("AccessDenied", 403);
      };
      expect(await running(bucket).set()).toEqual({ net: "denied", netRefusal: "AccessDenied" });
      expect(bucket.lifecycle).toEqual(others);
    },
  );

  // F11
  test("counts as written where only reading it back is refused, so that it is removed in the end", async () => {
    const bucket = fakeBucket({ lifecycle: others });
    const { readLifecycle } = bucket;
    bucket.readLifecycle = async () => {
      if (bucket.lifecycle !== others) throw s3Error("AccessDenied", 403);
      return readLifecycle();
    };
    expect(await running(bucket).set()).toEqual({ net: "unconfirmed", netRefusal: "AccessDenied" });
    expect(findNet(bucket.lifecycle?.xml, net)).toBe("held");
  });

  test("is left out where S3 gives what is no configuration", async () => {
    const bucket = fakeBucket({ lifecycle: { xml: "" } });
    expect(await running(bucket).set()).toEqual({ net: "denied", netRefusal: "UnreadableXml" });
    expect(bucket.calls).toEqual(["readLifecycle"]);
  });

  test("fails when S3 gives no answer", async () => {
    const bucket = fakeBucket();
    bucket.writeLifecycle = async () => {
      throw s3Error("InternalError", 500);
    };
    await expect(running(bucket).set()).rejects.toThrow("InternalError");
  });

  // F12
  test("is undone at once where S3 has lost its filter, for it would act on the whole bucket", async () => {
    const bucket = fakeBucket({ lifecycle: others });
    const { writeLifecycle } = bucket;
    bucket.writeLifecycle = (lifecycle) =>
      writeLifecycle(
        lifecycle && {
          ...lifecycle,
          xml: lifecycle.xml.replaceAll(
            "<Filter><Prefix>controllers/voorbeeld-bv/</Prefix></Filter>",
            "<Filter/>",
          ),
        },
      );
    expect(await running(bucket).set()).toEqual({ net: "distorted" });
    expect(bucket.lifecycle).toEqual(others);
  });

  // F12
  test("fails loudly where S3 has lost its filter and does not let go of it", async () => {
    const bucket = fakeBucket();
    bucket.writeLifecycle = async (lifecycle) => {
      if (lifecycle)
        bucket.lifecycle = { xml: lifecycle.xml.replaceAll(/<Filter>.*?<\/Filter>/g, "<Filter/>") };
    };
    await expect(running(bucket).set()).rejects.toThrow("S3 changed our lifecycle rules");
  });

  test("waits for the next run while somebody else of us changes this bucket", async () => {
    const bucket = fakeBucket();
    const deps = dependencies(fakeS3({ "own-bucket": bucket }), { bucketLease: async () => "busy" });
    const outcome = await setNet(deps.s3(territory), { bucket: "own-bucket", reference, net }, deps);
    expect(outcome).toEqual({ net: "unset" });
    expect(bucket.calls).toEqual([]);
  });

  test("writes nothing any more once the lease is over", async () => {
    const bucket = fakeBucket({ lifecycle: others });
    const deps = dependencies(fakeS3({ "own-bucket": bucket }), {
      bucketLease: (_, work) => work({ isHeld: () => false }),
    });
    const outcome = await setNet(deps.s3(territory), { bucket: "own-bucket", reference, net }, deps);
    expect(outcome).toEqual({ net: "unconfirmed" });
    expect(bucket.calls).toEqual(["readLifecycle"]);
  });
});

// F11
describe("removing the net", () => {
  test("is done where the bucket is gone", async () => {
    const bucket = fakeBucket({ lifecycle: withOurs });
    bucket.readLifecycle = async () => {
      throw s3Error("NoSuchBucket", 404);
    };
    expect(await running(bucket).remove()).toMatchObject({ netRemoved: true });
  });

  test("takes out the rules of every territory of this termination, and leaves those of others byte for byte", async () => {
    const second = netUnder(ownTerritory("another-bucket"), reference, term.destroyNotBefore);
    const other = netUnder(territory, "AGR-0000-0000-0000", term.destroyNotBefore);
    const left = withNet(others.xml, other);
    const bucket = fakeBucket({ lifecycle: { ...others, xml: withNet(withNet(left, net), second) } });
    expect(await running(bucket).remove()).toMatchObject({ netRemoved: true });
    expect(bucket.lifecycle).toEqual({ ...others, xml: left });
    expect(bucket.calls).toEqual(["readLifecycle", "writeLifecycle", "readLifecycle"]);
  });

  test("deletes the configuration when nothing else is in it", async () => {
    const bucket = fakeBucket({ lifecycle: { xml: withNet(undefined, net) } });
    expect(await running(bucket).remove()).toMatchObject({ netRemoved: true });
    expect(bucket.lifecycle).toBeUndefined();
  });

  test.each([
    ["there is none", others],
    ["there is no configuration", undefined],
  ])("writes nothing when %s", async (_, lifecycle) => {
    const bucket = fakeBucket({ lifecycle });
    expect(await running(bucket).remove()).toMatchObject({ netRemoved: true });
    expect(bucket.calls).toEqual(["readLifecycle"]);
  });

  test("begins again when somebody else has written it back with a rule of their own", async () => {
    const bucket = fakeBucket({ lifecycle: withOurs });
    const { writeLifecycle } = bucket;
    let disturbances = 1;
    bucket.writeLifecycle = async (lifecycle) => {
      await writeLifecycle(lifecycle);
      if (disturbances-- > 0) bucket.lifecycle = { xml: withNet(configuration(oldRule), net) };
    };
    expect(await running(bucket).remove()).toMatchObject({ netRemoved: true });
    expect(bucket.lifecycle?.xml).toBe(configuration(oldRule));
  });

  test("is to be tried again when S3 still gives it", async () => {
    const bucket = fakeBucket({ lifecycle: withOurs });
    bucket.readLifecycle = async () => withOurs;
    expect(await running(bucket).remove()).toEqual(noProgress(territory));
  });

  test("says with which code S3 refused it", async () => {
    const bucket = fakeBucket({ lifecycle: withOurs });
    bucket.writeLifecycle = async () => {
      throw s3Error("AccessDenied", 403);
    };
    const progress = await running(bucket).remove();
    expect(progress).toEqual({ ...noProgress(territory), netRefusal: "AccessDenied" });
    expect(hasNets(bucket.lifecycle?.xml, reference)).toBe(true);
  });
});
