import { dataFolderOf } from "./data-folder.ts";
import type { Credentials } from "./http/signature-v4.ts";
import { StartFailure } from "./start-failure.ts";

/** AWS-compatible servers that somebody else runs and that are used instead of the embedded ones. */
type ForeignEndpoints = {
  /** For every service that has none of its own below. */
  all: string | undefined;
  dynamodb: string | undefined;
  streams: string | undefined;
  s3: string | undefined;
  ses: string | undefined;
  kms: string | undefined;
  /** What they are called with; undefined when none is set. */
  credentials: Credentials | undefined;
};

/** What the environment may set about the local run. Port 0 means any free one. */
export type LocalSettings = {
  port: number;
  mailPort: number;
  data: string;
  endpoints: ForeignEndpoints;
  /** The file that gets each permission that a function uses, and what it is refused; none when undefined. */
  permissionRecord: string | undefined;
};

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The local run's settings out of the environment passed in.
 * @throws StartFailure naming the variable whose value is no port or no address.
 */
export function readSettings(environment: Environment): LocalSettings {
  const all = readEndpoint(environment, "AWS_ENDPOINT_URL");
  const dynamodb = readEndpoint(environment, "AWS_ENDPOINT_URL_DYNAMODB") ?? all;
  const s3 = readEndpoint(environment, "AWS_ENDPOINT_URL_S3") ?? all;
  const ses = readEndpoint(environment, "AWS_ENDPOINT_URL_SES") ?? all;
  const kms = readEndpoint(environment, "AWS_ENDPOINT_URL_KMS") ?? all;
  const foreign = [dynamodb, s3, ses, kms].some((endpoint) => endpoint !== undefined);
  return {
    port: readPort(environment, "MELDPUNT_PORT", 8787),
    mailPort: readPort(environment, "MELDPUNT_MAIL_PORT", 8025),
    data: dataFolderOf(environment),
    permissionRecord: environment.MELDPUNT_PERMISSION_RECORD || undefined,
    endpoints: {
      all,
      dynamodb,
      streams: readEndpoint(environment, "AWS_ENDPOINT_URL_DYNAMODB_STREAMS") ?? dynamodb,
      s3,
      ses,
      kms,
      credentials: foreign ? readCredentials(environment) : undefined,
    },
  };
}

/** A server that asks for a certain key gets the one in the environment; most take any. */
function readCredentials({ AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY }: Environment): Credentials {
  return { accessKeyId: AWS_ACCESS_KEY_ID || "local", secretAccessKey: AWS_SECRET_ACCESS_KEY || "local" };
}

function readPort(environment: Environment, name: string, standard: number): number {
  const text = environment[name] || String(standard);
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= 65_535) return port;
  throw new StartFailure(`${name} must be a port from 0 to 65535 (0: any free one), not "${text}".`);
}

function readEndpoint(environment: Environment, name: string): string | undefined {
  const text = environment[name];
  if (!text) return undefined;
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new StartFailure(`${name} must be an http or https address, not "${text}".`);
  }
  if (/(^|\.)amazonaws\.(com|com\.cn|eu)$/.test(url.hostname)) {
    throw new StartFailure(`${name} names AWS itself; to use AWS, deploy instead of running here.`);
  }
  return text.replace(/\/+$/, "");
}
