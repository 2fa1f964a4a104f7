import { Duration, Lazy, Validations } from "aws-cdk-lib";
import type { HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import { Construct } from "constructs";
import { defaultRouteFunction, publicRoutes } from "../shared/routes.ts";
import type { UploadsBucket } from "./attachments/uploads-bucket.ts";
import type { DataBucket } from "./data-bucket.ts";
import { knows } from "./parts/access.ts";
import { DoorFunction } from "./parts/door-function.ts";
import { ExplainedAlarm } from "./parts/explained-alarm.ts";
import type { Foundation } from "./parts/foundation.ts";
import { HttpDoor } from "./parts/http-door.ts";
import { PublicAddress } from "./public-address.ts";
import type { Settings } from "./settings.ts";
import type { MeldpuntTable } from "./table.ts";

/** What anybody can call. */
export type PublicApiProps = {
  foundation: Foundation;
  table: MeldpuntTable;
  dataBucket: DataBucket;
  uploads: UploadsBucket;
  /**
   * Whose the pages are and whom they name for questions, the executions set aside for each function, and where it all
   * answers.
   */
  settings: Pick<Settings, "processorName" | "privacyDesk" | "reservedConcurrency" | "domain" | "cloudFront">;
};

/**
 * The public HTTP API: requests of data subjects and breach reports, for programs and as pages for people, and what
 * describes the API itself.
 */
export class PublicApi extends Construct {
  /** The API itself. */
  readonly api: HttpApi;
  /** Where it answers, without a slash at the end. */
  readonly url: string;
  /** What the domain name of the settings, where they have one, has to point at in the DNS. */
  readonly dnsTarget: string | undefined;

  constructor(scope: Construct, id: string, props: PublicApiProps) {
    super(scope, id);
    const { foundation, table, dataBucket, uploads, settings } = props;
    const { reservedConcurrency = {} } = settings;
    const site = knows({ PROCESSOR_NAME: settings.processorName, PRIVACY_DESK: settings.privacyDesk });
    const receiveRequest = new DoorFunction(this, "ReceiveRequest", {
      foundation,
      name: "receive-request",
      access: [table.allows(["GetItem"], "controllers"), table.allows(["Query", "PutItem"], "requests")],
      timeout: Duration.seconds(20),
      harm: "A data subject was turned away without a receipt, or cannot see how the request stands.",
      reservedConcurrency: reservedConcurrency["receive-request"],
    });
    const breachReports = new DoorFunction(this, "BreachReports", {
      foundation,
      name: "breach-reports",
      access: [
        table.allows(["GetItem"], "reporters"),
        table.allows(["BatchGetItem"], "controllers"),
        table.allows(["Query", "PutItem", "ConditionCheckItem"], "breaches"),
      ],
      timeout: Duration.seconds(20),
      harm: "A breach report was turned away, or cannot be read or added to: controllers learn of a breach late.",
      reservedConcurrency: reservedConcurrency["breach-reports"],
    });
    const pages = new DoorFunction(this, "Pages", {
      foundation,
      name: "pages",
      access: [
        table.allows(["GetItem", "BatchGetItem", "Query"], "controllers"),
        table.allows(["GetItem"], "reporters"),
        table.allows(["GetItem", "Query", "PutItem"], "requests", "breaches"),
        table.allows(["ConditionCheckItem"], "breaches"),
        site,
      ],
      timeout: Duration.seconds(20),
      harm: "People cannot make a request, report a breach or see how it stands on the pages: who gives up is not heard, and controllers learn of a breach late.",
      reservedConcurrency: reservedConcurrency.pages,
    });
    const acknowledge = new DoorFunction(this, "Acknowledge", {
      foundation,
      name: "acknowledge",
      access: [table.allows(["GetItem", "UpdateItem"], "requests", "breaches"), site],
      timeout: Duration.seconds(20),
      harm: "A controller cannot say that it has read a mail, so whoever asked or reported does not see it. The mail itself has arrived.",
      reservedConcurrency: reservedConcurrency.acknowledge,
    });
    const controllerPages = new DoorFunction(this, "ControllerPages", {
      foundation,
      name: "controller-pages",
      access: [
        table.allows(
          ["GetItem"],
          "controllers",
          "requests",
          "breaches",
          "agreements",
          "contactChanges",
          "letters",
        ),
        table.allows(["Query"], "processor", "statements", "subProcessorChanges"),
        table.allows(["PutItem", "ConditionCheckItem"], "statements", "subProcessorChanges"),
        // A request that is answered in full leaves the list of what is open.
        table.allows(["UpdateItem"], "statements"),
        site,
      ],
      timeout: Duration.seconds(20),
      harm: "A controller cannot object to a change of sub-processors, for which it has two weeks, or ask for the processor's statements.",
      reservedConcurrency: reservedConcurrency["controller-pages"],
    });
    const attachments = new DoorFunction(this, "Attachments", {
      foundation,
      name: "attachments",
      access: [
        table.allows(["GetItem"], "controllers"),
        table.allows(["GetItem", "Query", "PutItem", "ConditionCheckItem"], "requests", "breaches"),
        uploads.receives(),
        dataBucket.readsAttachments(),
        knows({ PUBLIC_URL: Lazy.string({ produce: () => this.url }) }),
        site,
      ],
      timeout: Duration.seconds(20),
      harm: "People cannot attach a file to what they asked or reported, or a controller cannot download one. The case itself is not affected.",
      reservedConcurrency: reservedConcurrency.attachments,
    });
    uploads.acknowledgeWildcards(attachments);
    dataBucket.acknowledgeAttachments(attachments);
    const describeApi = new DoorFunction(this, "DescribeApi", {
      foundation,
      name: "describe-api",
      access: [site],
      timeout: Duration.seconds(10),
      harm: "Programs cannot read how the API works, and a wrong address gets no proper answer. Requests and breach reports are not affected.",
    });
    const door = new HttpDoor(this, "Door", {
      foundation,
      routes: publicRoutes,
      functions: {
        "receive-request": receiveRequest,
        "breach-reports": breachReports,
        pages,
        acknowledge,
        "controller-pages": controllerPages,
        attachments,
        "describe-api": describeApi,
      },
      otherwise: defaultRouteFunction,
      ownDomainOnly: settings.domain !== undefined,
      throttle: { rate: 500, burst: 1000 },
      throttleOf: {
        "POST /requests": { rate: 200, burst: 400 },
        "POST /breach-reports": { rate: 50, burst: 100 },
        "POST /breach-reports/{reference}/updates": { rate: 50, burst: 100 },
        "POST /request": { rate: 200, burst: 400 },
        "POST /breach": { rate: 50, burst: 100 },
        "POST /breach/update": { rate: 50, burst: 100 },
        "POST /receipt": { rate: 100, burst: 200 },
        "POST /status": { rate: 100, burst: 200 },
        "GET /status/{reference}/{token}": { rate: 100, burst: 200 },
        "POST /acknowledge/{reference}/{delivery}/{token}": { rate: 50, burst: 100 },
        "POST /statements/{reference}/{delivery}/{token}": { rate: 20, burst: 50 },
        // A form lets 20 MB in.
        "POST /requests/{reference}/attachments": { rate: 5, burst: 20 },
        "POST /breach-reports/{reference}/attachments": { rate: 5, burst: 20 },
        "POST /attachments": { rate: 5, burst: 20 },
        "POST /attachments/{reference}/{delivery}/{token}": { rate: 50, burst: 100 },
        "POST /objection/{reference}/{delivery}/{token}": { rate: 50, burst: 100 },
      },
    });
    Validations.of(door).acknowledge({
      id: "AwsSolutions::AwsSolutions-APIG4",
      reason:
        "Nobody has an account: anybody may submit a request or report a breach; reading either, or acknowledging a mail about it, takes the code or the token that only its holder was given.",
    });
    new ExplainedAlarm(this, "Refusing", {
      foundation,
      metric: door.api.metricServerError({ period: Duration.minutes(5), statistic: "Sum" }),
      threshold: { atLeast: 1 },
      trigger: "The public API answered within 5 minutes that it could not serve (5xx).",
      harm: "Who asked or reported something may have been turned away and not come back; nothing that was promised is lost.",
      runbook: "public-api-refuses",
    });
    this.api = door.api;
    const { domain, cloudFront } = settings;
    this.url = domain ? `https://${domain.name}` : door.api.apiEndpoint;
    this.dnsTarget = domain && new PublicAddress(this, "Address", { door, domain, cloudFront }).target;
  }
}
