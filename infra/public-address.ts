import { Duration, Validations } from "aws-cdk-lib";
import { CfnApiMapping, DomainName, SecurityPolicy } from "aws-cdk-lib/aws-apigatewayv2";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { Construct } from "constructs";
import type { HttpDoor } from "./parts/http-door.ts";
import type { Settings } from "./settings.ts";

/** A name of the processor's own for the public API. */
export type PublicAddressProps = {
  door: Pick<HttpDoor<never>, "api" | "stage">;
  domain: NonNullable<Settings["domain"]>;
  /** What stands before the API; nothing when absent. */
  cloudFront: Settings["cloudFront"];
};

/**
 * The public API under a name of the processor's own, over TLS 1.2 or newer, and with CloudFront before it where the
 * settings say so. The DNS is the processor's: the name has to point at `target`.
 */
export class PublicAddress extends Construct {
  /** What the name has to point at in the DNS: as a CNAME, or as an alias where the zone is Route 53's. */
  readonly target: string;

  constructor(scope: Construct, id: string, { door, domain, cloudFront }: PublicAddressProps) {
    super(scope, id);
    const own = new DomainName(this, "Domain", {
      domainName: domain.name,
      certificate: Certificate.fromCertificateArn(this, "Certificate", domain.certificate),
      securityPolicy: SecurityPolicy.TLS_1_2,
    });
    const mapping = new CfnApiMapping(this, "Mapping", {
      domainName: own.name,
      apiId: door.api.apiId,
      stage: door.stage.stageName,
    });
    mapping.node.addDependency(door.stage);
    this.target = cloudFront
      ? distribution(this, domain.name, own.regionalDomainName, cloudFront).domainName
      : own.regionalDomainName;
  }
}

/**
 * The answers to errors that CloudFront keeps for 10 seconds by itself, by their path alone: an answer to somebody with a
 * wrong code would be given to the one with the right one (CloudFront Developer Guide, "How CloudFront caches error
 * responses").
 */
const keptErrors = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504];

/**
 * CloudFront before the API. It keeps no answer, and passes on the whole call: also the name that was asked for, by which
 * API Gateway knows its own domain.
 */
function distribution(
  scope: Construct,
  name: string,
  origin: string,
  { certificate, webAcl }: NonNullable<Settings["cloudFront"]>,
): Distribution {
  const made = new Distribution(scope, "Distribution", {
    comment: `Before ${name}`,
    domainNames: [name],
    certificate: Certificate.fromCertificateArn(scope, "DistributionCertificate", certificate),
    minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    defaultBehavior: {
      origin: new HttpOrigin(origin, {
        protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
        originSslProtocols: [OriginSslPolicy.TLS_V1_2],
        readTimeout: Duration.seconds(30),
      }),
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER,
      // What the gateway or CloudFront answer by themselves would have no such headers; ours stay as they are.
      responseHeadersPolicy: ResponseHeadersPolicy.SECURITY_HEADERS,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
    },
    errorResponses: keptErrors.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
    // Edge locations in Europe and North America only.
    priceClass: PriceClass.PRICE_CLASS_100,
    ...(webAcl && { webAclId: webAcl }),
  });
  Validations.of(made).acknowledge(
    {
      id: "AwsSolutions::AwsSolutions-CFR1",
      reason:
        "Data subjects live anywhere: nobody is turned away by the country that an address seems to be in.",
    },
    {
      id: "AwsSolutions::AwsSolutions-CFR3",
      reason:
        "Its access log would hold addresses, paths with references and tokens. The API's own log tells what is needed.",
    },
  );
  if (!webAcl) {
    Validations.of(made).acknowledge({
      id: "AwsSolutions::AwsSolutions-CFR2",
      reason:
        "A web ACL is a setting of its own: it costs by the month, and the account may have one already.",
    });
  }
  return made;
}
