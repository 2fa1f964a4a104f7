import { describe, expect, test } from "vitest";
import { functionsByName, onlyResource, resourcesOf, synthesize, textOf } from "./synthesized.ts";

const certificate = "arn:aws:acm:eu-central-1:111122223333:certificate/0a1b2c3d-0000-4000-8000-000000000001";
const atTheEdge = "arn:aws:acm:us-east-1:111122223333:certificate/0a1b2c3d-0000-4000-8000-000000000002";
const webAcl =
  "arn:aws:wafv2:us-east-1:111122223333:global/webacl/meldpunt/0a1b2c3d-0000-4000-8000-000000000003";
const domain = { name: "meldpunt.processor.nl", certificate };

const plain = synthesize();
const named = synthesize({ domain });
const distributed = synthesize({ domain, cloudFront: { certificate: atTheEdge, webAcl } });

const publicUrlOf = (of: typeof named, name: string) =>
  functionsByName(of).get(name)?.Properties.Environment.Variables.PUBLIC_URL;

describe("without a domain", () => {
  test("the API answers where API Gateway puts it, and nothing stands before it", () => {
    for (const type of ["AWS::ApiGatewayV2::DomainName", "AWS::CloudFront::Distribution"])
      expect(resourcesOf(plain, type)).toEqual([]);
    expect(plain.toJSON().Outputs).not.toHaveProperty("PublicApiTarget");
  });
});

describe("a domain", () => {
  test("is the API's, over TLS 1.2 or newer, with the certificate of the settings", () => {
    expect(onlyResource(named, "AWS::ApiGatewayV2::DomainName").Properties).toMatchObject({
      DomainName: domain.name,
      DomainNameConfigurations: [
        { CertificateArn: certificate, EndpointType: "REGIONAL", SecurityPolicy: "TLS_1_2" },
      ],
    });
    const { Properties, DependsOn } = onlyResource(named, "AWS::ApiGatewayV2::ApiMapping");
    expect(Properties).toMatchObject({ Stage: "$default" });
    const stages = Object.entries(named.findResources("AWS::ApiGatewayV2::Stage"));
    const [stage] = stages.find(([, each]) => each.Properties.ApiId.Ref === Properties.ApiId.Ref) ?? [];
    expect(DependsOn).toContain(stage);
  });

  test("is the only name that the public API answers under; operators' stays where it was", () => {
    const closed = resourcesOf(named, "AWS::ApiGatewayV2::Api").map(
      ({ Properties }) => Properties.DisableExecuteApiEndpoint ?? false,
    );
    expect(closed.sort()).toEqual([false, true]);
    const { ApiId } = onlyResource(named, "AWS::ApiGatewayV2::ApiMapping").Properties;
    expect(named.findResources("AWS::ApiGatewayV2::Api")[ApiId.Ref]?.Properties).toMatchObject({
      DisableExecuteApiEndpoint: true,
    });
  });

  test.each(["forward", "sweep", "attachments"])("is what the links of %s begin with", (name) => {
    expect(publicUrlOf(named, name)).toBe(`https://${domain.name}`);
  });

  test("comes with what the DNS has to say, in the stack's outputs", () => {
    const { PublicApiUrl, PublicApiTarget } = named.toJSON().Outputs;
    expect(PublicApiUrl.Value).toBe(`https://${domain.name}`);
    expect(textOf(named, PublicApiTarget.Value)).toBe("{DomainName.RegionalDomainName}");
    expect(PublicApiTarget.Description).toContain(domain.name);
  });
});

describe("CloudFront", () => {
  const { DistributionConfig: config } = onlyResource(
    distributed,
    "AWS::CloudFront::Distribution",
  ).Properties;
  const managed = {
    cachingDisabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
    allViewer: "216adef6-5c7f-47e4-b989-5492eafa07d3",
    securityHeaders: "67f7725c-6f97-4210-82d7-5512b31e9d03",
  };

  // B9
  test("keeps no answer, not one to an error either", () => {
    expect(config.DefaultCacheBehavior.CachePolicyId).toBe(managed.cachingDisabled);
    expect(config).not.toHaveProperty("CacheBehaviors");
    const kept = config.CustomErrorResponses.map(
      ({ ErrorCode, ErrorCachingMinTTL }: Record<string, number>) => [ErrorCode, ErrorCachingMinTTL],
    );
    expect(kept).toEqual(
      [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504].map((status) => [status, 0]),
    );
  });

  test("logs nothing of who called", () => {
    expect(config).not.toHaveProperty("Logging");
    expect(config.DefaultCacheBehavior).not.toHaveProperty("RealtimeLogConfigArn");
  });

  test("passes on every call as it is, over TLS on both sides", () => {
    expect(config.DefaultCacheBehavior).toMatchObject({
      OriginRequestPolicyId: managed.allViewer,
      ResponseHeadersPolicyId: managed.securityHeaders,
      ViewerProtocolPolicy: "redirect-to-https",
    });
    expect(config.DefaultCacheBehavior.AllowedMethods).toEqual(expect.arrayContaining(["GET", "POST"]));
    expect(config.ViewerCertificate).toMatchObject({
      AcmCertificateArn: atTheEdge,
      MinimumProtocolVersion: "TLSv1.2_2021",
    });
    expect(config.Origins).toMatchObject([
      { CustomOriginConfig: { OriginProtocolPolicy: "https-only", OriginSSLProtocols: ["TLSv1.2"] } },
    ]);
    expect(textOf(distributed, config.Origins[0].DomainName)).toBe("{DomainName.RegionalDomainName}");
  });

  test("stands under the domain, with the web ACL of the settings, and is where the DNS points", () => {
    expect(config).toMatchObject({ Aliases: [domain.name], WebACLId: webAcl, PriceClass: "PriceClass_100" });
    const { PublicApiUrl, PublicApiTarget } = distributed.toJSON().Outputs;
    expect(PublicApiUrl.Value).toBe(`https://${domain.name}`);
    expect(textOf(distributed, PublicApiTarget.Value)).toBe("{Distribution.DomainName}");
  });

  test("needs no web ACL", () => {
    const without = synthesize({ domain, cloudFront: { certificate: atTheEdge } });
    const { DistributionConfig } = onlyResource(without, "AWS::CloudFront::Distribution").Properties;
    expect(DistributionConfig).not.toHaveProperty("WebACLId");
  });
});
