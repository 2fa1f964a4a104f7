import { expiryAttribute } from "../../../shared/table.ts";
import type { DeployedSettings, Expiry, ObjectLock, Recovery, Restoration, SealKey } from "./facts.ts";
import { bad, type Judgement, ok, warn } from "./judgement.ts";

/**
 * How far back a table can be restored. As long does deleted data live on, and certificates of destruction say by when it
 * is gone.
 */
export function judgeRecovery({ name, days }: Recovery, settings: DeployedSettings | undefined): Judgement[] {
  const deploy =
    "aws dynamodb update-continuous-backups: it must be as the setting recoveryDays says, also of a restored table.";
  if (days === undefined) return [bad(`${name} cannot be restored: no recovery points are kept.`, deploy)];
  if (settings && days > settings.recoveryDays) {
    const what = `${name} can be restored ${days} days back, and certificates say ${settings.recoveryDays}.`;
    return [bad(what, deploy)];
  }
  if (settings && days < settings.recoveryDays) {
    return [warn(`${name} can be restored ${days} days back, not ${settings.recoveryDays}.`, deploy)];
  }
  return [ok(`${name} can be restored ${days} days back.`)];
}

/** A table that was restored forgets nothing until somebody says so (DynamoDB Developer Guide, "Point-in-time recovery"). */
export function judgeExpiry({ name, attribute }: Expiry): Judgement[] {
  if (attribute === expiryAttribute) return [ok(`${name} forgets what has run out.`)];
  const next = `aws dynamodb update-time-to-live: attribute ${expiryAttribute}.`;
  return [bad(`${name} keeps what has run out: it forgets by ${attribute ?? "no attribute"}.`, next)];
}

/** What a restored table that serves lacks, as `meldpunt restore apply` leaves it. */
export function judgeRestoration({ name, finished }: Restoration): Judgement[] {
  if (finished) return [ok(`What was destroyed since was destroyed again in ${name}.`)];
  const what = `${name} serves, and what was destroyed since its recovery point may be in it.`;
  return [bad(what, "Take the setting restoredTable out and deploy, then meldpunt restore apply.")];
}

/** What a lock keeps whom from. */
const strength = { compliance: 2, governance: 1 };

/** What locks the seals: it must be what the settings say, or stronger. */
export function judgeLock(lock: ObjectLock, settings: DeployedSettings | undefined): Judgement[] {
  const next =
    "Put Object Lock of the bucket back as the setting evidence says: seals since then are not locked.";
  if (!lock) return [bad("What is put into the bucket of seals is not locked.", next)];
  const mode = lock.mode === "COMPLIANCE" ? "compliance" : "governance";
  const said = settings?.evidence;
  if (said && (strength[mode] < strength[said.lock] || lock.days < said.lockDays)) {
    return [bad(`Seals are locked for ${lock.days} days (${mode}), less than the settings say.`, next)];
  }
  return [ok(`Seals are locked for ${lock.days} days (${mode}).`)];
}

/** AWS KMS Developer Guide, "Key states of AWS KMS keys". */
export function judgeSealKey({ state }: SealKey): Judgement[] {
  if (state === "Enabled") return [ok("The key that signs seals is enabled.")];
  const next = "aws kms cancel-key-deletion, then aws kms enable-key.";
  return [bad(`The key that signs seals is in the state ${state}: nothing is sealed.`, next)];
}
